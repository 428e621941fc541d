// Asks before a form is left whose changes are not saved.
"use strict"

{
  let changed = false
  const inForm = (event) => event.target.closest("#content-main > form")

  for (const name of ["input", "change", "formset:added"]) {
    document.addEventListener(name, (event) => { if (inForm(event)) changed = true })
  }
  document.addEventListener("submit", (event) => {
    // A preview opens in a window of its own, and saves nothing.
    if (inForm(event) && !event.submitter?.formTarget) changed = false
  })
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault() })
}
