// Inserting placeholders and marks where the cursor stands. Without this file the same texts can be copied by hand.
"use strict";

const form = document.querySelector("form[data-wording]");
const area = form.querySelector("textarea");

// setRangeText alone would take the browser's undo away, so the old command goes first.
const put = (text) => {
  area.focus();
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
};

const lineStart = () => area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;

const putBlock = (text) => {
  const before = area.value.slice(0, area.selectionStart);
  put((before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n") + text + "\n");
};

for (const code of form.querySelectorAll("code[data-insert]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "sk-insert";
  button.textContent = code.textContent;
  button.addEventListener("click", () => {
    if ("block" in code.dataset) putBlock(code.dataset.insert);
    else put(code.dataset.insert);
  });
  code.replaceWith(button);
}

for (const button of form.querySelectorAll("[data-around], [data-line], [data-put]")) {
  button.addEventListener("click", () => {
    const { around, line, put: text } = button.dataset;
    if (around) put(around + area.value.slice(area.selectionStart, area.selectionEnd) + around);
    if (line) {
      area.setSelectionRange(lineStart(), lineStart());
      put(line);
    }
    if (text) {
      area.setSelectionRange(lineStart(), lineStart());
      put(text + "\n");
    }
  });
}
form.querySelector("[role=toolbar]").hidden = false;

// Text with formatting from a word processor is turned into the grammar's own marks by the server.
area.addEventListener("paste", async (event) => {
  const html = event.clipboardData.getData("text/html");
  if (!html) return;
  event.preventDefault();
  const plain = event.clipboardData.getData("text/plain");
  const data = new FormData();
  data.set("html", html);
  data.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  const answer = await fetch(form.dataset.paste, { method: "POST", body: data }).catch(() => null);
  put(answer?.ok ? await answer.text() : plain);
});

// A fault leads to its line.
form.addEventListener("click", (event) => {
  const line = Number(event.target.closest("[data-goto]")?.dataset.goto);
  if (!line) return;
  const lines = area.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  area.focus();
  area.setSelectionRange(start, start + lines[line - 1].length);
});
