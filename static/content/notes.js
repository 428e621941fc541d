// Leaves a note for colleagues, or is done with one, without leaving the form that one writes in.
"use strict"

{
  let at = "" // what one wrote in last, as a note is about it

  const partOf = (element) => {
    const row = element.closest(".inline-related")?.querySelector(".row__body")
    return row ? row.id.replace(/^row-/, "") : /^id_lead_/.test(element.id) ? "lead" : ""
  }

  function turnTo(part) {
    const about = document.getElementById("id_note_about")
    if (about && [...about.options].some((option) => option.value === part)) about.value = part
  }

  document.addEventListener("focusin", ({ target, relatedTarget }) => {
    if (target.closest("#content-main > form")) at = partOf(target)
    const own = target.closest(".notes__new")
    if (own && !own.contains(relatedTarget) && !own.elements.text.value) turnTo(at)
  })

  document.addEventListener("click", (event) => {
    const way = event.target.closest("a[href='#notes']")
    const panel = document.getElementById("notes")
    if (!way || !panel) return
    event.preventDefault()
    at = partOf(way)
    panel.open = true
    document.getElementById("id_note_text").focus()
  })

  document.addEventListener("submit", async (event) => {
    const panel = event.target.closest(".notes")
    if (!panel) return
    event.preventDefault()
    const form = event.target
    try {
      const response = await fetch(form.action, { method: "POST", body: new FormData(form) })
      const answer = new DOMParser().parseFromString(await response.text(), "text/html").querySelector(".notes")
      panel.replaceChildren(...answer.childNodes)
      panel.querySelector(panel.querySelector(".errorlist") ? "textarea" : "summary").focus()
    } catch {
      form.submit() // somebody was signed out, or there is no connection: the browser tells which
    }
  })
}
