// Lets the editor of rich text take what is pasted or dropped as the site has it (static/content/pasted.js), tells
// beside it what was left out, and sets the signs of the language while one types. Each such sign is a step of its own:
// Ctrl+Z brings back what was typed, and nothing changes it again.
"use strict"

import { Extension, Plugin, pm } from "django-prose-editor/editor"
import { pasted } from "content/pasted"
import { typeset } from "content/typography"

const say = (text, words = "") => (window.gettext?.(text) ?? text).replace("%s", words)

// What is told of each kind of notice; "%s" stands for what it was, or for how many.
const TOLD = {
  note: "Footnotes are left out: %s. What a claim rests on stands in its passages.",
  image: "Images are left out: %s.",
  comment: "Comments are left out: %s.",
  deleted: "What was deleted in the document is left out: %s.",
  table: "Each row of a table became a paragraph, with | between its cells.",
  heading: "This became a bold line: %s. A statement has a field for its heading.",
  struck: "This was struck through and is kept, look at it: %s.",
  link: "These links lead nowhere from here and became words: %s.",
  hyphen: "These words were put together at the end of a line, look at them: %s.",
}
const COUNTED = new Set(["image", "comment"])
const MOST = 6 // words of one kind that are told

const listed = (words) => {
  const [opens, closes] = document.documentElement.lang.startsWith("nl") ? "\u2018\u2019" : "\u201c\u201d"
  const told = words.slice(0, MOST).map((each) => opens + each + closes).join(", ")
  return words.length > MOST ? `${told} \u2026` : told
}

function tell(view, notices) {
  const box = boxOf(view)
  if (!box) return
  box.replaceChildren(...notices.filter(({ kind }) => TOLD[kind]).map(({ kind, words, count }) => {
    const found = COUNTED.has(kind) ? String(count) : listed(words)
    return Object.assign(document.createElement("p"), { textContent: say(TOLD[kind], found) })
  }))
}

// The field of an editor, what is told beside it, and its language.
const fieldOf = (view) => view.dom.closest(".prose-editor")?.querySelector("textarea")
const boxOf = (view) => view.dom.closest(".prose-editor")?.querySelector(".pasted")
const languageOf = (view) => (/_en$/.test(fieldOf(view)?.name ?? "") ? "en" : "nl")

function taken(view, what) {
  const { html, notices } = pasted({ ...what, language: languageOf(view) })
  tell(view, notices)
  return html
}

// Text without markup, read as what it was in the document.
function parsed(text, view, context) {
  const body = new DOMParser().parseFromString(taken(view, { text }), "text/html").body
  return pm.model.DOMParser.fromSchema(view.state.schema).parseSlice(body, { preserveWhitespace: true, context })
}

// Types a text, and then what its language makes of the words before it.
function typed(view, from, to, text) {
  if (view.composing || text.length !== 1) return false
  const $from = view.state.doc.resolve(from)
  if ($from.parent.type.spec.code || !$from.sameParent(view.state.doc.resolve(to))) return false
  const before = $from.parent.textBetween(0, $from.parentOffset, "\n", "\n")
  const words = before + text, language = languageOf(view)
  const [was, set] = [typeset(before, language), typeset(words, language)]
  const changed = [...words.split("").keys()].filter((at) => {
    return set[at] !== words[at] && (at === before.length || was[at] === before[at])
  })
  if (!changed.length) return false
  view.dispatch(view.state.tr.insertText(text, from, to).scrollIntoView())
  const { tr } = view.state, start = from - $from.parentOffset
  for (const at of changed) tr.insertText(set[at], start + at, start + at + 1)
  view.dispatch(pm.history.closeHistory(tr))
  return true
}

export const Pasting = Extension.create({
  name: "pasting",
  priority: 2000, // before those who would read it as it is
  onCreate() {
    const { view } = this.editor
    // It is there before it says something, or else it would not be read out.
    const box = Object.assign(document.createElement("div"), { className: "pasted" })
    box.setAttribute("role", "status")
    view.dom.closest(".prose-editor")?.append(box)
  },
  addProseMirrorPlugins() {
    return [new Plugin({
      props: {
        transformPastedHTML: (html, view) => taken(view, { html }),
        clipboardTextParser: (text, context, _plain, view) => parsed(text, view, context),
        handleTextInput: typed,
      },
    })]
  },
})
