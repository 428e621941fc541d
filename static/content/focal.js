// Lets somebody point at the focal point of a picture, by a click or with the arrow keys, and shows what is cut off.
// What is drawn is the picture that was chosen and is not sent yet, or else the one that is there.
"use strict"

document.addEventListener("DOMContentLoaded", () => {
  const CROP = 16 / 9 // content/rendering/picture_markup.py
  const [WIDE, TALL] = [420, 280] // pixels
  const box = document.querySelector(".focal")
  const [left, top] = ["#id_focal_x", "#id_focal_y"].map((each) => document.querySelector(each))
  if (!box || !left || !top) return
  const [whole, cut] = [".focal__picture", ".focal__crop"].map((each) => box.querySelector(each))
  const mark = box.querySelector(".focal__mark")
  const told = box.querySelector("#focal-told")
  const file = document.querySelector("#id_file")
  let shown = null

  const within = (value) => Math.min(100, Math.max(0, Math.round(value)))
  const at = () => [left, top].map((field) => within(Number(field.value)))

  function draw() {
    const [x, y] = at()
    mark.style.insetInlineStart = `${x}%`
    mark.style.insetBlockStart = `${y}%`
    const [width, height] = [whole.width, whole.height]
    const part = Math.min(width, height * CROP)
    cut.width = part
    cut.height = height
    cut.getContext("2d").drawImage(whole, ((width - part) * x) / 100, 0, part, height, 0, 0, part, height)
    box.querySelector(".focal__cut").hidden = part === width
    box.querySelector(".focal__uncut").hidden = part < width
  }

  function put(x, y) {
    left.value = within(x)
    top.value = within(y)
    const [now, below] = at()
    told.textContent = told.dataset.told.replace("{left}", now).replace("{top}", below)
    for (const field of [left, top]) field.dispatchEvent(new Event("input", { bubbles: true }))
  }

  function show(picture) {
    const scale = Math.min(1, TALL / picture.height, WIDE / picture.width)
    whole.width = Math.max(1, Math.round(picture.width * scale))
    whole.height = Math.max(1, Math.round(picture.height * scale))
    whole.getContext("2d").drawImage(picture, 0, 0, whole.width, whole.height)
    box.hidden = false
    draw()
  }

  async function look() {
    const chosen = file?.files?.[0]
    const turn = (shown = {}) // of two that are read at once the later one counts
    box.hidden = true
    try {
      if (chosen) {
        const picture = await createImageBitmap(chosen)
        if (turn === shown) show(picture)
      } else if (box.dataset.picture) {
        const picture = new Image()
        picture.src = box.dataset.picture
        await picture.decode()
        if (turn === shown) show(picture)
      }
    } catch {
      // The site says what is wrong with it when it is sent.
    }
  }

  left.closest(".form-row").before(box)
  for (const field of [left, top]) field.addEventListener("input", draw)
  file?.addEventListener("change", look)
  whole.parentElement.addEventListener("click", ({ clientX, clientY, detail }) => {
    if (!detail) return // pressed by a key
    const seen = whole.getBoundingClientRect()
    put((100 * (clientX - seen.left)) / seen.width, (100 * (clientY - seen.top)) / seen.height)
    mark.focus()
  })
  mark.addEventListener("keydown", (event) => {
    const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? []
    if (x === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const step = event.shiftKey ? 10 : 1
    put(at()[0] + x * step, at()[1] + y * step)
  })
  look()
})
