// Searching without a server: the texts come as scripts, one after the other; results show while they come.
"use strict";

const words = JSON.parse(document.getElementById("search-words").textContent);
const form = document.querySelector("form.search");
const list = document.getElementById("search-results");
const note = document.getElementById("search-note");
const root = words.root.replace(/index\.html$/, "");
const MOST = 200;
const texts = [];
let loaded = 0;

window.GONGKAI_TEXTS = (rows) => { texts.push(...rows); };
const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/(?<=\d),(?=\d{3})/g, "");

function load() {
  return new Promise((resolve) => {
    const script = document.createElement("script");
    loaded += 1;
    script.src = `${words.data}search-${loaded}.js`;
    script.onload = () => { script.remove(); resolve(); };
    script.onerror = resolve;
    document.head.append(script);
  });
}

async function search() {
  const wanted = fold(form.q.value).split(/[^\p{L}\p{N}.]+/u).filter(Boolean);
  list.replaceChildren();
  if (!wanted.length) { note.textContent = words.hint; return; }
  const kind = form.kind.value === "" ? -1 : words.kinds.indexOf(form.kind.value);
  let count = 0, at = 0;
  do {
    if (at >= texts.length && loaded < window.GONGKAI_SHARDS) await load();
    for (; at < texts.length; at += 1) {
      const text = texts[at];
      if (kind >= 0 && text[0] !== kind) continue;
      const whole = fold(`${text[1]} ${text[2]} ${text[3]}`);
      if (!wanted.every((word) => whole.includes(word))) continue;
      count += 1;
      if (count <= MOST) list.append(result(text, wanted));
    }
    note.textContent = words.found.replace("{n}", count);
  } while (loaded < window.GONGKAI_SHARDS);
}

function result([kind, title, body, unit, year, yearKind, path, fragment], wanted) {
  const item = document.createElement("li");
  const head = document.createElement("p");
  head.className = "card-head";
  const badge = Object.assign(document.createElement("span"), { className: "badge severity-info", textContent: words.names[words.kinds[kind]] });
  const link = document.createElement("a");
  link.href = `${root}${path}index.html${fragment ? `#${fragment}` : ""}`;
  link.append(...marked(title || unit, wanted));
  const of = [kind === 0 ? "" : unit, year ? `${year} ${words.yearKinds[yearKind] ?? ""}` : ""].filter(Boolean).join(" · ");
  head.append(badge, link, Object.assign(document.createElement("span"), { className: "muted", textContent: of }));
  item.append(head);
  if (body) {
    const at = Math.max(0, Math.min(...wanted.map((word) => { const i = body.toLowerCase().indexOf(word); return i < 0 ? Infinity : i; })) - 60);
    const part = document.createElement("p");
    const start = Number.isFinite(at) ? at : 0;
    part.append(...marked(`${start ? "…" : ""}${body.slice(start, start + 240)}`, wanted));
    item.append(part);
  }
  return item;
}

function marked(text, wanted) {
  const pattern = new RegExp(`(${wanted.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`, "gi");
  return text.split(pattern).map((piece, i) => (i % 2 ? Object.assign(document.createElement("mark"), { textContent: piece }) : piece));
}

form.addEventListener("submit", (event) => { event.preventDefault(); history.replaceState(null, "", `#${encodeURIComponent(form.q.value)}`); search(); });
if (location.hash) { form.q.value = decodeURIComponent(location.hash.slice(1)); search(); }
