// Beside the field of an image stands what is stored; where another one is chosen it goes, for it shows something else.
"use strict"

window.addEventListener("load", () => {
  for (const shown of document.querySelectorAll("img.thumbnail[data-of]")) {
    const field = shown.parentElement.querySelector("select")
    // What completes what is typed tells of a choice by jQuery alone.
    window.django.jQuery(field).on("change", () => { shown.hidden = field.value !== shown.dataset.of })
  }
})
