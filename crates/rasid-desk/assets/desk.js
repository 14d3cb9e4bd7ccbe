// Helps where it can; every page works without it.
//
// On a report: shows all words of a record (speaker, cue and place too) when its line is chosen
// or pointed at, and finds the line when words are clicked. On the add page: shows that files
// can be dropped. Adds nothing from text to the page but class names.

const root = document.documentElement;
const text = document.querySelector(".report .text");

function pieces(record, within = document) {
  return within.querySelectorAll(`[data-record="${CSS.escape(record)}"]`);
}

function light(record, name) {
  for (const lit of document.querySelectorAll(`.${name}`)) lit.classList.remove(name);
  if (record) for (const piece of pieces(record)) piece.classList.add(name);
}

function fromHash() {
  const record = location.hash.startsWith("#r-") ? decodeURIComponent(location.hash.slice(3)) : "";
  light(record, "picked");
  if (record) bringIn(record);
}

// Brings the line of a record into view beside the text, without moving the text.
function bringIn(record) {
  const card = document.getElementById(`c-${record}`);
  if (!card) return;
  card.closest("details")?.setAttribute("open", "");
  const side = card.closest(".records");
  if (side && side.scrollHeight > side.clientHeight + 4) {
    const gap = card.getBoundingClientRect().top - side.getBoundingClientRect().top;
    if (gap < 0 || gap > side.clientHeight - 120) side.scrollTop += gap - side.clientHeight / 3;
  }
}

if (text) {
  root.classList.add("scripted");
  addEventListener("hashchange", fromHash);
  fromHash();

  text.addEventListener("click", (event) => {
    const mark = event.target.closest(".mark");
    if (!mark || !getSelection().isCollapsed) return;
    const record = mark.dataset.record;
    history.replaceState(null, "", `#r-${record}`);
    light(record, "picked");
    bringIn(record);
  });

  const side = document.querySelector(".records");
  side?.addEventListener("pointerover", (event) => {
    light(event.target.closest(".card")?.dataset.record, "near");
  });
  side?.addEventListener("pointerleave", () => light("", "near"));
}

for (const drop of document.querySelectorAll(".drop")) {
  const input = drop.querySelector("input");
  for (const kind of ["dragenter", "dragover"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  for (const kind of ["dragleave", "drop"]) {
    drop.addEventListener(kind, () => drop.classList.remove("over"));
  }
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer?.files.length) input.files = event.dataTransfer.files;
  });
}

// Review by keyboard: what a key stands beside is clicked, or gets the cursor. Keys are places on the keyboard
// (event.code), so that they work in every layout, the Arabic one too.
const keyed = document.querySelectorAll("[data-key]");
const moves = [...document.querySelectorAll("[data-move]")];

function writes(element) {
  return element.matches("input:not([type=checkbox]), select, textarea, [contenteditable]");
}

function press(element) {
  if (element.matches("summary")) {
    element.parentElement.open = true;
    element.parentElement.querySelector("form input:not([type=hidden]), form select")?.focus();
  } else if (element.matches("a, button")) {
    element.click();
  } else {
    element.focus();
    element.select?.();
  }
}

if (keyed.length || moves.length) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.code === "Escape") {
      document.activeElement?.blur();
      return;
    }
    if (writes(event.target)) return;
    if (moves.length && (event.code === "KeyJ" || event.code === "KeyK")) {
      const at = moves.indexOf(document.activeElement);
      const next = event.code === "KeyJ" ? at + 1 : at < 0 ? moves.length - 1 : at - 1;
      moves[Math.max(0, Math.min(next, moves.length - 1))].focus();
      event.preventDefault();
      return;
    }
    const element = [...keyed].find((candidate) => candidate.dataset.key === event.code);
    if (element) {
      event.preventDefault();
      press(element);
    }
  });
}

// The words of a record come into view in the text beside it.
const source = document.querySelector(".body.source");
const words = source?.querySelector(".mark");
if (words && source.scrollHeight > source.clientHeight + 4) {
  source.scrollTop += words.getBoundingClientRect().top - source.getBoundingClientRect().top - source.clientHeight / 3;
}

// Words that are selected in the text go into the field that had the cursor, with their place in letters.
let field = null;
for (const input of document.querySelectorAll("input[data-span]")) {
  input.addEventListener("focus", () => { field = input; });
  input.addEventListener("input", () => { place(input).value = ""; });
}

function place(input) {
  return input.form.elements[`${input.name}.at`];
}

function letters(text) {
  return [...text].length;
}

function offset(node, within) {
  const paragraph = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
  if (!paragraph) return null;
  const range = document.createRange();
  range.setStart(paragraph, 0);
  range.setEnd(node, within);
  return Number(paragraph.dataset.start) + letters(range.toString());
}

source?.addEventListener("pointerup", take);
source?.addEventListener("keyup", take);

function take() {
  const selection = getSelection();
  if (!field || selection.isCollapsed || !source.contains(selection.anchorNode) || !source.contains(selection.focusNode)) return;
  const range = selection.getRangeAt(0);
  const text = range.toString();
  const start = offset(range.startContainer, range.startOffset);
  if (start === null || !text.trim() || text.includes("\n")) return;
  const lead = letters(text) - letters(text.trimStart());
  const chosen = text.trim();
  field.value = chosen;
  place(field).value = `${start + lead}-${start + lead + letters(chosen)}`;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
