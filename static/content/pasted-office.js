// Knows by which marks word processors and the web tell notes, comments and lists from the words of a text.
"use strict"

const SIGN = /^\[?(?:\d{1,3}|[*\u2020\u2021\u00a7]{1,3}|[ivxl]{1,6})\]?(?:\s*,\s*\[?\d{1,3}\]?)*$/i
const TO_NOTE = /#(?:_(?:ftn|edn)\d|sd(?:foot|end)note\d+sym|cite_note|ftnt\d|fn[:-]?\d|(?:foot|end)note[-_]?\d|voetnoot)/i
const FROM_NOTE = /#(?:_(?:ftn|edn)ref|sd(?:foot|end)note\d+anc|cite_ref|ftnt_ref|fnref|(?:foot|end)note-?ref)/i
const NOTE_ID = /^(?:sd(?:foot|end)note\d+|(?:ftn|edn)\d+|cite_note-.*|ftnt\d+|fn[:-]?\d+)$/i
const LEVEL = /mso-list:\s*l(\d+)\s+level(\d+)(?:\s+lfo(\d+))?/i

// The style of an element, under the name that it was parsed by (static/content/pasted-html.js).
export const STYLE = "data-style"
export function styleOf(element) {
  return element.getAttribute(STYLE)?.toLowerCase().replace(/\s+/g, " ") ?? ""
}

export function isHidden(element) {
  return element.hasAttribute("hidden") || /display: ?none|visibility: ?hidden|mso-hide: ?all/.test(styleOf(element))
}

// The sign of a footnote at its place in the text.
export function isNoteSign(element) {
  const words = element.textContent.trim()
  const links = [element, ...element.querySelectorAll("a")].filter((each) => each.localName === "a")
  if (element.localName === "sup" && !SIGN.test(words) && !links.length) return false
  return links.some((link) => {
    return /mso-(?:foot|end)note-id/.test(styleOf(link)) || TO_NOTE.test(link.getAttribute("href") ?? "")
      || link.matches(".sdfootnoteanc, .sdendnoteanc, [role=doc-noteref]")
  })
}

// What a raised text is: the sign of a note, a power, or no more than letters.
export function raised(words, before) {
  if (!SIGN.test(words) || (/^[ivxl]+$/i.test(words) && !/\d/.test(words))) return "letters"
  if (/^\d$/.test(words) && /(?:^|[^\p{L}\p{N}])(?:[kcdm]?m|10)$/u.test(before)) return "power"
  return "note"
}

// A note itself, beside or below the text.
export function isNote(element) {
  if (/mso-element: ?(?:foot|end)note(?!-list)/.test(styleOf(element)) || NOTE_ID.test(element.id)) return true
  if (element.matches(".MsoFootnoteText, .MsoEndnoteText, .sdfootnote, .sdendnote")) return true
  if (element.matches("[role=doc-footnote], [role=doc-endnote]")) return true
  const first = element.matches("p, li") && wayBack(element)
  return Boolean(first) && element.textContent.trim().startsWith(first.textContent.trim())
}

// The link from a note back to its place in the text, if that is its first one.
function wayBack(note) {
  const first = note.querySelector("a[href]")
  return first && FROM_NOTE.test(first.getAttribute("href")) ? first : null
}

// A note as what is told of it: its sign, which may be its `number` in a list, and its words.
export function noteIn(element, number = "") {
  const words = element.textContent.replace(/\s+/g, " ").trim()
  const own = wayBack(element)?.textContent.trim() ?? ""
  if (own && words.startsWith(own) && SIGN.test(own)) return { sign: own.replace(/[[\]]/g, ""), words: words.slice(own.length).trim() }
  const [, sign, rest] = /^\[?(\d{1,3}|[*\u2020\u2021]|[ivxl]{1,6}(?=\]))\]?[.)]?\s*(.*)$/i.exec(words) ?? [null, "", words]
  return { sign: sign || String(number), words: rest.replace(/^\^+\s*/, "") }
}

export function isComment(element) {
  return element.matches(".MsoCommentReference, .msocomanchor, .MsoCommentText, .msocomtxt, [id^=_com_]")
    || /mso-element: ?comment/.test(styleOf(element)) || /^#(?:_msocom_|cmnt)/.test(element.getAttribute("href") ?? "")
}

export function isDeleted(element) {
  return element.localName === "del" || element.matches(".msoDel, .MsoDel")
}

// The place of a paragraph in a list of Word: its level, its list, and the sign before it; or nothing.
export function wordItem(element) {
  const found = LEVEL.exec(element.getAttribute(STYLE) ?? "")
  if (!found) return null
  const sign = [...element.querySelectorAll(`[${STYLE}]`)].find(isListSign)?.textContent.replace(/[\s\u00a0]/g, "") ?? ""
  const [, number, letter] = /^\(?(?:(?:\d+\.)*(\d{1,3})|([a-z]|[ivx]+))[.)]{0,2}$/i.exec(sign) ?? []
  const ordered = Boolean(number) || (Boolean(letter) && sign !== letter)
  return { level: Number(found[2]), ordered, start: Number(number) || 1, list: `word${found[1]}` }
}

export function isListSign(element) {
  return /mso-list: ?ignore/.test(styleOf(element))
}
