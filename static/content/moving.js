// Moves the rows of a form up and down: by buttons, by Alt with an arrow on a row's head, and by dragging its handle.
"use strict"

{
  const LAST = 32767 // the largest position that is stored
  const rowsOf = (group) => [...group.querySelectorAll(".inline-related:not(.empty-form)")]
  const position = (row) => row.querySelector("input[name$='-position']")

  function put(input, number) {
    if (input.value === String(number)) return
    input.value = number
    input.dispatchEvent(new Event("input", { bubbles: true }))
  }

  // Only the two that change places, so that nobody else's work on other rows is touched; all where there was no order.
  function number(group, before) {
    const taken = before.map((row) => (position(row).value === "" ? NaN : Number(position(row).value)))
    const inOrder = taken.every((each, at) => each <= LAST && (at === 0 || taken[at - 1] < each))
    rowsOf(group).forEach((row, at) => put(position(row), inOrder ? taken[at] : at))
  }

  // The other row goes around, so that the one that moves keeps the keyboard and stays as it is.
  function pass(row, other, up) {
    up ? row.after(other) : row.before(other)
    const [line, next] = [row, other].map((each) => document.querySelector(`.contents [data-row="${each.id}"]`))
    if (line && next && line.parentElement === next.parentElement) up ? line.after(next) : line.before(next)
  }

  function move(row, to) {
    const group = row.closest(".rows")
    const before = rowsOf(group)
    const from = before.indexOf(row)
    if (to < 0 || to >= before.length || to === from || !position(row)) return
    const between = to < from ? before.slice(to, from).reverse() : before.slice(from + 1, to + 1)
    for (const other of between) pass(row, other, to < from)
    number(group, before)
    row.scrollIntoView({ block: "nearest" })
    const told = document.getElementById("told")
    const words = { row: row.querySelector(".row__title").textContent, number: to + 1, count: before.length }
    told.textContent = told.dataset.moved.replace(/\{(\w+)\}/g, (_all, name) => words[name])
  }

  function step(row, direction) {
    move(row, rowsOf(row.closest(".rows")).indexOf(row) + (direction === "up" ? -1 : 1))
  }

  document.addEventListener("click", ({ target }) => {
    const button = target.closest(".row__move")
    if (button) step(button.closest(".inline-related"), button.dataset.move)
  })
  document.addEventListener("keydown", (event) => {
    const direction = { ArrowUp: "up", ArrowDown: "down" }[event.key]
    if (!direction || !event.altKey || !event.target.matches(".row__head, .row__move")) return
    event.preventDefault()
    step(event.target.closest(".inline-related"), direction)
  })

  // Django numbers what is left by its order in the page, and expects what is stored to come first.
  document.addEventListener("formset:removed", ({ detail }) => {
    const group = document.getElementById(`${detail.formsetName}-group`)
    if (!group?.matches(".rows")) return
    const rows = rowsOf(group)
    const end = group.querySelector(".empty-form")
    for (const row of rows.filter((each) => !each.matches(".has_original"))) end.before(row)
    queueMicrotask(() => { for (const row of rows) end.before(row) })
  })

  let dragged = null
  document.addEventListener("dragstart", ({ target, dataTransfer }) => {
    if (!target.matches?.(".row__handle")) return
    dragged = target.closest(".inline-related")
    dataTransfer.effectAllowed = "move"
    dataTransfer.setData("text/plain", "")
    dataTransfer.setDragImage(target.parentElement, 0, 0)
  })
  document.addEventListener("dragover", (event) => {
    const over = dragged && event.target.closest(".inline-related")
    if (over && over.parentElement === dragged.parentElement) event.preventDefault()
  })
  document.addEventListener("drop", (event) => {
    const over = dragged && event.target.closest(".inline-related")
    if (!over || over.parentElement !== dragged.parentElement) return
    event.preventDefault()
    move(dragged, rowsOf(dragged.closest(".rows")).indexOf(over))
  })
  document.addEventListener("dragend", () => { dragged = null })
}
