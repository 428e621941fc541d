// Helps with translations: copies the Dutch over, says when a length is odd, and notes what is still right.
"use strict"

{
  const editors = new WeakMap() // of rich text, by their textareas
  document.addEventListener("prose-editor:ready", ({ detail }) => editors.set(detail.textarea, detail.editor))

  const tools = () => document.getElementById("translation-tools")
  const listed = (name) => tools().dataset[name].split(" ")
  const dutchOf = (field) => field.form?.elements[field.name.replace(/_en$/, "_nl")]
  const wordsOf = (field) => {
    const html = field.value.replace(/<[^>]*>/g, " ")
    return html.replace(/\s+/g, " ").trim()
  }

  // What helps with a field stands under it, and only while it helps.
  function help(field) {
    const box = field.closest(".flex-container")
    const [, name] = /(?:^|-)([a-z_]+)_en$/.exec(field.name) ?? []
    const kind = ["texts", "names"].find((each) => listed(each).includes(name))
    if (!box || !kind || field.name.includes("__prefix__")) return
    const [from, to] = [wordsOf(dutchOf(field)), wordsOf(field)]
    const button = box.querySelector(".copy-over")
    if (from && !to && !button) {
      const made = tools().content.querySelector(`[data-for=${kind}]`).cloneNode(true)
      made.addEventListener("click", () => copyOver(field))
      box.append(made)
    } else if (button && (to || !from)) button.remove()
    hint(box, kind === "texts" ? lengthHint(from.length, to.length) : "")
  }

  function lengthHint(from, to) {
    const { shortest, longest, short, long, from: least } = tools().dataset
    if (!to || from < Number(least)) return ""
    return to < from * shortest ? short : to > from * longest ? long : ""
  }

  function hint(box, words) {
    let told = box.querySelector(".length-hint")
    if (told?.textContent === words) return
    if (!words) return told?.remove()
    told ??= box.appendChild(Object.assign(document.createElement("span"), { className: "length-hint" }))
    told.textContent = words
  }

  function copyOver(field) {
    const text = dutchOf(field).value
    const editor = editors.get(field)
    if (editor) editor.chain().setContent(text, { emitUpdate: true }).focus().run()
    else {
      field.value = text
      field.focus()
    }
    field.dispatchEvent(new Event("input", { bubbles: true }))
    help(field)
  }

  const pairOf = (target) => {
    const field = target.closest(".prose-editor")?.querySelector("textarea") ?? target
    return /_(nl|en)$/.test(field.name ?? "") ? field.form?.elements[field.name.replace(/_nl$/, "_en")] : null
  }
  const look = ({ target }) => {
    const field = tools() && pairOf(target)
    // A rich text is in its textarea only after its editor has heard of it.
    if (field) setTimeout(() => help(field))
  }
  for (const name of ["input", "focusin"]) document.addEventListener(name, look)
  document.addEventListener("DOMContentLoaded", () => {
    if (tools()) for (const field of document.querySelectorAll("#content-main form [name$=_en]")) help(field)
  })

  // What is still right is said without leaving the form; without a script the link leads to where it can be said.
  document.addEventListener("click", async (event) => {
    const way = event.target.closest("a.still-right")
    if (!way) return
    event.preventDefault()
    const body = new URLSearchParams({ text: way.dataset.text, csrfmiddlewaretoken: document.querySelector("[name=csrfmiddlewaretoken]").value })
    try {
      const response = await fetch(way.href, { method: "POST", body, headers: { Accept: "application/json" } })
      const { told, right } = await response.json()
      const noted = Object.assign(document.createElement("span"), { textContent: told, tabIndex: -1 })
      noted.className = `translated translated--${right ? "complete" : "out_of_date"}`
      if (right) way.closest(".stale").replaceChildren(noted)
      else way.replaceWith(noted)
      noted.focus()
    } catch {
      location.assign(way.href)
    }
  })
}
