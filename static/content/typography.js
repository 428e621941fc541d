// Sets a text as its language wants it: quotation marks and apostrophes, and spaces at which no line may break. Every
// sign stays at its place, so that whoever calls this may ask which of them changed.
"use strict"

const NBSP = "\u00a0"
const OPENS_AFTER = /[\s([{<\u2013\u2014\u2018\u201c\u201e/]/
// Words that begin with an apostrophe: ’s avonds, ’t, ’s-Gravenhage; ’tis.
const CUT = {
  nl: /^(?:s|t|n|m|k|r|ns|ie)(?![\p{L}\p{N}'\u2019])/u,
  en: /^(?:tis|twas|em|til|cause|n)(?![\p{L}\p{N}])/iu,
}
const YEARS = /^\d\ds?(?![\p{L}\p{N}'\u2019])/u
const NUMBERED = {
  nl: "art|artt|p|pp|blz|nr|nrs|fig|tab|par|vol|jrg|afl|hfst|bijl",
  en: "art|arts|p|pp|no|nos|fig|figs|tab|para|paras|sec|ch|vol",
}
const UNITS = "%|\u2030|\u00b0C|[kcm]?m[\u00b2\u00b3]?|k?g|m?l|ha|kWh?|MWh?|[kMGT]B|[kMG]?Hz|mln\\.?|mld\\.?|miljoen|miljard|million|billion"
const TITLES = { nl: "mr|dr|drs|ir|ing|prof|de heer|mevrouw|minister", en: "mr|mrs|ms|dr|prof|sir|minister" }

// Patterns whose spaces hold together, by language.
const held = Object.fromEntries(["nl", "en"].map((language) => [language, [
  new RegExp(`(?<![\\p{L}\\p{N}.])(?:(?:${NUMBERED[language]})\\.|\u00a7{1,2}) (?=[\\dIVX])`, "giu"),
  // A letter at the end may be the first of a word that is still being typed: “2024 m”.
  new RegExp(`(?<=\\d) (?=(?:${UNITS})[^\\p{L}\\p{N}]|[%\u2030]|\u00b0C)`, "gu"),
  /[\u20ac$\u00a3] (?=\d)/gu,
  /(?<![\p{L}\p{N}.,])\d{1,3}(?: \d{3})+(?![\p{L}\p{N}/-])/gu, // 29 754
  /(?<![\p{L}\p{N}])(?:\p{Lu}\. ?){2,}(?=\p{Lu}\p{Ll})/gu, // J.P. Balkenende
  new RegExp(`(?<=(?<![\\p{L}])(?:${TITLES[language]})\\.? )\\p{Lu}\\. (?=\\p{Lu})`, "giu"),
]]))

// The same text with the signs of its language; `language` is "nl" or "en".
export function typeset(text, language) {
  return withSpaces(withQuotes(text, language), language)
}

function withQuotes(text, language) {
  const signs = [...text.split("")]
  let doubles = 0, singles = 0 // that are open
  for (let at = 0; at < signs.length; at++) {
    const sign = signs[at], before = signs[at - 1] ?? " ", rest = text.slice(at + 1)
    const begins = OPENS_AFTER.test(before)
    if (sign === "\u201c" || sign === "\u201e") doubles += 1
    if (sign === "\u201d") doubles -= 1
    if (sign === '"') {
      if (begins && rest && /^\s/.test(rest)) continue // it stands alone
      if (!begins && /\d/.test(before) && doubles < 1) continue // inches
      signs[at] = begins ? "\u201c" : "\u201d"
      doubles += begins ? 1 : -1
    }
    if (sign === "'" || sign === "\u2018") {
      const isCut = begins && (CUT[language].test(rest) && rest.length > /^\w*/.exec(rest)[0].length || YEARS.test(rest))
      if (sign === "\u2018" && !isCut) { singles += 1; continue }
      if (!begins && /\d/.test(before) && singles < 1 && !/^[\p{L}]/u.test(rest)) continue // feet
      const opens = begins && !isCut
      signs[at] = opens ? "\u2018" : "\u2019"
      if (opens) singles += 1
      else if (!begins && !/^\p{L}/u.test(rest)) singles = Math.max(0, singles - 1)
    }
  }
  return signs.join("")
}

function withSpaces(text, language) {
  for (const pattern of held[language]) {
    text = text.replace(pattern, (found) => found.replaceAll(" ", NBSP))
  }
  return text
}
