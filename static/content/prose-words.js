// Lets the tools of the editor of rich text speak the language of the page: by themselves they speak English alone.
import { Extension } from "django-prose-editor/editor"

const say = (text) => window.gettext?.(text) ?? text

export const InOurWords = Extension.create({
  name: "inOurWords",
  priority: 0, // after those that bring tools
  addMenuItems({ menu }) {
    for (const { button, option } of menu.items("blockType lists nodes marks link history utility")) {
      if (button?.title) button.title = button.ariaLabel = say(button.title)
      if (option) option.textContent = say(option.textContent)
    }
  },
})
