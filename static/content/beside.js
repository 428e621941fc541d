// Shows what is typed in a form as the page that it would be, beside the form, where the screen is wide enough.
"use strict"

document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("#content-main > form")
  const panel = document.querySelector(".beside")
  const toggle = document.querySelector(".beside-toggle")
  const pause = 1500 // milliseconds after the last key

  if (!form || !panel || !toggle) return

  const frame = panel.querySelector("iframe")
  const state = panel.querySelector("[role=status]")
  const chosen = (name) => panel.querySelector(`[data-${name}][aria-pressed=true]`).dataset[name]
  const wide = window.matchMedia("(width >= 100rem)")
  let waiting = 0
  let asking = null

  const say = (name) => { state.textContent = panel.dataset[name] }

  const fit = () => {
    const { clientWidth, clientHeight } = frame.parentElement
    const width = Number(chosen("width"))
    const scale = Math.min(1, clientWidth / width)
    frame.style.setProperty("width", `${width}px`)
    frame.style.setProperty("height", `${clientHeight / scale}px`)
    frame.style.setProperty("transform", `scale(${scale})`)
  }

  // Links do not lead away within the frame: to another part of the page, or to a window of their own.
  const follow = (event) => {
    const link = event.target.closest("a[href]")
    if (!link) return
    event.preventDefault()
    const target = link.getAttribute("href")
    if (target.startsWith("#")) link.ownerDocument.getElementById(target.slice(1))?.scrollIntoView()
    else window.open(new URL(target, document.baseURI), "_blank", "noopener")
  }

  const show = (html) => {
    const place = frame.contentWindow?.scrollY ?? 0
    frame.addEventListener("load", () => {
      frame.contentWindow.scrollTo(0, place)
      frame.contentDocument.addEventListener("click", follow)
      frame.contentDocument.addEventListener("submit", (event) => event.preventDefault())
    }, { once: true })
    const seen = new DOMParser().parseFromString(html, "text/html")
    for (const script of seen.querySelectorAll("script")) script.remove() // none runs in this frame
    frame.srcdoc = `<!DOCTYPE html>${seen.documentElement.outerHTML}`
  }

  const make = async () => {
    asking?.abort()
    const own = asking = new AbortController()
    say("busy")
    try {
      const answer = await fetch(chosen("url"), {
        method: "POST", body: new FormData(form), redirect: "manual", signal: own.signal,
      })
      if (answer.type === "opaqueredirect") return say("signedOut")
      if (!answer.ok && answer.status !== 422) return say("failed")
      show(await answer.text())
      say(answer.ok ? "done" : "mistakes")
    } catch (error) {
      if (error.name !== "AbortError") say("failed")
    }
  }

  const later = () => {
    clearTimeout(waiting)
    if (!panel.hidden) waiting = setTimeout(make, pause)
  }

  const open = (isOpen) => {
    panel.hidden = !isOpen
    toggle.setAttribute("aria-expanded", String(isOpen))
    document.body.classList.toggle("has-beside", isOpen)
    clearTimeout(waiting)
    if (isOpen) {
      fit()
      make()
    } else asking?.abort()
  }

  const measure = () => {
    toggle.hidden = !wide.matches
    if (!wide.matches && !panel.hidden) open(false)
  }

  panel.addEventListener("click", (event) => {
    const button = event.target.closest(".beside__choice")
    if (!button) return
    if (button.classList.contains("beside__close")) {
      open(false)
      return toggle.focus()
    }
    for (const other of button.parentElement.children) other.setAttribute("aria-pressed", String(other === button))
    if (button.dataset.url) make()
    else fit()
  })
  toggle.addEventListener("click", () => open(panel.hidden))
  for (const name of ["input", "change", "formset:added", "formset:removed"]) form.addEventListener(name, later)
  wide.addEventListener("change", measure)
  new ResizeObserver(() => { if (!panel.hidden) fit() }).observe(panel)
  measure()
})
