// Keys of the form of a page: Ctrl+S, or ⌘S, does what “Save and continue editing” does.
"use strict"

{
  const stays = () => document.querySelector("#content-main > form [name=_continue]")

  document.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey, repeat } = event
    if (key.toLowerCase() !== "s" || ctrlKey === metaKey || altKey || shiftKey || !stays()) return
    event.preventDefault() // the browser would save the page as a file
    if (!repeat) stays().click()
  })
  document.addEventListener("DOMContentLoaded", () => {
    stays()?.setAttribute("aria-keyshortcuts", "Control+S Meta+S")
    if (stays()) stays().title = "Ctrl+S"
  })
}
