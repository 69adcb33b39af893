"use strict";
// In lists whose titles are links, as on the site, nothing unfolds: rows are only filtered.
// Until the page is whole and the rows are folded, what they unfold is not shown; see page.css.
document.documentElement.classList.add("script", "loading");
document.addEventListener("DOMContentLoaded", () => {
  document.documentElement.classList.remove("loading");
  const form = document.querySelector("form.filters");
  if (!form) return;
  const SLICE = 30;  // Milliseconds of work before the browser may draw and take input.
  const FACTS = ["group", "work", "grade", "stricter", "coverage", "d"];
  const SIGNS = { amp: "&", lt: "<", gt: ">", nbsp: " ", "#34": '"', "#39": "'" };
  const root = document.getElementById("rows");
  const status = form.querySelector(".shown");
  const nothing = document.querySelector(".nothing");
  const fold = document.querySelector("details.fold");
  const fields = Array.from(form.elements).filter((field) => field.name);
  const same = JSON.parse(form.dataset.same);
  const axes = new Map();
  const owners = new Map();
  const sections = Array.from(root.querySelectorAll("section.rows"), (element) => {
    const blocks = Array.from(element.querySelectorAll(".block"), (block) => {
      const inside = Array.from(block.children, rowOf);
      return { element: block, rows: inside, left: inside.length };
    });
    const all = blocks.reduce((sum, block) => sum + block.left, 0);
    return { element, blocks, all, count: element.querySelector(".count") };
  });
  const rows = Array.from(owners.values());

  function rowOf(element) {
    const [group, work, grade, stricter, coverage, d] = FACTS.map((name) => element.getAttribute("data-" + name));
    const row = { element, verdict: element.classList[1], topic: group.split("/")[0], group, work, grade, stricter,
      coverage: coverage ? coverage.split(" ") : [], scope: d || "", text: null, fits: true, open: false };
    owners.set(element, row);
    const body = bodyOf(row);
    if (body) body.hidden = "until-found";
    return row;
  }

  // --- what a row holds: in long pages what it unfolds waits as text, and is read when it is opened

  function bodyOf(row) {
    const last = row.element.lastElementChild;
    return last.tagName === "NOSCRIPT" ? null : last;
  }
  function unfold(row) {
    if (bodyOf(row)) return;
    const made = document.createElement("template");
    made.innerHTML = row.element.lastElementChild.textContent;
    row.element.lastElementChild.replaceWith(made.content.firstElementChild);
    bodyOf(row).hidden = "until-found";
  }
  function textOf(row) {
    if (row.text === null) {
      const [head, last] = row.element.children;
      // Of the markup, because the text alone joins the words of elements that stand side by side.
      const text = [head.innerHTML, bodyOf(row) ? last.innerHTML : last.textContent].join(" ").replace(/<[^>]*>/g, " ")
        .replace(/&(amp|lt|gt|nbsp|#34|#39);/g, (_, name) => SIGNS[name]);
      row.text = Search.text([row.element.id, row.element.dataset.words, text].join(" "));
    }
    return row.text;
  }
  function turn(row, open) {
    if (!row.element.querySelector(".head button")) return;
    if (open) { unfold(row); dim(row, scope()); }
    if (row.open === open) return;
    row.open = open;
    bodyOf(row).hidden = open ? false : "until-found";
    row.element.classList.toggle("unfolded", open);
    row.element.querySelector("button").setAttribute("aria-expanded", open);
  }
  function dim(row, wanted) {
    for (const part of row.element.querySelectorAll(".part")) {
      // Parts that say the same are told as one, with the scope of each.
      const scopes = (part.dataset.d || row.scope).split("|");
      part.classList.toggle("aside", !scopes.some((scope) => within(scope, wanted)));
    }
  }

  // --- what is asked, and which rows fit

  function axesOf(scope) {
    if (!axes.has(scope)) {
      axes.set(scope, new Map(scope.split(";").filter(Boolean).map((axis) => {
        const [name, leaves] = axis.split(":");
        return [name, leaves.split(",").map(Number)];
      })));
    }
    return axes.get(scope);
  }
  function within(scope, wanted) {
    const own = axesOf(scope);
    return wanted.every(([axis, leaves]) => !own.has(axis) || own.get(axis).some((leaf) => leaves.has(leaf)));
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
    if (asked.topic && row.topic !== asked.topic) return false;
    if (asked.group && row.group !== asked.group) return false;
    if (asked.work && row.work !== asked.work) return false;
    if (asked.grade && row.grade !== asked.grade) return false;
    if (asked.stricter && row.stricter !== asked.stricter) return false;
    if (asked.verdict && row.verdict !== asked.verdict && !(asked.coverage && row.coverage.includes(asked.verdict))) return false;
    if (!within(row.scope, wanted)) return false;
    return !words || words(textOf(row));
  }

  // --- work in slices; what is asked next ends what is under way

  let turns = 0;
  function work(steps, whole) {
    const mine = ++turns;
    form.setAttribute("aria-busy", "true");
    (function go() {
      if (mine !== turns) return;
      const end = performance.now() + SLICE;
      while (!steps.next().done) {
        if (!whole && performance.now() > end) { setTimeout(go); return; }
      }
      form.removeAttribute("aria-busy");
    }());
  }
  function apply(remember, whole) {
    const asked = values();
    if (remember) {
      history.replaceState(null, "", Object.keys(asked).length ? "#?" + new URLSearchParams(asked) : "#");
    }
    const chosen = fields.filter((field) => field.name !== "q" && asked[field.name]);  // Folded away, they hide nothing in silence.
    choose.textContent = "Filters" + (chosen.length ? " (" + chosen.length + ")" : "");
    for (const field of chosen) field.closest("details")?.setAttribute("open", "");
    work(filter(asked, scope()), whole);
  }
  let dimmed = false;
  function* filter(asked, wanted) {
    const found = new Set();
    let begun = false;
    for (const beginnings of [false, true]) {
      const words = Search.query(asked.q || "", same, beginnings);
      if (found.size || (beginnings && !words)) break;
      for (const row of rows) {
        if (fits(row, asked, words, wanted)) found.add(row);
        yield;
      }
      begun = beginnings && found.size > 0;
    }
    show(found);
    unfoldSection(asked, found);
    status.textContent = (begun ? "No row holds these whole words; these hold words that begin so. " : "") + found.size + " of " + rows.length + " shown." +
      (wanted.length ? " Verdicts are those of the whole subject; parts outside the choice are dimmed." : "");
    if (wanted.length || dimmed) {
      dimmed = wanted.length > 0;
      for (const row of rows) {
        if (row.fits) { dim(row, wanted); yield; }
      }
    }
  }
  function show(found) {
    for (const section of sections) {
      let left = 0;
      for (const block of section.blocks) {
        let inside = 0;
        for (const row of block.rows) {
          const fit = found.has(row);
          if (row.fits !== fit) row.element.hidden = !fit;
          row.fits = fit;
          if (fit) inside += 1;
        }
        if (block.left !== inside) resize(block, inside);
        left += inside;
      }
      section.element.hidden = left === 0;
      section.count.textContent = "(" + (left === section.all ? "" : left + " of ") + section.all + ")";
    }
    nothing.hidden = found.size > 0;
  }
  // Open questions are folded together. Who searches for words, asks for them, or would otherwise
  // see nothing, is shown those that fit; afterwards the section is folded again.
  let unfolded = false;
  function unfoldSection(asked, found) {
    if (!fold) return;
    const inside = Array.from(found).filter((row) => fold.contains(row.element)).length;
    const wanted = inside > 0 && ((asked.q || "").trim() !== "" || asked.verdict === "open" || inside === found.size);
    if (wanted !== unfolded) fold.open = unfolded = wanted;
  }
  function resize(block, left) {
    block.left = left;
    block.element.hidden = left === 0;
    block.element.style.setProperty("--n", left);
    // The height that it had is no longer its own: without "filtered" the browser would keep it.
    block.element.classList.add("filtered");
    requestAnimationFrame(() => requestAnimationFrame(() => block.element.classList.remove("filtered")));
  }
  function* turnShown(open) {
    for (const row of rows) {
      if (row.fits && row.open !== open && !(open && fold && !fold.open && fold.contains(row.element))) {
        turn(row, open);
        yield;
      }
    }
  }

  // --- addresses

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
      apply(false, true);
      return;
    }
    const row = hash && owners.get(document.getElementById(hash));
    if (!row) return;
    if (!row.fits) { reset(); apply(false, true); }
    if (fold && fold.contains(row.element)) fold.open = true;
    turn(row, true);
    row.element.scrollIntoView({ block: "start", behavior: "instant" });
    row.element.querySelector(".head button, .head a").focus({ preventScroll: true });
  }

  form.hidden = false;
  const choose = document.getElementById("choose");
  choose.addEventListener("click", () => {
    choose.setAttribute("aria-expanded", !form.classList.toggle("shut"));
  });
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
  document.getElementById("open-all")?.addEventListener("click", () => work(turnShown(true)));
  document.getElementById("close-all")?.addEventListener("click", () => work(turnShown(false)));
  root.addEventListener("click", (event) => {
    const head = event.target.closest(".head");
    // Who marks a citation to copy it does not want the row to close.
    if (head && event.target.tagName !== "BUTTON" && !getSelection().isCollapsed) return;
    const row = head && owners.get(head.parentElement);
    if (row) turn(row, !row.open);
  });
  // The browser's own search found a word in a closed row.
  root.addEventListener("beforematch", (event) => turn(owners.get(event.target.parentElement), true));
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
  addEventListener("hashchange", follow);
  apply(false, true);
  follow();
  if (rows.length === 1) turn(rows[0], true);
  // The texts to search are made ready while nobody waits.
  let next = 0;
  function prepare(deadline) {
    while (next < rows.length && deadline.timeRemaining() > 1) textOf(rows[next++]);
    if (next < rows.length) requestIdleCallback(prepare);
  }
  if (window.requestIdleCallback) addEventListener("load", () => requestIdleCallback(prepare));
});
