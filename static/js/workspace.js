// Keyboard short cuts of the officers' lists. Every page works without this file.
"use strict";

const rows = () => [...document.querySelectorAll("[data-row] a[href], a[data-row], summary[data-row]")];

const step = (by) => {
  const links = rows();
  if (!links.length) return;
  const here = links.findIndex((link) => link.closest("[data-row]").contains(document.activeElement));
  const next = here < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(here + by, 0), links.length - 1);
  links[next].focus();
  links[next].scrollIntoView({ block: "nearest" });
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const act = {
    "/": () => document.querySelector("[data-search]")?.focus(),
    j: () => step(1),
    k: () => step(-1),
    x: () => document.activeElement.closest("[data-row]")?.querySelector("input[type=checkbox]")?.click(),
    "?": () => document.getElementById("pintasan")?.togglePopover?.(),
  }[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});

// On a phone the line of ways through the workspace starts where one is.
document.querySelector(".sk-desk__nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// Choosing many rows: how many are chosen stands in the button, and one box chooses all.
for (const form of document.querySelectorAll("form[data-many]")) {
  const boxes = [...form.querySelectorAll("[data-row] input[type=checkbox]")];
  const every = form.querySelector("[data-choose-all]");
  const count = form.querySelector("[data-chosen]");
  const show = () => {
    const everything = form.querySelector("[data-everything]:checked");
    const chosen = boxes.filter((box) => box.checked).length;
    count.textContent = everything ? everything.dataset.everything : chosen;
    count.hidden = !chosen && !everything;
    const all = every.querySelector("input");
    all.checked = chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  };
  every.hidden = false;
  every.querySelector("input").addEventListener("change", (event) => {
    for (const box of boxes) box.checked = event.target.checked;
    show();
  });
  form.addEventListener("change", show);
  show();
}

// A number that a press has shown is in the clipboard at once, where the browser lets us.
document.body.addEventListener("htmx:afterSettle", (event) => {
  const number = event.target.querySelector("[data-copied]");
  if (!number || !navigator.clipboard) return;
  navigator.clipboard.writeText(number.textContent).then(
    () => { number.parentElement.querySelector("[data-copied-note]").hidden = false; },
    () => {},
  );
});
