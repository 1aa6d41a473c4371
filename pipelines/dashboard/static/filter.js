// Narrows a list by text and choices. Without it the list is simply whole.
"use strict";

for (const form of document.querySelectorAll("[data-filter]")) {
  const rows = [...document.querySelector(form.dataset.filter).children];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const output = form.querySelector("output");
  const apply = () => {
    const wanted = Object.fromEntries(new FormData(form));
    const text = (wanted.text ?? "").trim().toLowerCase();
    let shown = 0;
    rows.forEach((row, index) => {
      const fits = (!text || texts[index].includes(text))
        && Object.entries(wanted).every(([name, value]) => name === "text" || !value
          || (row.dataset[name] ?? "").split(" ").includes(value));
      row.hidden = !fits;
      shown += fits;
    });
    output.textContent = output.dataset.template.replace("{n}", shown);
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
}
