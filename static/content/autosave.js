// Keeps what is typed as a draft on the server: some seconds after typing stops, and when the tab is left. It says so
// quietly, and goes on by itself when the connection or the session was lost.
"use strict"

document.addEventListener("DOMContentLoaded", () => {
  const PAUSE = 4000, LONGEST = 30000 // after the last key; while somebody types without a pause
  const AGAIN = [5000, 10000, 20000, 40000, 60000]
  const SMALL = 60000 // letters that a browser still sends when a page is gone
  const status = document.querySelector(".autosave")
  const form = status?.closest("form")
  if (!form) return
  let changed = false, sending = null, timer = 0, since = 0, failures = 0

  const typed = () => {
    const values = [...new FormData(form)].filter(([name, value]) => {
      return !(value instanceof File) && name !== "csrfmiddlewaretoken" && !name.includes("__prefix__")
    })
    return new URLSearchParams(values).toString()
  }

  // Once for each change of what is said: a status that says the same again would be read out again.
  const say = (text, signIn) => {
    if (status.dataset.said === text) return
    status.dataset.said = text
    status.textContent = text
    if (!signIn) return
    const link = document.createElement("a")
    Object.assign(link, { href: signIn, target: "_blank", textContent: status.dataset.signIn })
    status.append(" ", link)
  }

  const later = (wait) => {
    clearTimeout(timer)
    timer = setTimeout(send, wait)
  }

  const missed = () => {
    changed = true
    later(AGAIN[Math.min(failures++, AGAIN.length - 1)])
  }

  const told = async (response, body) => {
    const answer = await response.json().catch(() => ({}))
    if (answer.told) say(answer.told, answer.sign_in)
    else if (!response.ok && response.status !== 429) say(status.dataset.failed)
    if (!response.ok) return missed()
    kept = body
    failures = 0
    if (changed) later(PAUSE)
  }

  async function send() {
    clearTimeout(timer)
    if (!changed || sending) return
    const body = typed()
    changed = false
    since = 0
    if (body === kept) return
    sending = new AbortController()
    try {
      await told(await fetch(status.dataset.url, {
        method: "POST",
        body,
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        keepalive: body.length < SMALL,
        redirect: "error",
        signal: sending.signal,
      }), body)
    } catch (error) {
      if (error.name === "AbortError") return
      say(status.dataset.lost)
      missed()
    } finally {
      sending = null
    }
  }

  // What a form holds when it is opened is no draft: some widgets tell of a change when they are made.
  let kept = typed()
  window.addEventListener("load", () => { if (!changed) kept = typed() })

  const note = (event) => {
    if (!form.contains(event.target)) return
    changed = true
    since ||= Date.now()
    if (!failures) later(Math.min(PAUSE, Math.max(0, since + LONGEST - Date.now())))
  }
  for (const name of ["input", "change", "formset:added", "formset:removed"]) document.addEventListener(name, note)
  // What completes what is typed tells of a choice by jQuery alone.
  window.django?.jQuery(form).on("change.autosave", (event) => { if (!event.originalEvent) note(event) })
  document.addEventListener("visibilitychange", send)
  window.addEventListener("online", send)
  window.addEventListener("focus", () => { if (failures) send() })
  form.addEventListener("submit", () => {
    changed = false
    clearTimeout(timer)
    sending?.abort()
  })
})
