// The page viewer: a cell and its spot mark each other, and what is known of the chosen one is told above.
"use strict";

const told = JSON.parse(document.getElementById("told-data").textContent);
const panel = document.getElementById("told");
const hint = panel.innerHTML;

function partners(id) {
  const mark = document.getElementById(id);
  const cells = document.querySelectorAll(`[data-mark="${CSS.escape(id)}"]`);
  return [...(mark ? [mark] : []), ...cells];
}

function idOf(target) {
  const cell = target.closest("[data-mark]");
  return cell ? cell.dataset.mark : target.closest(".mark")?.id;
}

let near = [];
document.querySelector(".viewer").addEventListener("mouseover", (event) => {
  near.forEach((element) => element.classList.remove("near"));
  const id = idOf(event.target);
  near = id ? partners(id) : [];
  near.forEach((element) => element.classList.add("near"));
});

document.querySelector(".viewer").addEventListener("click", (event) => {
  const id = idOf(event.target);
  if (!id || !told[id]) return;
  event.preventDefault();  // the page stays where it is: the browser would jump to the mark
  history.pushState(null, "", `#${id}`);
  choose();
});

let chosen = [];
function choose() {
  chosen.forEach((element) => element.classList.remove("chosen"));
  const id = decodeURIComponent(location.hash.slice(1));
  chosen = id ? partners(id) : [];
  chosen.forEach((element) => element.classList.add("chosen"));
  const frame = document.querySelector(".sheet-frame");
  const mark = id && document.getElementById(id);
  if (frame && mark?.classList.contains("mark")) {
    frame.scrollTo({ top: mark.offsetTop - frame.clientHeight / 3, left: mark.offsetLeft - frame.clientWidth / 2 });
  }
  tell(told[id]);
  if (mark?.classList.contains("mark")) crop(mark);
}

// The spot large: the same picture, drawn at its full size, moved so that the mark stands in the middle.
function crop(mark) {
  const picture = document.querySelector(".sheet img");
  const frame = Object.assign(document.createElement("div"), { className: "crop", ariaHidden: "true" });
  const sheet = document.createElement("div");
  const spot = document.createElement("i");
  for (const side of ["left", "top", "width", "height"]) spot.style[side] = mark.style[side];
  sheet.append(picture.cloneNode(), spot);
  frame.append(sheet);
  panel.append(frame);
  const place = () => {
    const [width, height] = [picture.naturalWidth, picture.naturalHeight];
    const at = (side) => parseFloat(mark.style[side]) / 100;
    const left = (at("left") + at("width") / 2) * width - frame.clientWidth / 2;
    const top = (at("top") + at("height") / 2) * height - frame.clientHeight / 2;
    sheet.style.width = `${width}px`;
    sheet.style.height = `${height}px`;
    sheet.style.left = `${-Math.max(0, Math.min(left, width - frame.clientWidth))}px`;
    sheet.style.top = `${-Math.max(0, Math.min(top, height - frame.clientHeight))}px`;
  };
  if (picture.complete) place(); else picture.addEventListener("load", place);
}

function tell(known) {
  if (!known) { panel.innerHTML = hint; return; }
  const head = document.createElement("p");
  const amount = Object.assign(document.createElement("b"), { className: "amount", textContent: known.title });
  head.append(amount);
  if (known.line_id) {
    head.append(Object.assign(document.createElement("span"), { className: "code", textContent: known.line_id }));
  }
  const list = document.createElement("dl");
  for (const [label, text] of known.pairs) {
    const pair = document.createElement("div");
    pair.append(
      Object.assign(document.createElement("dt"), { textContent: label }),
      Object.assign(document.createElement("dd"), { textContent: text }),
    );
    list.append(pair);
  }
  panel.replaceChildren(head, list);
  for (const [outcome, rule, message] of known.checks) {
    const line = Object.assign(document.createElement("p"), { textContent: `${rule} ${message}` });
    line.className = `check-${outcome}`;
    panel.append(line);
  }
}

// Arriving from elsewhere: what is told comes first, below it the page with the mark in view.
function arrive() {
  choose();
  if (chosen.length) panel.scrollIntoView({ block: "start" });
}

addEventListener("hashchange", arrive);
addEventListener("popstate", choose);
if (document.readyState === "complete") arrive();
else addEventListener("load", () => requestAnimationFrame(arrive));
