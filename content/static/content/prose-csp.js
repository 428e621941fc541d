// Gives the one <style> element that the rich text editor makes the page's nonce.
import { Extension } from "django-prose-editor/editor"

export const CspNonce = Extension.create({
  name: "cspNonce",
  onBeforeCreate() {
    this.editor.options.injectNonce = document.querySelector("script[nonce]")?.nonce
  },
})
