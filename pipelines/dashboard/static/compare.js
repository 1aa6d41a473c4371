// Comparing: what the reader chooses, as a chart and a table. Every figure leads to where it is printed.
"use strict";

const data = window.GONGKAI_SERIES;
const words = JSON.parse(document.getElementById("compare-words").textContent);
const form = document.getElementById("compare");
const [UNIT, MEASURE, YEAR, KIND, LEVEL, AMOUNT, REAL, HEADS, BASIS, BREAK, LINE, DOCUMENT, PAGE] = Array(13).keys();
const COLOURS = 8;
const chosen = new Set();

const points = data.points;
const counts = new Map();
for (const point of points) counts.set(point[MEASURE], (counts.get(point[MEASURE]) ?? 0) + 1);
for (const [index] of [...counts].sort((a, b) => b[1] - a[1])) {
  form.measure.add(new Option(data.measures[index][words.language], index));
}

const root = words.root.replace(/index\.html$/, "");
const folder = (path) => `${root}${path}${words.spelledOut ? "index.html" : ""}`;

function here() {
  const [measure, kind, level] = [Number(form.measure.value), form.kind.value, form.level.value];
  return points.filter((p) => p[MEASURE] === measure && p[KIND] === kind && p[LEVEL] === level);
}

// Exact yuan arrive as text; a chart and a ratio need no more than a double holds.
function valueOf(point) {
  if (form.basis.value === "real") return point[REAL] === null ? null : Number(point[REAL]);
  if (form.basis.value === "head") return point[HEADS] ? Number(point[AMOUNT]) / point[HEADS] : null;
  return Number(point[AMOUNT]);
}

function element(name, attributes = {}, ...children) {
  const made = name.startsWith("svg:")
    ? document.createElementNS("http://www.w3.org/2000/svg", name.slice(4)) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function shownNumber(value) {
  const scale = form.basis.value === "head" ? 1 : words.scale;
  return (value / scale).toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

function listUnits() {
  const found = form.find.value.trim().toLowerCase();
  const region = form.elements.region?.value ?? "";
  const largest = new Map();
  for (const p of here()) largest.set(p[UNIT], Math.max(largest.get(p[UNIT]) ?? -Infinity, Number(p[AMOUNT])));
  const units = [...largest].sort((a, b) => b[1] - a[1]).map(([unit]) => unit);
  if (![...chosen].some((unit) => largest.has(unit))) {
    const years = new Map();
    for (const p of here()) years.set(p[UNIT], (years.get(p[UNIT]) ?? 0) + 1);
    const most = Math.max(...years.values());
    units.filter((unit) => years.get(unit) === most).slice(0, 5).forEach((unit) => chosen.add(unit));
  }
  const box = form.querySelector(".choices");
  units.sort((a, b) => chosen.has(b) - chosen.has(a));
  box.replaceChildren(...units.filter((unit) => chosen.has(unit)
    || (data.units[unit].name.toLowerCase().includes(found) && (!region || data.units[unit].region === region))).slice(0, 60).map((unit) => {
    const input = element("input", { type: "checkbox", value: unit });
    input.checked = chosen.has(unit);
    input.addEventListener("change", () => { input.checked ? chosen.add(unit) : chosen.delete(unit); draw(); });
    return element("label", {}, input, ` ${data.units[unit].name}`);
  }));
}

// Like for like: only units that have a figure for every year shown, and no recorded break between them.
function likeForLike(rows, years) {
  if (!form.like.checked) return [rows, 0];
  const kept = rows.filter(([, row]) => years.every((year) => row.get(year))
    && years.slice(1).every((year) => !row.get(year)[BREAK]));
  return [kept, rows.length - kept.length];
}

function draw() {
  const mine = here().filter((p) => chosen.has(p[UNIT]) && valueOf(p) !== null);
  const years = [...new Set(mine.map((p) => p[YEAR]))].sort();
  const byUnit = new Map();
  for (const p of mine) {
    if (!byUnit.has(p[UNIT])) byUnit.set(p[UNIT], new Map());
    byUnit.get(p[UNIT]).set(p[YEAR], p);
  }
  const order = [...byUnit].sort((a, b) => Math.max(...[...b[1].values()].map(valueOf)) - Math.max(...[...a[1].values()].map(valueOf)));
  const [rows, dropped] = likeForLike(order, years);
  note(rows, dropped);
  document.getElementById("compare-chart").replaceChildren(...(rows.length ? [years.length > 1 ? lines(rows, years) : bars(rows)] : []));
  table(rows, years);
  const choice = new URLSearchParams({ m: data.measures[form.measure.value].key, k: form.kind.value, l: form.level.value,
    b: form.basis.value, like: form.like.checked ? 1 : 0, u: [...chosen].map((u) => data.units[u].slug).join(",") });
  history.replaceState(null, "", `#${choice}`);
}

function note(rows, dropped) {
  const said = [form.basis.value === "head" ? words.yuanPerHead : words.moneyColumns];
  if (form.basis.value === "real") said.push(data.priceYear ? words.priceYear.replace("{year}", data.priceYear) : words.noReal);
  if (form.basis.value === "head" && !rows.length) said.push(words.noHeads);
  if (dropped) said.push(words.dropped.replace("{n}", dropped));
  if (rows.some(([, row]) => [...row.values()].some((p) => p[BREAK]))) said.push(words.break);
  if (rows.some(([, row]) => [...row.values()].some((p) => p[BASIS] === "implied"))) said.push(words.implied);
  if (!chosen.size) said.push(words.choose);
  document.getElementById("compare-note").textContent = said.join(" ");
}

function lines(rows, years) {
  // As wide as it is shown, so that letters keep their size on a phone.
  const width = Math.max(330, Math.min(900, document.getElementById("compare-chart").clientWidth));
  const narrow = width < 600;
  const [height, left, right, top, foot, longest] = [narrow ? 260 : 340, narrow ? 66 : 78, narrow ? 96 : 150, 16, 30, narrow ? 7 : 11];
  const values = rows.flatMap(([, row]) => [...row.values()].map(valueOf));
  const high = Math.max(...values, 0), low = Math.min(...values, 0);
  const x = (year) => left + ((width - left - right) * (year - years[0])) / Math.max(1, years.at(-1) - years[0]);
  const y = (value) => top + ((height - top - foot) * (high - value)) / (high - low || 1);
  const svg = element("svg:svg", { viewBox: `0 0 ${width} ${height}`, class: "lines", role: "img", "aria-label": form.measure.selectedOptions[0].text });
  for (const value of ticks(low, high)) {
    svg.append(element("svg:line", { class: "axis", x1: left, x2: width - right, y1: y(value), y2: y(value) }),
      element("svg:text", { x: left - 8, y: y(value) + 4, class: "end" }, shownNumber(value)));
  }
  for (const year of years) svg.append(element("svg:text", { x: x(year), y: height - 8, class: "middle" }, year));
  let last = -Infinity;
  const labels = rows.map(([unit, row], index) => {
    const end = row.get(Math.max(...row.keys()));
    return { unit, index, y: y(valueOf(end)) };
  }).sort((a, b) => a.y - b.y);
  for (const label of labels) { label.y = Math.max(label.y, last + 15); last = label.y; }
  rows.forEach(([unit, row], index) => {
    const shown = years.filter((year) => row.get(year));
    shown.slice(1).forEach((year, i) => {
      const before = shown[i];
      svg.append(element("svg:line", {
        class: `stroke-${index % COLOURS}${row.get(year)[BREAK] || year - before > 1 ? " broken-line" : ""}`,
        x1: x(before), y1: y(valueOf(row.get(before))), x2: x(year), y2: y(valueOf(row.get(year))) }));
    });
    for (const year of shown) {
      const dot = element("svg:circle", { class: `fill-${index % COLOURS}`, cx: x(year), cy: y(valueOf(row.get(year))), r: 4.5 });
      dot.append(element("svg:title", {}, `${data.units[unit].name} ${year}: ${shownNumber(valueOf(row.get(year)))}`));
      svg.append(dot);
    }
  });
  for (const { unit, index, y: at } of labels) {
    const name = data.units[unit].name;
    svg.append(element("svg:text", { class: `fill-${index % COLOURS} name`, x: width - right + 12, y: at + 4 }, name.length > longest ? `${name.slice(0, longest - 1)}…` : name));
  }
  return svg;
}

// Round numbers on the axis, four to six of them.
function ticks(low, high) {
  const scale = form.basis.value === "head" ? 1 : words.scale;
  const rough = (high - low) / scale / 5 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((n) => n * power).find((n) => n >= rough) * scale;
  const found = [];
  for (let value = Math.ceil(low / step) * step; value <= high; value += step) found.push(value);
  return found;
}

function bars(rows) {
  const longest = Math.max(...rows.flatMap(([, row]) => [...row.values()].map(valueOf)), 1);
  return element("ol", { class: "bars" }, ...rows.map(([unit, row], index) => {
    const value = valueOf([...row.values()][0]);
    const bar = element("i", { class: `back-${index % COLOURS}` });
    bar.style.width = `${Math.max(0, (value / longest) * 100)}%`;
    return element("li", {}, element("a", { class: "bar-name", href: folder(`unit/${data.units[unit].slug}/`) }, data.units[unit].name),
      element("span", { class: "bar", "aria-hidden": "true" }, bar), element("span", { class: "bar-value" }, shownNumber(value)));
  }));
}

function table(rows, years) {
  const head = element("tr", {}, element("th", { scope: "col" }, words.unit),
    ...years.map((year) => element("th", { scope: "col", class: "n" }, year)));
  const body = rows.map(([unit, row]) => element("tr", {},
    element("th", { scope: "row" }, element("a", { href: folder(`unit/${data.units[unit].slug}/`) }, data.units[unit].name)),
    ...years.map((year) => cell(row.get(year), row.get(year - 1)))));
  document.getElementById("compare-table").replaceChildren(element("thead", {}, head), element("tbody", {}, ...body));
}

function cell(point, before) {
  if (!point) return element("td", { class: "n" }, element("span", { class: "none" }, "—"));
  const value = valueOf(point);
  const figure = point[LINE] && point[DOCUMENT]
    ? element("a", { class: "figure", href: `${folder(`doc/${point[DOCUMENT]}/${point[PAGE] ?? 1}/`)}#${point[LINE]}` }, shownNumber(value))
    : element("span", { class: "figure" }, shownNumber(value));
  figure.dataset.yuan = point[AMOUNT];
  const made = element("td", { class: `n${point[BREAK] ? " broken" : ""}` }, figure);
  if (point[BREAK]) made.title = point[BREAK][words.language === "zh" ? 0 : 1] || words.break;
  if (before && valueOf(before) && !point[BREAK]) {
    const growth = ((value - valueOf(before)) * 100) / Math.abs(valueOf(before));
    made.append(element("small", { class: "growth" }, `${growth >= 0 ? "+" : ""}${growth.toFixed(1)}%`));
  }
  if (point[BASIS] === "implied") made.append(element("small", { class: "growth" }, "*"));
  return made;
}

function restore() {
  const said = new URLSearchParams(location.hash.slice(1));
  const measure = data.measures.findIndex((m) => m.key === said.get("m"));
  if (measure >= 0) form.measure.value = measure;
  for (const [name, key] of [["kind", "k"], ["level", "l"], ["basis", "b"]]) if (said.get(key)) form[name].value = said.get(key);
  form.like.checked = said.get("like") === "1";
  const slugs = new Set((said.get("u") ?? "").split(",").filter(Boolean));
  data.units.forEach((unit, index) => { if (slugs.has(unit.slug)) chosen.add(index); });
}

restore();
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", () => { listUnits(); draw(); });
listUnits();
draw();
