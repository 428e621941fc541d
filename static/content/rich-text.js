// Starts the editors of rich text in a row when that is opened: what stays closed costs nothing.
import { createEditor } from "django-prose-editor/configurable"

function start(row) {
  const setup = row.closest("[data-editor]")?.dataset.editor
  if (!setup || row.closest(".empty-form")) return
  for (const text of row.querySelectorAll("textarea[data-rich-text]")) createEditor(text, JSON.parse(setup))
}

document.addEventListener("toggle", ({ target }) => { if (target.matches("details.row[open]")) start(target) }, true)
document.addEventListener("formset:added", ({ target }) => { if (target.matches?.(".inline-related")) start(target) })
for (const row of document.querySelectorAll("details.row[open]")) start(row)
