"use strict";
document.documentElement.classList.add("script");
// The filter of a listing or a paper: rows that hold all words typed stay.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form.filters");
  const rows = Array.from(document.querySelectorAll(".sheet tbody tr, .row.told"), (element) => (
    { element, text: element.textContent.toLowerCase() }));
  const sections = document.querySelectorAll("section.rows");
  const folds = document.querySelectorAll("details.fold");
  const status = form.querySelector(".shown");
  const nothing = document.querySelector(".nothing");
  function apply() {
    const words = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    let left = 0;
    for (const row of rows) {
      const fits = words.every((word) => row.text.includes(word));
      row.element.hidden = !fits;
      left += fits;
    }
    for (const section of sections) {
      section.hidden = words.length > 0 && !section.querySelector(".row:not([hidden])");
    }
    if (words.length) for (const fold of folds) fold.open = true;
    nothing.hidden = left > 0;
    status.textContent = words.length ? left + " of " + rows.length + " rows shown." : "";
  }
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => { event.preventDefault(); apply(); });
  form.addEventListener("reset", () => setTimeout(apply));
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement.tagName !== "INPUT") {
      event.preventDefault();
      form.elements.q.focus();
    }
  });
  apply();
});
