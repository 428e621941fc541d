// The text of a source: words that are selected in it can be marked as a passage.
"use strict"

{
  const MOST = 1500 // characters that an address takes; of more the parts are marked whole

  const start = () => {
    const text = document.querySelector("[data-mark]")
    const offer = document.querySelector("[data-selection]")
    if (!text || !offer) return
    const link = offer.querySelector("a")
    document.querySelector("[data-hint]").hidden = false
    const partOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("[data-part]")

    document.addEventListener("selectionchange", () => {
      const selection = getSelection()
      const part = selection.rangeCount && partOf(selection.getRangeAt(0).startContainer)
      // The words of the text alone: what stands beside it is selected along with them.
      const words = part ? wordsOf(selection.getRangeAt(0)) : ""
      offer.hidden = !words
      if (!words) return
      const query = new URLSearchParams({ part: part.dataset.part })
      if (words.length <= MOST) query.set("words", words)
      link.href = `${text.dataset.mark}?${query}`
    })

    function wordsOf(range) {
      const found = []
      for (const part of text.querySelectorAll("[data-part]")) {
        if (!range.intersectsNode(part)) continue
        const own = document.createRange()
        own.selectNodeContents(part)
        if (range.compareBoundaryPoints(Range.START_TO_START, own) > 0) own.setStart(range.startContainer, range.startOffset)
        if (range.compareBoundaryPoints(Range.END_TO_END, own) < 0) own.setEnd(range.endContainer, range.endOffset)
        found.push(own.toString())
      }
      return found.join(" ").trim()
    }
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start)
  else start()
}
