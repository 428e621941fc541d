"use strict"

/* Suggestions below the search box, after the combobox pattern of the ARIA Authoring Practices.
   Without this script the form works as it is. */
for (const input of document.querySelectorAll("[data-suggestions]")) {
  const form = input.form;
  const list = document.createElement("div");
  const status = document.createElement("p");
  let options = [];
  let active = -1;
  let waiting;
  let request;

  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector("label").textContent);
  status.className = "hidden";
  status.setAttribute("role", "status");
  form.append(list, status);
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

  function close() {
    clearTimeout(waiting);
    request?.abort();
    list.hidden = true;
    list.replaceChildren();
    options = [];
    active = -1;
    status.textContent = "";
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(number) {
    options[active]?.setAttribute("aria-selected", "false");
    active = number;
    const option = options[active];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function show(suggestions) {
    close();
    options = suggestions.map((suggestion, number) => {
      const option = document.createElement("div");
      const kind = document.createElement("small");
      const name = suggestion.abbreviation ? `${suggestion.title} (${suggestion.abbreviation})` : suggestion.title;
      option.id = `${list.id}-${number}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      kind.textContent = suggestion.type_label;
      option.append(name, " ", kind);
      option.addEventListener("pointerdown", (event) => event.preventDefault());
      option.addEventListener("click", () => location.assign(suggestion.url));
      return option;
    });
    if (!options.length) return;
    list.append(...options);
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    status.textContent = `${options.length} ${input.dataset.found}`;
  }

  async function ask() {
    request = new AbortController();
    const url = new URL(input.dataset.suggestions, location.href);
    url.searchParams.set("q", input.value);
    try {
      const answer = await fetch(url, { signal: request.signal });
      if (answer.ok) show((await answer.json()).suggestions);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    request?.abort();
    if (input.value.trim().length < 2) close();
    else waiting = setTimeout(ask, 150);
  });

  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") choose(active + 1 < options.length ? active + 1 : -1);
    else if (event.key === "ArrowUp") choose(active < 0 ? options.length - 1 : active - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active >= 0) options[active].click();
    else return;
    event.preventDefault();
  });

  input.addEventListener("blur", close);
}
