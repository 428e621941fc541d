// Makes paragraphs and items of lines: those of a document whose lines were broken to fit its page, as a PDF has them.
// A line is a list of runs: pieces of text, each with its look.
"use strict"

const BULLET = /^(?:[\u2022\u00b7\u25aa\u25ab\u25e6\u2023\u25cf\u25cb\u25a0\u25a1\uf0a7\uf0b7\u2219]|[o\u00a7](?=\s{2}|\u00a0))[\s\u00a0]*/u
const DASH = /^[-\u2013\u2014*][\s\u00a0]+/
const NUMBER = /^(\d{1,2}|[a-z])[.)][\s\u00a0]+/
const ENDS = /[.!?:;][\u201d\u2019"')\]]*$/
// Words that follow a hyphen which stands for a word: binnen- en buitenland.
const AND = /^(?:en|of|dan|tot|and|or|to)\b/
// What keeps its hyphen before a whole word.
const KEEPS = /(?:^|[^\p{L}])(?:oud|ex|vice|niet|non|adjunct|substituut|interim|kandidaat|self|semi|well)-$/iu
// Vowels that would be read as one sound: zee-egel, not zeeegel.
const CLASH = /(?:a-[aeiu]|e-[eiu]|i-[ej]|o-[eiou]|u-[iu])/i
const NARROW = 40 // letters; lines of fewer are no running text

export const textOf = (runs) => runs.map((run) => run.text ?? "\n").join("")

// Lines as paragraphs, each a list of runs; `told` hears of words that were put together at the end of a line.
export function joined(lines, language, told) {
  const texts = lines.map((line) => textOf(line).trim())
  if (!isWrapped(texts)) return null
  const longest = Math.max(...texts.map((text) => text.length))
  const whole = texts.join("\n")
  const found = []
  lines.forEach((line, at) => {
    const last = found.at(-1), before = texts[at - 1] ?? ""
    if (!last || !goesOn(before, texts[at], longest)) found.push([...line])
    else last.push(...glued(last, line, before, texts[at], whole, language, told))
  })
  return found
}

function isWrapped(texts) {
  if (texts.length < 2 || texts.some((text) => !text)) return false
  const cut = texts.slice(0, -1).filter((text) => /\p{L}[-\u00ad]$/u.test(text)).length
  const longest = Math.max(...texts.map((text) => text.length))
  if (longest < NARROW && !cut) return false
  const open = texts.slice(0, -1).filter((text) => !ENDS.test(text))
  return open.length > 0 && texts.slice(1).some((text, at) => goesOn(texts[at], text, longest))
}

function goesOn(before, text, longest) {
  if (BULLET.test(text) || DASH.test(text) || NUMBER.test(text)) return false
  if (/\p{L}[-\u00ad]$/u.test(before)) return true
  if (before.length < longest * 0.55 && /^[\p{Lu}\d]/u.test(text)) return false // a heading, or the end of a paragraph
  return !ENDS.test(before) || before.length >= longest * 0.8
}

// The runs of a line that goes on where another one ended, once its hyphen was dealt with.
function glued(last, line, before, text, whole, language, told) {
  const [, word] = /([\p{L}\p{N}'\u2019-]+)[-\u00ad]$/u.exec(before) ?? []
  if (!word) return [{ ...line[0], text: " ", href: undefined }, ...line]
  const ending = last.findLast((run) => run.text?.trim())
  const [rest] = /^[\p{L}\p{N}'\u2019-]+/u.exec(text) ?? [""]
  if (before.endsWith("-") && AND.test(text)) return [{ text: " " }, ...line]
  if (before.endsWith("-") && (!rest || keepsHyphen(word, rest, whole, language))) return line
  ending.text = ending.text.replace(/[-\u00ad]\s*$/, "")
  told("hyphen", word + rest)
  return line
}

function keepsHyphen(word, rest, whole, language) {
  const hyphened = `${word}-${rest}`
  if (whole.includes(hyphened)) return true
  if (!/^\p{Ll}/u.test(rest) || /[\d]$/.test(word) || /\p{Lu}.*\p{Lu}|^\p{L}$/u.test(word)) return true
  if (KEEPS.test(`${word}-`) && rest.length > 4) return true
  return language === "nl" && CLASH.test(hyphened.slice(word.length - 1, word.length + 2))
}

// Paragraphs that begin with a bullet, a dash or a number are items; those of one kind that follow each other are a list.
export function itemised(blocks) {
  const signs = blocks.map((block) => (block.level || block.isHeading ? null : signOf(textOf(block.runs))))
  blocks.forEach((block, at) => {
    const sign = signs[at]
    if (!sign || !(sign.kind === "bullet" || follows(signs[at - 1], sign) || follows(sign, signs[at + 1]))) return
    const first = block.runs.find((run) => run.text?.trim())
    let left = sign.length
    for (const run of block.runs) {
      const taken = Math.min(left, run.text?.length ?? 0)
      if (taken) run.text = run.text.slice(taken)
      left -= taken
      if (!left) break
    }
    if (first) Object.assign(block, { level: 1, ordered: sign.kind === "number", start: sign.number, list: sign.kind })
  })
}

function signOf(text) {
  const lead = /^\s*/.exec(text)[0].length
  const rest = text.slice(lead)
  for (const [kind, pattern] of [["bullet", BULLET], ["dash", DASH], ["number", NUMBER]]) {
    const found = pattern.exec(rest)
    if (!found || found[0].length === rest.length) continue
    const number = kind === "number" ? Number(found[1]) || found[1].charCodeAt(0) - 96 : 0
    return { kind, number, length: lead + found[0].length }
  }
  return null
}

function follows(one, other) {
  return Boolean(one && other && one.kind === other.kind && (one.kind !== "number" || other.number === one.number + 1))
}
