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
