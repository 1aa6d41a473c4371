// Small comforts on every page: sortable tables, a language switch that keeps the spot. Nothing needs them.
"use strict";

for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") !== "descending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...table.tBodies[0].rows].map((row) => [keyOf(row.cells[column]), row]);
      rows.sort(([a], [b]) => compare(a, b) * (down ? -1 : 1));
      table.tBodies[0].append(...rows.map(([, row]) => row));
    });
  });
}

function keyOf(cell) {
  const said = cell.dataset.sort ?? cell.textContent.trim();
  const number = said === "" ? NaN : Number(said.replaceAll(",", ""));
  return Number.isNaN(number) ? said : number;
}

function compare(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "number") return 1;
  if (typeof b === "number") return -1;
  return a.localeCompare(b, "zh");
}

for (const link of document.querySelectorAll("[data-keep-fragment]")) {
  const keep = () => { link.hash = location.hash; };
  addEventListener("hashchange", keep);
  keep();
}
