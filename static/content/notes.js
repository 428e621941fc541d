// Leaves a note for colleagues, or is done with one, without leaving the form that one writes in.
"use strict"

document.addEventListener("submit", async (event) => {
  const panel = event.target.closest(".notes")
  if (!panel) return
  event.preventDefault()
  const form = event.target
  try {
    const response = await fetch(form.action, { method: "POST", body: new FormData(form) })
    const answer = new DOMParser().parseFromString(await response.text(), "text/html").querySelector(".notes")
    panel.replaceChildren(...answer.childNodes)
    const wrong = panel.querySelector(".errorlist")
    const next = wrong ? panel.querySelector("textarea") : panel.querySelector("summary")
    next.focus()
  } catch {
    form.submit() // somebody was signed out, or there is no connection: the browser tells which
  }
})
