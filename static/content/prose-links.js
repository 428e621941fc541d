// Lets a link in rich text lead to a page of this site, which one finds by its name, or to an address. A page is linked
// to by its permanent id, so that the link stays right when the page is renamed.
"use strict"

import { Extension, Link as BaseLink } from "django-prose-editor/editor"
import { askLink } from "content/link-dialog"

const PAGE = /^page:[0-9a-f-]{36}(?:#p-[-\w]+)?$/

async function link(editor) {
  const isLink = editor.isActive("link")
  const { href = "", title = null } = isLink ? editor.getAttributes("link") : {}
  const language = /_en$/.test(editor.view.dom.closest(".prose-editor")?.querySelector("textarea")?.name) ? "en" : "nl"
  const chosen = await askLink(href)
  if (!chosen) return editor.commands.focus()
  const attributes = { href: chosen.href, title }
  const chain = editor.chain().focus()
  if (isLink) chain.extendMarkRange("link").updateAttributes("link", attributes).run()
  else if (!editor.state.selection.empty) chain.setMark("link", attributes).run()
  else {
    const text = chosen.titles?.[language] ?? chosen.href.replace(/^(?:https?:\/\/|mailto:)/, "")
    chain.insertContent({ type: "text", text, marks: [{ type: "link", attrs: attributes }] }).unsetMark("link").run()
  }
}

// In the place of the link that the editor brings.
export const Link = BaseLink.extend({
  addOptions() {
    return {
      ...this.parent?.(),
      isAllowedUri: (url, { defaultValidate }) => PAGE.test(url) || defaultValidate(url),
    }
  },
  addCommands() {
    return { ...this.parent?.(), addLink: () => ({ editor }) => { link(editor); return true } }
  },
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "link",
      groups: "link",
      button: buttons.material("insert_link", "insert link"),
      command: link,
      active: (editor) => editor.isActive("link"),
    })
    menu.defineItem({
      name: "unlink",
      groups: "link",
      button: buttons.material("link_off", "remove link"),
      command: (editor) => editor.chain().focus().unsetLink().run(),
      hidden: (editor) => !editor.isActive("link"),
    })
  },
})

// By which the server asks for this file.
export const LinksToPages = Extension.create({ name: "linksToPages" })
