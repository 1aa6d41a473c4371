// Deciding on a spot: a form that completes the command. The dashboard itself writes nothing.
"use strict";

const template = document.getElementById("decide");
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

for (const details of document.querySelectorAll("details.deciding")) {
  details.hidden = false;
  details.addEventListener("toggle", () => {
    if (!details.open || details.querySelector("form")) return;
    details.append(template.content.cloneNode(true));
    begin(details, details.querySelector("form"), details.parentElement.querySelector(".command"));
  });
}

function begin(details, form, command) {
  const { where, page, promote, should } = details.dataset;
  form.elements.evidence.value = page ? `p. ${page}` : "";
  if (should) form.elements["should-read"].placeholder = should;
  if (promote) {
    const words = form.querySelector(".promote span");
    words.textContent = words.dataset[promote];
    form.querySelector(".promote").hidden = false;
  }
  const write = () => {
    const said = ["should-read", "reason", "evidence", "author"].filter((name) => form.elements[name].value.trim())
      .map((name) => `--${name} ${quoted(form.elements[name].value.trim())}`);
    command.textContent = ["gongkai correct", where, ...said, ...(form.elements.promote.checked ? ["--promote"] : [])].join(" ");
  };
  form.addEventListener("input", write);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    write();
    const told = form.querySelector("output");
    try {
      await navigator.clipboard.writeText(command.textContent);
      told.textContent = template.dataset.copied;
    } catch {
      getSelection().selectAllChildren(command); // from disk some browsers give no clipboard: ready for Ctrl+C
    }
  });
}
