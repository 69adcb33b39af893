"use strict";
document.documentElement.classList.add("script");
// The filter of a listing: rows that hold all words typed stay.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form.filters");
  const rows = Array.from(document.querySelectorAll(".sheet tbody tr"), (element) => (
    { element, text: element.textContent.toLowerCase() }));
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
