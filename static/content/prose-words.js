// Lets the tools of the editor of rich text speak the language of the page (by themselves they speak English alone), and
// makes a toolbar of them: one stop of the keyboard, and arrows within it.
import { Extension } from "django-prose-editor/editor"

const say = (text) => window.gettext?.(text) ?? text

function told(bar) {
  for (const button of bar.querySelectorAll("button")) {
    if (button.dataset.name !== "link" && !/^(?:un|re)do$/.test(button.dataset.name)) {
      button.setAttribute("aria-pressed", String(button.classList.contains("active")))
    }
    button.setAttribute("aria-disabled", String(button.classList.contains("disabled")))
  }
}

function walked(bar) {
  const there = () => [...bar.querySelectorAll("button")].filter((button) => button.checkVisibility())
  const stop = (at) => { for (const button of bar.querySelectorAll("button")) button.tabIndex = button === at ? 0 : -1 }
  bar.addEventListener("focusin", ({ target }) => stop(target))
  bar.addEventListener("keydown", (event) => {
    const buttons = there(), at = buttons.indexOf(document.activeElement)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    buttons[(to + buttons.length) % buttons.length].focus()
  })
  stop(bar.querySelector("button"))
}

export const InOurWords = Extension.create({
  name: "inOurWords",
  priority: 0, // after those that bring tools
  addMenuItems({ menu }) {
    for (const { button, option } of menu.items("blockType lists nodes marks link history utility")) {
      if (button?.title) button.title = button.ariaLabel = say(button.title)
      if (option) option.textContent = say(option.textContent)
    }
  },
  onCreate() {
    const bar = this.editor.view.dom.parentElement?.querySelector(".prose-menubar")
    if (!bar) return
    bar.setAttribute("role", "toolbar")
    bar.setAttribute("aria-label", say("Tools for the text"))
    walked(bar)
    told(bar)
    this.editor.on("transaction", () => told(bar))
  },
})
