// Keyboard short cuts of the officers' lists. Every page works without this file.
"use strict";

const rows = () => [...document.querySelectorAll("[data-row] a[href], a[data-row]")];

const step = (by) => {
  const links = rows();
  if (!links.length) return;
  const here = links.findIndex((link) => link === document.activeElement);
  const next = here < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(here + by, 0), links.length - 1);
  links[next].focus();
  links[next].scrollIntoView({ block: "nearest" });
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const act = {
    "/": () => document.querySelector("[data-search]")?.focus(),
    j: () => step(1),
    k: () => step(-1),
    "?": () => document.getElementById("pintasan")?.togglePopover?.(),
  }[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});
