// Turns what somebody pastes into what the rich text of this site has: paragraphs, lists, bold, italic and links. It
// touches no page: it is given HTML or plain text, and gives back HTML, and notices of what was left out or changed.
// What the server takes out (content/richtext.py) stays the last word.
"use strict"

import { readHtml } from "content/pasted-html"
import { itemised, joined, textOf } from "content/pasted-lines"
import { typeset } from "content/typography"

const LIGATURES = { "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st" }
const SPACES = /[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]/g
const UNSEEN = /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\u00ad(?!\s*$)/g
const RAISED = /(?<=[\p{L}.,;:)\u201d\u2019])[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+/gu
const OURS = /\sdata-pm-slice="([^"<>]*)"/

// { html, notices } of what is pasted: `html`, or else `text`. Notices are { kind, words }, each kind once.
export function pasted({ html = "", text = "", language = "nl" }) {
  const notices = new Map()
  const told = (kind, words) => notices.set(kind, [...(notices.get(kind) ?? []), words])
  const ours = OURS.exec(html)
  const blocks = finished(html ? readHtml(html, told) : readText(text), language, told, Boolean(ours))
  let clean = asHtml(blocks)
  if (ours) clean = clean.replace(/^<\w+/, (tag) => `${tag} data-pm-slice="${ours[1]}"`)
  return { html: clean, notices: [...notices].map(([kind, words]) => ({ kind, words: words.filter(Boolean), count: words.length })) }
}

// Plain text: an empty line parts paragraphs; whether single lines do is told by their length.
function readText(text) {
  return text.replace(/\r\n?|[\u2028\u2029\v]/g, "\n").split(/\n[ \t]*(?:\n[ \t]*)+|\f/).filter((part) => part.trim()).map((part) => {
    const runs = part.split("\n").flatMap((line, at) => (at ? [{ isBreak: true }, { text: line }] : [{ text: line }]))
    return { runs, level: 0, isPlain: true }
  })
}

function finished(blocks, language, told, isOurs) {
  const found = blocks.flatMap((block) => split({ ...block, runs: block.runs.map(letters) }, language, told))
  if (isOurs) return found
  itemised(found)
  for (const block of found) {
    const words = tidied(block)
    if (block.isHeading) {
      for (const run of block.runs) run.bold = true
      if (words) told("heading", words)
    }
    const signs = typeset(words, language)
    let at = 0
    for (const run of block.runs) {
      const length = run.text?.length ?? 1
      if (run.text) run.text = signs.slice(at, at + length)
      at += length
    }
  }
  for (const block of found) {
    block.runs = block.runs.filter((run) => run.isBreak || run.text)
  }
  return found.filter((block) => textOf(block.runs).trim())

  function letters(run) {
    if (run.isBreak || isOurs) return run
    let text = run.text.normalize("NFC").replace(/[\ufb00-\ufb06]/g, (sign) => LIGATURES[sign]).replace(SPACES, " ").replace(UNSEEN, "")
    text = text.replace(RAISED, (signs, at) => {
      if (/(?:^|[^\p{L}])[kcdm]?m$/u.test(text.slice(0, at))) return signs
      told("note", [...signs].map((sign) => "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079".indexOf(sign)).join(""))
      return ""
    })
    return { ...run, text }
  }
}

// A block whose lines were broken to fit a page as what it was; and of two breaks a paragraph.
function split(block, language, told) {
  const parts = [[[]]] // paragraphs of lines of runs
  for (const run of block.runs) {
    if (!run.isBreak) parts.at(-1).at(-1).push(run)
    else if (textOf(parts.at(-1).at(-1)).trim()) parts.at(-1).push([])
    else if (parts.at(-1).length > 1) parts.push([[]])
  }
  const found = []
  for (const part of parts) {
    const lines = part.filter((line) => textOf(line).trim())
    if (!lines.length) continue
    const whole = joined(lines, language, told)
    if (whole || block.isPlain) found.push(...(whole ?? lines))
    else found.push(lines.flatMap((line, at) => (at ? [{ isBreak: true }, ...line] : line)))
  }
  return found.map((runs, at) => ({ ...block, runs, isMore: block.isMore || (at > 0 && block.level > 0) }))
}

// Takes out spaces that show nowhere, and returns the words.
function tidied(block) {
  let before = " "
  for (const run of block.runs) {
    if (run.isBreak) { before = " "; continue }
    run.text = run.text.replace(/ +/g, " ")
    if (before.endsWith(" ")) run.text = run.text.trimStart()
    if (run.text) before = run.text
  }
  for (let at = block.runs.length - 1, isEnd = true; at >= 0; at--) {
    const run = block.runs[at]
    if (run.isBreak) isEnd = true
    else if (isEnd) {
      run.text = run.text.trimEnd()
      if (run.text) isEnd = false
    }
  }
  return textOf(block.runs)
}

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;")

function inline(runs) {
  return runs.map((run) => {
    if (run.isBreak) return "<br>"
    let html = escaped(run.text)
    if (run.italic) html = `<em>${html}</em>`
    if (run.bold) html = `<strong>${html}</strong>`
    return run.href ? `<a href="${escaped(run.href)}">${html}</a>` : html
  }).join("")
}

// Blocks as HTML: items that stand deeper belong to the one above them.
function asHtml(blocks) {
  const open = [] // the lists that are open, the outermost first
  let html = ""
  const close = (depth) => { while (open.length > depth) html += `</li></${open.pop().tag}>` }
  for (const block of blocks) {
    const level = Math.min(block.level, open.length + 1)
    const [tag, list] = [block.ordered ? "ol" : "ul", block.list]
    if (block.isMore && open.length && level) {
      close(level)
      html += `<p>${inline(block.runs)}</p>`
      continue
    }
    close(level)
    const same = level && open.length === level && open.at(-1).tag === tag && (open.at(-1).list === list || level > 1)
    if (level && open.length === level && !same) close(level - 1)
    if (!level) html += `<p>${inline(block.runs)}</p>`
    else if (same) html += `</li><li><p>${inline(block.runs)}</p>`
    else {
      html += `<${tag}${block.ordered && block.start > 1 ? ` start="${block.start}"` : ""}><li><p>${inline(block.runs)}</p>`
      open.push({ tag, list })
    }
  }
  close(0)
  return html
}
