"use strict";
(function () {
  const form = document.querySelector("form.filters");
  if (!form) return;
  const rows = Array.from(document.querySelectorAll("article.row"));
  const sections = Array.from(document.querySelectorAll("section.rows"));
  const status = form.querySelector(".shown");
  const nothing = document.querySelector(".nothing");
  const fields = Array.from(form.elements).filter((field) => field.name);
  const texts = new Map();
  const axes = new Map();

  function textOf(row) {
    if (!texts.has(row)) texts.set(row, (row.id + " " + row.textContent).toLowerCase());
    return texts.get(row);
  }
  function axesOf(element) {
    if (!axes.has(element)) axes.set(element, JSON.parse(element.dataset.d || "{}"));
    return axes.get(element);
  }
  function within(element, wanted) {
    const own = axesOf(element);
    return wanted.every(([axis, leaves]) => !own[axis] || own[axis].some((leaf) => leaves.has(leaf)));
  }
  function values() {
    const found = {};
    for (const field of fields) {
      const value = field.type === "checkbox" ? (field.checked ? field.value : "") : field.value.trim();
      if (value) found[field.name] = value;
    }
    return found;
  }
  function scope() {
    return fields.filter((field) => field.dataset.axis && field.value).map((field) => {
      const leaves = field.selectedOptions[0].dataset.leaves.split(",").map(Number);
      return [field.dataset.axis, new Set(leaves)];
    });
  }
  function fits(row, asked, words, wanted) {
    const data = row.dataset;
    if (asked.topic && data.topic !== asked.topic) return false;
    if (asked.group && data.group !== asked.group) return false;
    if (asked.grade && data.grade !== asked.grade) return false;
    if (asked.stricter && data.stricter !== asked.stricter) return false;
    if (asked.verdict && data.verdict !== asked.verdict &&
        !(asked.coverage && data.coverage.split(" ").includes(asked.verdict))) return false;
    if (!within(row, wanted)) return false;
    return words.every((word) => textOf(row).includes(word));
  }
  function apply(remember) {
    const asked = values();
    const words = (asked.q || "").toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = scope();
    let shown = 0;
    for (const row of rows) {
      const fit = fits(row, asked, words, wanted);
      if (row.hidden === fit) row.hidden = !fit;
      if (!fit) continue;
      shown += 1;
      if (row.querySelector(".aside") || (wanted.length && row.firstElementChild.open)) dim(row, wanted);
    }
    for (const section of sections) {
      const all = section.querySelectorAll("article.row").length;
      const left = section.querySelectorAll("article.row:not([hidden])").length;
      section.hidden = left === 0;
      section.querySelector(".count").textContent = left === all ? "" : "(" + left + " of " + all + ")";
    }
    status.textContent = shown + " of " + rows.length + " shown." +
      (wanted.length ? " Verdicts are those of the whole subject; parts outside the choice are dimmed." : "");
    nothing.hidden = shown > 0;
    if (remember) {
      const hash = new URLSearchParams(asked).toString();
      history.replaceState(null, "", hash ? "#?" + hash : "#");
    }
  }
  function dim(row, wanted) {
    for (const part of row.querySelectorAll(".part")) part.classList.toggle("aside", !within(part, wanted));
  }
  function reset() {
    form.reset();
    for (const field of fields) {
      if (field.type === "checkbox") field.checked = false; else field.value = "";
    }
  }
  function follow() {
    const hash = decodeURIComponent(location.hash.slice(1));
    if (hash.startsWith("?")) {
      const asked = new URLSearchParams(location.hash.slice(2));
      reset();
      for (const field of fields) {
        if (!asked.has(field.name)) continue;
        if (field.type === "checkbox") field.checked = true; else field.value = asked.get(field.name);
      }
      apply(false);
      return;
    }
    const row = hash && document.getElementById(hash);
    if (!row || !row.classList.contains("row")) return;
    if (row.hidden) { reset(); apply(false); }
    row.firstElementChild.open = true;
    row.scrollIntoView({ block: "start", behavior: "instant" });
    row.querySelector("summary").focus({ preventScroll: true });
  }

  form.hidden = false;
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => apply(true), 120);
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); apply(true); });
  form.addEventListener("reset", () => setTimeout(() => apply(true), 0));
  document.getElementById("clear").addEventListener("click", () => {
    reset();
    apply(true);
    form.elements.q.focus();
  });
  function openShown(open) {
    for (const row of rows) if (!row.hidden) row.firstElementChild.open = open;
  }
  document.getElementById("open-all").addEventListener("click", () => openShown(true));
  document.getElementById("close-all").addEventListener("click", () => openShown(false));
  for (const row of rows) {
    row.firstElementChild.addEventListener("toggle", () => { const wanted = scope(); if (wanted.length) dim(row, wanted); });
  }
  for (const button of document.querySelectorAll(".heat button")) {
    button.addEventListener("click", () => {
      reset();
      const data = button.dataset;
      if (form.elements.topic) form.elements.topic.value = data.topic;
      if (data.group) form.elements.group.value = data.topic + "/" + data.group;
      form.elements.verdict.value = data.verdict;
      apply(true);
      form.scrollIntoView({ block: "start" });
      form.elements.q.focus({ preventScroll: true });
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      form.elements.q.focus();
    }
  });
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = rows.filter((row) => !row.hidden && !row.firstElementChild.open);
    for (const row of closed) row.firstElementChild.open = true;
  });
  addEventListener("afterprint", () => {
    for (const row of closed) row.firstElementChild.open = false;
  });
  addEventListener("hashchange", follow);
  apply(false);
  follow();
}());
