// The network with a script: larger and smaller, and who is tied to whom. Nothing on the page needs it.

"use strict"

const svg = document.querySelector(".net");
const frame = document.querySelector(".picture__window");

if (svg) {
  highlight();
  zoom();
  drag();
}

// Pointing at a name, or tabbing to it, leaves only its lines and those at their other ends.
function highlight() {
  const nodes = new Map([...svg.querySelectorAll("[data-node]")].map((node) => [node.dataset.node, node]));
  const ties = [...svg.querySelectorAll("[data-relations]")].map((element) => {
    const [subject, , object] = element.dataset.relations.split(" ")[0].split(":");
    return { element, ends: [subject, object] };
  });

  const light = (found) => {
    svg.querySelectorAll(".lit").forEach((element) => element.classList.remove("lit"));
    svg.classList.toggle("net--lit", found.length > 0);
    for (const { element, ends } of found) {
      element.classList.add("lit");
      ends.forEach((end) => nodes.get(end).classList.add("lit"));
    }
  };
  const around = (target) => {
    const node = target.closest("[data-node]");
    const tie = target.closest("[data-relations]");
    return ties.filter(({ element, ends }) => element === tie || (node && ends.includes(node.dataset.node)));
  };

  svg.addEventListener("pointerover", (event) => light(around(event.target)));
  svg.addEventListener("pointerleave", () => light([]));
  svg.addEventListener("focusin", (event) => light(around(event.target)));
  svg.addEventListener("focusout", () => light([]));
  document.addEventListener("keydown", (event) => event.key === "Escape" && light([]));
}

// The picture grows inside its window, which scrolls: by buttons, or by +, - and 0 while the window has the focus.
function zoom() {
  const bar = document.querySelector(".zoom");
  const steps = [1, 1.25, 1.6, 2, 2.5, 3.2];
  let step = 0;

  const set = (to) => {
    const before = svg.clientWidth;
    const middle = [frame.scrollLeft + frame.clientWidth / 2, frame.scrollTop + frame.clientHeight / 2];
    step = Math.max(0, Math.min(steps.length - 1, to));
    svg.style.width = step ? `${steps[step] * 100}%` : "";
    frame.classList.toggle("picture__window--zoomed", step > 0);
    const ratio = svg.clientWidth / before;
    frame.scrollTo(middle[0] * ratio - frame.clientWidth / 2, middle[1] * ratio - frame.clientHeight / 2);
    bar.querySelectorAll("[data-zoom='-1'], [data-zoom='0']").forEach((button) => (button.disabled = step === 0));
    bar.querySelector("[data-zoom='1']").disabled = step === steps.length - 1;
  };
  const change = (by) => set(by ? step + by : 0);

  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-zoom]");
    if (button) change(Number(button.dataset.zoom));
  });
  frame.addEventListener("keydown", (event) => {
    const by = { "+": 1, "=": 1, "-": -1, 0: 0 }[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    change(by);
  });
}

// A mouse can drag what is larger than its window; a finger scrolls it anyway.
function drag() {
  let from = null;
  frame.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && event.button === 0 && !event.target.closest("a")) {
      from = [event.clientX + frame.scrollLeft, event.clientY + frame.scrollTop];
    }
  });
  frame.addEventListener("pointermove", (event) => {
    if (from) frame.scrollTo(from[0] - event.clientX, from[1] - event.clientY);
  });
  addEventListener("pointerup", () => (from = null));
}
