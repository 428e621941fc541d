// Reads HTML that was pasted: as paragraphs and items, each a list of runs with their look. What the site has no room
// for is left out, and told.
"use strict"

import { isComment, isDeleted, isHidden, isListSign, isNote, isNoteSign, noteIn, raised, STYLE, styleOf, wordItem } from "content/pasted-office"
import { textOf } from "content/pasted-lines"

const GONE = new Set(
  ("script style meta link title base xml svg math object embed iframe frame video audio canvas noscript template "
    + "select button input textarea map col colgroup hr").split(" "),
)
const BLOCKS = new Set(
  ("p div section article header footer main aside nav blockquote pre address figure figcaption dl dt dd fieldset form "
    + "details summary h1 h2 h3 h4 h5 h6 li center caption body").split(" "),
)
const HEADING = /^h[1-6]$/
const ROW = /^(?:\s|<!--.*?-->|<meta[^>]*>)*<(?:tr|td|th|col|tbody|thead)\b/i
const HREF = /^(?:https?:\/\/[^/\s]|mailto:[^@\s]+@|page:[0-9a-f-]{36}$|passage:[0-9a-f-]{36}$)/i
const POWERS = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
const BETWEEN_CELLS = " | "

const UNREAD = /<!--[\s\S]*?-->|<(style|script|xml|title)\b[\s\S]*?(?:<\/\1\s*>|$)/gi
const TAG = /<([a-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/gi
const ATTRIBUTE = /([^\s"'<>/=]+)(\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?/g

// HTML that a page with a strict policy parses without a complaint: this makes also one of what is never shown.
function quiet(html) {
  return html.replace(UNREAD, "").replace(TAG, (_tag, name, attributes) => {
    return `<${name} ${attributes.replace(ATTRIBUTE, (whole, attribute, value = "") => {
      if (/^on/i.test(attribute) && value) return ""
      return /^style$/i.test(attribute) ? STYLE + value : whole
    })}>`
  })
}

// Paragraphs and items of some HTML; `told` hears what was left out.
export function readHtml(html, told) {
  const clean = quiet(html)
  const whole = ROW.test(clean) ? `<table>${clean}</table>` : clean
  return new Reading(told).read(new DOMParser().parseFromString(whole, "text/html").body)
}

class Reading {
  constructor(told) {
    Object.assign(this, { told, blocks: [], block: null, place: { level: 0 }, signs: [], notes: [], lists: 0, comments: 0 })
  }

  read(body) {
    this.walk(body, {})
    const known = new Map(this.notes.map(({ sign, words }) => [sign, words]))
    for (const sign of new Set([...this.signs, ...known.keys()])) {
      const words = known.get(sign)
      this.told("note", words ? `${sign} (${words.length > 90 ? `${words.slice(0, 89)}\u2026` : words})`.trim() : sign)
    }
    if (this.comments) this.told("comment", String(this.comments))
    return this.blocks
  }

  walk(parent, look) {
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) this.text(node.data, look)
      else if (node.nodeType === Node.ELEMENT_NODE) this.element(node, look)
    }
  }

  // Puts words where one is. White space alone begins nothing.
  text(words, look) {
    const lines = look.keepsLines ? words.split(/\r?\n/) : [words]
    lines.forEach((line, at) => {
      if (at) this.block?.runs.push({ isBreak: true })
      const text = line.replace(/[ \t\r\n\f]+/g, " ")
      if (!this.block && !text.replace(/[\s\u00a0\u200b]/g, "")) return
      this.begin()
      this.block.runs.push({ text, bold: look.bold, italic: look.italic, href: look.href })
    })
  }

  begin() {
    if (this.block) return
    const { isFresh, ...place } = this.place
    this.block = { runs: [], ...place, isMore: place.level > 0 && !isFresh }
    this.place.isFresh = false
    this.blocks.push(this.block)
  }

  end() {
    this.block = null
  }

  element(element, look) {
    const name = element.localName
    if (GONE.has(name) || isHidden(element) || isListSign(element)) return
    if (name === "img" || name === "v:imagedata" || name === "picture") return this.told("image", element.getAttribute("alt")?.trim() ?? "")
    if (isComment(element)) return this.comment(element)
    if (isDeleted(element)) return this.tellOf("deleted", element)
    if (isNote(element)) return this.notes.push(noteIn(element))
    if (name !== "p" && name !== "li" && isNoteSign(element) && (name === "sup" || name === "a")) return this.note(element)
    const own = styled(element, look)
    if (own.isStruck && !look.isStruck) this.tellOf("struck", element)
    if (own.isLost && !look.isLost) this.tellOf("link", element)
    if (own.isRaised && !look.isRaised) return this.raise(element, own)
    if (name === "br") return this.block?.runs.push({ isBreak: true })
    if (name === "table") return this.table(element, own)
    if (name === "ul" || name === "ol") return this.list(element, own)
    if (BLOCKS.has(name)) return this.paragraph(element, own)
    if (name === "q") this.text('"', look)
    this.walk(element, own)
    if (name === "q") this.text('"', look)
  }

  tellOf(kind, element) {
    const words = element.textContent.replace(/\s+/g, " ").trim()
    if (words) this.told(kind, words)
  }

  paragraph(element, look) {
    const outer = this.place
    this.end()
    const item = HEADING.test(element.localName) ? null : wordItem(element)
    const above = this.blocks.at(-1)
    if (item) this.place = { ...item, isFresh: true }
    else if (above?.list?.startsWith("word") && element.matches("[class^=MsoListParagraph]")) {
      const { level, ordered, list } = above // a further paragraph of an item of Word
      this.place = { level, ordered, list, isFresh: false }
    }
    const first = this.blocks.length
    this.walk(element, look)
    this.end()
    this.place = outer
    const isHeading = HEADING.test(element.localName) || element.matches("[role=heading], .MsoTitle, .MsoSubtitle")
    if (isHeading) for (const block of this.blocks.slice(first)) block.isHeading = true
  }

  list(element, look) {
    this.end()
    const outer = this.place
    const own = { level: outer.level + 1, ordered: element.localName === "ol", list: `list${++this.lists}` }
    let number = Number(element.getAttribute("start")) || 1
    for (const child of element.children) {
      if (child.matches("ul, ol")) this.place = { ...own, isFresh: false }
      else this.place = { ...own, ...levelOf(child), start: number, isFresh: true }
      if (isNote(child)) this.notes.push(noteIn(child, number))
      else if (child.localName === "li") this.walk(child, look)
      else this.element(child, look)
      if (child.localName === "li") number += 1
      this.end()
    }
    this.place = outer
  }

  // A row of several cells is a paragraph; what has one cell alone only lays out what is in it.
  table(table, look) {
    this.end()
    let isTable = false
    if (table.caption) this.element(table.caption, look)
    for (const row of table.rows) {
      const cells = [...row.cells].filter((cell) => !isHidden(cell))
      if (cells.length < 2) {
        for (const cell of cells) this.walk(cell, styled(cell, look))
        this.end()
        continue
      }
      const read = cells.map((cell) => this.apart(cell, styled(cell, look)))
      while (read.length && !read.at(-1).length) read.pop()
      if (!read.length) continue
      isTable = true
      this.begin()
      read.forEach((runs, at) => this.block.runs.push(...(at ? [{ text: BETWEEN_CELLS }] : []), ...(runs.length ? runs : [{ text: "\u2013" }])))
      this.end()
    }
    if (isTable) this.told("table", "")
  }

  // What is in a cell, as the runs of one line.
  apart(cell, look) {
    const { blocks, place } = this
    Object.assign(this, { blocks: [], block: null, place: { level: 0 } })
    this.walk(cell, look)
    const found = this.blocks.filter((block) => textOf(block.runs).trim())
    Object.assign(this, { blocks, block: null, place })
    return found.flatMap(({ runs }, at) => [...(at ? [{ text: " / " }] : []), ...runs.map((run) => (run.isBreak ? { text: " " } : run))])
  }

  raise(element, look) {
    const words = element.textContent.trim()
    const before = this.block ? textOf(this.block.runs) : ""
    const kind = raised(words, before)
    if (kind === "note") return this.note(element)
    if (kind === "power") return this.text(words.replace(/\d/g, (digit) => POWERS[digit]), look)
    this.walk(element, look)
  }

  note(element) {
    const sign = element.textContent.replace(/[[\]\s]/g, "")
    if (sign) this.signs.push(sign)
  }

  comment(element) {
    if (!element.matches(".MsoCommentText, .msocomtxt") && !/comment-list/.test(styleOf(element))) this.comments += 1
    else if (!this.comments) this.comments = Math.max(1, element.querySelectorAll(".MsoCommentText").length)
  }
}

// The look that an element gives to what is in it.
function styled(element, look) {
  const name = element.localName, style = styleOf(element), own = { ...look }
  if (name === "b" || name === "strong") own.bold = true
  if (name === "i" || name === "em") own.italic = true
  const [, weight] = /(?<![-\w])font-weight: ?(bold|bolder|normal|\d+)/.exec(style) ?? []
  if (weight) own.bold = /bold/.test(weight) || Number(weight) >= 600
  const [, slant] = /(?<![-\w])font-style: ?(italic|oblique|normal)/.exec(style) ?? []
  if (slant) own.italic = slant !== "normal"
  if (HEADING.test(name)) own.bold = true
  if (name === "sup" || /(?<![-\w])vertical-align: ?super/.test(style)) own.isRaised = true
  if (name === "pre") own.keepsLines = true
  if (name === "s" || name === "strike" || /text-decoration(?:-line)?: ?[^;]*line-through/.test(style)) own.isStruck = true
  if (name === "a" && element.hasAttribute("href")) {
    const href = element.getAttribute("href").trim()
    own.href = address(href)
    own.isLost = !own.href && !href.startsWith("#")
  }
  return own
}

// Where a link leads, if a reader may be led there: what Google puts around it is taken off.
function address(href) {
  const isWrapped = /^https?:\/\/www\.google\.com\/url\?/.test(href) && URL.canParse(href)
  const url = (isWrapped && new URL(href).searchParams.get("q")) || href
  return HREF.test(url) ? url : undefined
}

function levelOf(item) {
  const level = Number(item.getAttribute("data-aria-level"))
  return level ? { level, list: `aria${item.getAttribute("data-listid") ?? ""}` } : {}
}
