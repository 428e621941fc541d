// The long form of a page: opens and closes its rows, goes where a link leads, and back to where one was before saving.
"use strict"

{
  const KEY = `where:${location.pathname}`
  const form = () => document.getElementById("at")?.form
  const rowOf = (element) => element.closest(".inline-related")
  let last = null // where the keyboard was last, but for the buttons that send the form

  function open(element) {
    for (let at = element; at; at = at.parentElement) if (at.localName === "details") at.open = true
  }

  // A field by what a script has put in its place, and the other way round.
  function shown(element) {
    return element.closest(".prose-editor")?.querySelector(".ProseMirror")
      ?? element.parentElement.querySelector(":scope > .select2-container .select2-selection")
      ?? element
  }
  function field(element) {
    return element.closest(".prose-editor")?.querySelector("textarea")
      ?? element.closest(".select2-container")?.previousElementSibling
      ?? element
  }

  // Goes on at a row's head, or in a field, and lets it stand as far from the top of the window as is asked for.
  function goTo(target, top) {
    open(target)
    const starts = target.matches("[data-rich-text]") && !target.closest(".prose-editor")
    const go = () => {
      const to = target.matches(".row__body") ? target.closest(".row").querySelector("summary") : shown(target)
      if (!to.matches("a, button, input, select, textarea, summary, [tabindex], [contenteditable]")) to.tabIndex = -1
      to.focus({ preventScroll: true })
      const scroll = () => {
        if (top === undefined) to.scrollIntoView({ block: to.localName === "summary" ? "start" : "center" })
        else scrollBy({ top: to.getBoundingClientRect().top - top, behavior: "instant" })
      }
      scroll()
      document.fonts.ready.then(scroll) // the signs of an editor's tools take more room until they are loaded
    }
    if (starts) target.addEventListener("prose-editor:ready", () => setTimeout(go), { once: true })
    else setTimeout(go)
  }

  // What the end of the address leads to: a row (by what it holds, or by its number), or a field.
  function meant() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))
    if (!target || !form()?.contains(target)) return null
    return target.matches(".inline-related") ? target.querySelector(".row__body") : target
  }

  function lead() {
    if (meant()) goTo(meant())
  }

  function remember() {
    history.replaceState(history.state, "", location.pathname + location.search) // what comes leads somewhere itself
    const from = last ?? document.activeElement
    const name = field(from).name || rowOf(from)?.id || ""
    form().elements.at.value = name
    const rows = [...form().querySelectorAll(".row[open] > .row__body")].map((body) => body.id)
    const top = shown(from).getBoundingClientRect().top
    sessionStorage.setItem(KEY, JSON.stringify({ rows, top, field: name.replace(/^\w+-\d+-/, "") }))
  }

  function comeBack() {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null")
    sessionStorage.removeItem(KEY)
    const problems = document.getElementById("problems")
    if (kept && (problems || location.hash)) {
      for (const id of kept.rows) open(document.getElementById(id))
    }
    if (problems) {
      problems.focus()
    } else if (kept && meant()) {
      goTo(meant().querySelector(`[name$="-${CSS.escape(kept.field)}"]:not([type=hidden])`) ?? meant(), kept.top)
    } else {
      lead()
    }
  }

  document.addEventListener("focusin", ({ target }) => {
    if (form()?.contains(target) && !target.closest(".submit-row")) last = target
  })
  document.addEventListener("submit", ({ target }) => { if (target === form()) remember() })
  window.addEventListener("hashchange", lead)

  document.addEventListener("click", ({ target }) => {
    const all = target.closest("[data-rows]")
    if (all) {
      const rows = all.closest(".rows").querySelectorAll(".inline-related:not(.empty-form) > .row")
      for (const row of rows) row.open = all.dataset.rows === "open"
    }
    const link = target.closest(".long-form a[href^='#']")
    if (link && link.hash === location.hash) lead() // the address stays the same, so that nothing else tells
  })

  // What is ticked to be removed says so in the list of contents as well.
  document.addEventListener("change", ({ target }) => {
    const row = target.matches(".delete input") && rowOf(target)
    if (row) document.querySelector(`.contents [data-row="${row.id}"]`)?.classList.toggle("is-going", target.checked)
  })

  document.addEventListener("formset:added", ({ target }) => {
    const row = target.querySelector?.(".row")
    if (row) row.open = true
  })

  document.addEventListener("DOMContentLoaded", () => {
    if (!form()) return
    for (const button of document.querySelectorAll("[data-rows], .row__move, .row__handle")) button.hidden = false
    const contents = document.querySelector(".contents > details")
    if (contents) contents.open = matchMedia("(width >= 75rem)").matches
  })
  // After the browser went where the address leads, and Django's scripts drew their fields.
  window.addEventListener("load", () => { if (form()) window.django.jQuery(comeBack) })
}
