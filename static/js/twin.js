"use strict"

/* Search in a copy of the site, without a server behind it: of all pages that are listed, those that begin a word as
   the address or the box asks, the rarest words first. Without this script the whole list stands there. */
const list = document.querySelector("[data-pages]");
const status = document.querySelector("[data-told]");
const input = document.querySelector("main .search__input");
const aside = new Set(list.dataset.aside.split(" ")); // words that say nothing of what somebody looks for
const all = status.textContent;
const fold = (text) => ` ${text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ")}`;
const pages = Array.from(list.children, (row) => ({
  row,
  name: fold(row.querySelector(".row__title").textContent),
  text: fold(`${row.textContent} ${row.dataset.words}`),
}));

function find(typed) {
  const scores = new Map(pages.map((page) => [page, 0]));
  const words = fold(typed).split(" ").filter((word) => word && !aside.has(word));
  for (const word of new Set(words)) {
    const begun = ` ${word.slice(0, Math.max(4, Math.ceil(word.length * 0.7)))}`; // “superv…” of “supervises”
    const having = pages.filter((page) => page.text.includes(begun));
    const weight = Math.log((pages.length + 1) / (having.length + 0.5)) ** 2;
    for (const page of having) scores.set(page, scores.get(page) + weight * (page.name.includes(begun) ? 2 : 1));
  }
  const best = Math.max(...scores.values());
  const found = pages.filter((page) => scores.get(page) >= best / 4).sort((one, other) => scores.get(other) - scores.get(one));
  return best > 0 ? found : [];
}

function show() {
  const isAsked = input.value.trim() !== "";
  const found = isAsked ? find(input.value) : pages;
  list.replaceChildren(...found.map((page) => page.row));
  status.textContent = isAsked ? `${status.dataset.told} ${found.length}` : all;
}

input.value = new URLSearchParams(location.search).get("q") ?? "";
input.addEventListener("input", show);
show();
