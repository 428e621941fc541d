// Gives fields that a script draws the name that their label has, and what is said of them: they are left without.
"use strict"

{
  // The editor of rich text.
  document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
    const [label] = textarea.labels
    if (label) label.id ||= `label-${label.htmlFor}`
    const attributes = { role: "textbox", "aria-multiline": "true", "aria-labelledby": label?.id ?? "" }
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (textarea.hasAttribute(name)) attributes[name] = textarea.getAttribute(name)
    }
    editor.setOptions({ editorProps: { attributes } })
  })

  // The fields that complete what is typed: the choice that is shown, and where one types.
  function name(part, select) {
    const [label] = select.labels ?? []
    if (!label) return
    label.id ||= `label-${label.htmlFor}`
    const chosen = part.querySelector(".select2-selection__rendered:not(ul)")
    part.setAttribute("aria-labelledby", chosen ? `${label.id} ${chosen.id}` : label.id)
    for (const attribute of ["aria-describedby", "aria-invalid"]) {
      if (select.hasAttribute(attribute)) part.setAttribute(attribute, select.getAttribute(attribute))
    }
  }

  function nameAll(within) {
    for (const part of within.querySelectorAll(
      ".select2-selection, .select2-selection .select2-search__field, .select2-selection__rendered[role='textbox']",
    )) name(part, part.closest(".select2-container").previousElementSibling)
  }

  // Once they are drawn, which Django's scripts do by and by.
  document.addEventListener("DOMContentLoaded", () => window.django?.jQuery(() => nameAll(document)))
  document.addEventListener("formset:added", ({ target }) => setTimeout(() => nameAll(target)))
  document.addEventListener("focusin", ({ target }) => {
    if (!target.matches(".select2-search__field") || target.closest(".select2-selection")) return
    // The list that opens stands elsewhere on the page than the field that it belongs to.
    const field = document.querySelector(".select2-container--open:has(.select2-selection)")
    if (field) name(target, field.previousElementSibling)
  })
}
