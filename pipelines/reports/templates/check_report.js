(() => {
  const root = document.documentElement;
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const languages = all(".languages button");
  const speak = (language) => {
    root.dataset.lang = language;
    root.lang = language === "zh" ? "zh-CN" : "en";
    languages.forEach((b) => b.setAttribute("aria-pressed", String(b.value === language)));
    all("[data-zh]").forEach((element) => { element.textContent = element.dataset[language]; });
    all("[data-label-zh]").forEach((e) => e.setAttribute("aria-label", language === "zh" ? e.dataset.labelZh : e.dataset.labelEn));
  };
  languages.forEach((button) => button.addEventListener("click", () => { speak(button.value); filter(); }));

  const filters = document.querySelector(".filters");
  const severities = all(".filters input[name=severity]");
  const section = document.querySelector("#section");
  const outcome = document.querySelector("#outcome");
  const shown = document.querySelector(".filters output");
  const filter = () => {
    const wanted = new Set(severities.filter((box) => box.checked).map((box) => box.value));
    const inSection = (element) => !section.value || element.dataset.sections.split(" ").includes(section.value);
    const findings = all("article.finding");
    findings.forEach((f) => {
      const fits = !outcome.value || outcome.value === "fail";
      f.hidden = !(wanted.has(f.dataset.severity) && inSection(f) && fits);
    });
    all("#rules tbody tr").forEach((row) => {
      row.hidden = !(inSection(row) && (!outcome.value || row.dataset.outcomes.split(" ").includes(outcome.value)));
    });
    const count = findings.filter((f) => !f.hidden).length;
    shown.value = root.dataset.lang === "zh" ? `显示 ${count} / ${findings.length} 个问题` : `${count} of ${findings.length} findings shown`;
    if (outcome.value && outcome.value !== "fail") document.querySelector("#rules").open = true;
  };
  filters.hidden = false;
  filters.addEventListener("change", filter);

  // A wide page in a narrow window: bring the boxed figures into view.
  const centre = () => all(".window").forEach((pane) => {
    const marks = Array.from(pane.querySelectorAll(".mark"));
    const left = Math.min(...marks.map((m) => m.offsetLeft));
    const right = Math.max(...marks.map((m) => m.offsetLeft + m.offsetWidth));
    pane.scrollLeft = (left + right - pane.clientWidth) / 2;
  });
  addEventListener("beforeprint", () => { document.querySelector("#rules").open = true; });
  speak(root.dataset.lang);
  filter();
  centre();
})();
