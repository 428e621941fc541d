// Reads a page through beside its form: when it is opened, and while somebody types. Nothing of it is saved.
"use strict"

document.addEventListener("DOMContentLoaded", () => {
  const panel = document.querySelector(".checks[data-url]")
  const form = panel?.closest("form")
  if (!form || !form.querySelector("[type=submit]")) return
  const pause = 2000 // milliseconds after the last key
  const told = document.getElementById("checks-told")
  const jump = Object.assign(document.createElement("a"), { className: "checks-jump", href: "#checks", hidden: true })
  form.querySelector(".submit-row")?.append(jump)
  let waiting, asking

  function show(html) {
    const open = new Set([...panel.querySelectorAll("details[open]")].map((sort) => sort.dataset.kind))
    panel.innerHTML = html
    for (const sort of panel.querySelectorAll("details")) sort.open = open.has(sort.dataset.kind)
    const count = panel.querySelector(".checks__count")
    jump.textContent = count.textContent.split(";")[0]
    jump.className = `checks-jump ${count.className}`
    jump.hidden = count.matches(".checks__count--fine")
    if (told.textContent !== count.textContent) told.textContent = count.textContent
  }

  async function read() {
    asking?.abort()
    const own = (asking = new AbortController())
    try {
      const answer = await fetch(panel.dataset.url, {
        method: "POST", body: new FormData(form), redirect: "manual", signal: own.signal,
      })
      if (!answer.ok) return
      const html = await answer.text()
      // Whoever reads the findings is not disturbed.
      if (!panel.contains(document.activeElement)) show(html)
    } catch (error) {
      if (error.name !== "AbortError") later()
    }
  }

  function later() {
    clearTimeout(waiting)
    waiting = setTimeout(read, pause)
  }

  for (const name of ["input", "change", "formset:added", "formset:removed"]) form.addEventListener(name, later)
  read()
})
