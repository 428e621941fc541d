// Gives the fields that complete what is typed the name that their label has: select2 leaves them without one.
document.addEventListener("focusin", (event) => {
  const part = event.target
  if (!part.matches(".select2-selection, .select2-search__field")) return
  // The list that opens stands elsewhere on the page than the field that it belongs to.
  const field = part.closest(".select2-selection")?.parentElement.parentElement
    ?? document.querySelector(".select2-container--open:has(.select2-selection)")
  const label = field?.previousElementSibling?.labels?.[0]
  if (!label) return
  label.id ||= `label-${label.htmlFor}`
  const chosen = part.querySelector(".select2-selection__rendered:not(ul)")
  part.setAttribute("aria-labelledby", chosen ? `${label.id} ${chosen.id}` : label.id)
})
