// Asks where a link is to lead: to a page of this site, of which one types a part of the name and chooses it with the
// arrows or the mouse, or to an address.
"use strict"

const say = (text, words = "") => (window.gettext?.(text) ?? text).replace("%s", words)
const ADDRESS = /^(?:https?:\/\/[^\s/]+\S*|mailto:[^\s@]+@\S+|\/(?!\/)\S*|#\w\S*)$/i
const PAUSE = 200 // milliseconds after the last key
let number = 0

function made(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

async function pages(query) {
  const { linkable } = document.querySelector("[data-linkable]")?.dataset ?? {}
  if (!linkable) return []
  const response = await fetch(`${linkable}?${new URLSearchParams(query)}`, { headers: { Accept: "application/json" } })
  return response.ok ? (await response.json()).pages : []
}

// { href, titles } of what somebody chooses, or null; `href` is where the link leads now.
export function askLink(href) {
  return new Promise((resolve) => new Asking(href, resolve))
}

class Asking {
  constructor(href, resolve) {
    const id = `link-${++number}`
    this.field = made("input", {
      id, type: "text", role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": `${id}-pages`, "aria-describedby": `${id}-help ${id}-error`,
    })
    this.list = made("ul", { id: `${id}-pages`, role: "listbox", "aria-label": say("Pages"), class: "link-dialog__pages", hidden: "" })
    this.status = made("p", { role: "status", class: "link-dialog__status" })
    this.error = made("p", { id: `${id}-error`, role: "alert", class: "link-dialog__error" })
    this.passage = made("select", { id: `${id}-passage` })
    this.passages = made("div", { hidden: "" }, made("label", { for: `${id}-passage` }, say("Which passage")), this.passage)
    const accept = made("button", { type: "button", class: "button" }, say("Place the link"))
    const cancel = made("button", { type: "button", class: "button link-dialog__cancel" }, say("Cancel"))
    this.dialog = made(
      "dialog", { class: "link-dialog", "aria-labelledby": `${id}-title` },
      made("h2", { id: `${id}-title` }, say("Where does the link lead?")),
      made("label", { for: id }, say("Page of this site, or address")),
      this.field,
      made("p", { id: `${id}-help`, class: "link-dialog__help" }, say("Type a part of the name of the page and choose it, or an address with https:// or mailto:.")),
      this.list, this.status, this.passages, this.error,
      made("div", { class: "link-dialog__buttons" }, accept, cancel),
    )
    Object.assign(this, { resolve, chosen: null, found: [], at: -1, timer: 0, asked: 0 })
    accept.addEventListener("click", () => this.accept())
    cancel.addEventListener("click", () => this.dialog.close())
    this.field.addEventListener("input", () => this.typed())
    this.field.addEventListener("keydown", (event) => this.pressed(event))
    this.list.addEventListener("click", ({ target }) => {
      const option = target.closest("[role=option]")
      if (option) this.choose([...this.list.children].indexOf(option))
    })
    this.dialog.addEventListener("close", () => {
      this.dialog.remove()
      resolve(this.answer ?? null)
    })
    document.body.append(this.dialog)
    this.dialog.showModal()
    this.begin(href)
  }

  async begin(href) {
    if (!href.startsWith("page:")) {
      this.field.value = href
      return this.field.select()
    }
    const [id, anchor = ""] = href.slice(5).split("#")
    const [page] = await pages({ id })
    if (!page) return this.status.replaceChildren(say("The page of this link is not there any more."))
    this.chosen = page
    this.field.value = page.title
    this.field.select()
    this.offer(page.passages, anchor)
  }

  // The passages of a source, of which the link may cite one.
  offer(passages, anchor = "") {
    const options = [{ anchor: "", title: say("the source as a whole") }, ...passages]
    this.passage.replaceChildren(...options.map(({ anchor, title }) => made("option", { value: anchor }, title)))
    this.passage.value = anchor
    this.passages.hidden = !passages.length
  }

  typed() {
    this.chosen = null
    this.offer([])
    this.error.replaceChildren()
    clearTimeout(this.timer)
    const words = this.field.value.trim()
    if (words.length < 2 || ADDRESS.test(words)) return this.show([], "")
    this.timer = setTimeout(async () => {
      const asked = ++this.asked
      const found = await pages({ q: words })
      if (asked !== this.asked || this.chosen) return
      this.show(found, found.length ? say("Pages found: %s", found.length) : say("No page has this in its name."))
    }, PAUSE)
  }

  show(found, told) {
    Object.assign(this, { found, at: -1 })
    this.list.replaceChildren(...found.map(({ title, kind, state }, at) => {
      const more = [kind, state].filter(Boolean).join(", ")
      return made("li", { role: "option", id: `${this.list.id}-${at}`, "aria-selected": "false" }, title, " ", made("span", {}, more))
    }))
    this.list.hidden = !found.length
    this.field.setAttribute("aria-expanded", String(found.length > 0))
    this.field.removeAttribute("aria-activedescendant")
    this.status.replaceChildren(told)
  }

  pressed(event) {
    const { key } = event
    if ((key === "ArrowDown" || key === "ArrowUp") && this.found.length) {
      event.preventDefault()
      this.mark((this.at + (key === "ArrowDown" ? 1 : -1) + this.found.length) % this.found.length)
    } else if (key === "Enter") {
      event.preventDefault()
      if (this.at >= 0) this.choose(this.at)
      else this.accept()
    } else if (key === "Escape" && this.found.length) {
      event.preventDefault()
      this.show([], "")
    }
  }

  mark(at) {
    this.at = at
    for (const [place, option] of [...this.list.children].entries()) option.setAttribute("aria-selected", String(place === at))
    this.field.setAttribute("aria-activedescendant", this.list.children[at].id)
    this.list.children[at].scrollIntoView({ block: "nearest" })
  }

  choose(at) {
    this.chosen = this.found[at]
    this.field.value = this.chosen.title
    const { title, state } = this.chosen
    this.show([], state ? say("Readers see the words alone: this page is %s.", state) : say("Chosen: %s", title))
    this.error.replaceChildren()
    this.field.focus()
    const { id } = this.chosen
    pages({ id }).then(([page]) => {
      if (!page || this.chosen?.id !== id) return
      this.chosen = page
      this.offer(page.passages)
    })
  }

  accept() {
    const typed = this.field.value.trim()
    const url = /^www\.\S+\.\S/i.test(typed) ? `https://${typed}` : typed
    if (this.chosen) {
      const cited = this.chosen.passages?.find(({ anchor }) => anchor === this.passage.value)
      const { titles } = cited ?? this.chosen
      this.answer = { href: `page:${this.chosen.id}${cited ? `#${cited.anchor}` : ""}`, titles }
    }
    else if (ADDRESS.test(url)) this.answer = { href: url }
    else {
      this.error.replaceChildren(say("Choose a page from the list, or type an address that begins with https:// or mailto:."))
      return this.field.focus()
    }
    this.dialog.close()
  }
}
