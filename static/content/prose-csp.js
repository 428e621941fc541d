// Hands the nonce of the page to the editor, whose one <style> element the Content-Security-Policy refuses otherwise.
import { Extension } from "django-prose-editor/editor"

export const CspNonce = Extension.create({
  name: "cspNonce",
  onBeforeCreate() {
    this.editor.options.injectNonce = document.querySelector("script[nonce]")?.nonce
  },
})
