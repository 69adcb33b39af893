// One's own product: fills the form, asks the engine in a worker, and shows what it answers.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("product");
  if (!form) return;
  const MOST = 5e6;  // Bytes of a file that somebody opens here.
  const at = (id) => document.getElementById(id);
  const say = (text) => { at("state").textContent = text; at("state").hidden = !text; };
  const fields = (prefix) => Array.from(form.elements).filter((field) => field.name && field.name.startsWith(prefix));

  if (location.protocol === "file:") {
    say("This page computes, and a browser lets it do so only where the site is served, not where it is opened from disk. On your own computer: atmp-gap site -o DIR --engine FILE --serve");
    return;
  }
  if (typeof WebAssembly !== "object" || typeof Worker !== "function" || typeof TransformStream !== "function") {
    say("This browser cannot compute in a page: it has no WebAssembly, or it is switched off. Another browser can, and so can the command line: atmp-gap compare --profile FILE");
    return;
  }

  // --- the worker: made of a piece of this page, so that what this page may load binds it as well

  const begun = URL.createObjectURL(new Blob([`import ${JSON.stringify(new URL("worker.js", location.href).href)};`], { type: "text/javascript" }));
  const waiting = new Map();
  let asked = 0;
  let worker;
  const started = performance.now();
  function broken(why) {
    at("loading").hidden = true;
    say("The engine did not start in this browser" + (why ? " (" + why.trim().split("\n").pop().slice(0, 200) + ")" : "")
      + ". Load the page again; if that does not help, use another browser, or the command line: atmp-gap compare --profile FILE");
    for (const done of waiting.values()) done({ broken: "the engine did not start" });
    waiting.clear();
  }
  try {
    worker = new Worker(begun, { type: "module" });
  } catch (error) {
    broken(String(error));
    return;
  }
  worker.onerror = (event) => broken(event.message || "");
  worker.onmessage = ({ data }) => {
    if (data.loaded) at("loading").value = data.loaded;
    if (data.step) say(data.step + " ...");
    if (data.failed) broken(data.failed);
    if (data.ready) {
      at("loading").hidden = true;
      form.dataset.ready = Math.round(performance.now() - started);
      say(waiting.size ? "Comparing ..." : "");
    }
    if (data.id) {
      waiting.get(data.id)?.(data.answer);
      waiting.delete(data.id);
    }
  };
  function ask(what, data, more) {
    asked += 1;
    const id = asked;
    return new Promise((done) => {
      waiting.set(id, done);
      worker.postMessage({ id, what, data, ...more });
    });
  }
  form.hidden = false;
  at("loading").hidden = false;
  say("Loading the engine, " + Math.round(form.dataset.bytes / 1e6) + " MB, once. You can fill in the form meanwhile ...");
  worker.postMessage({ bundle: new URL(form.dataset.bundle, location.href).href });

  // --- the form

  let kept = { positions: [], others: {} };  // Of a profile, what has no field here.
  let facts = {};  // Its facts: their order is kept, and those that have no field here.
  let sheet = null;
  function line(values = {}) {
    const made = document.createElement("div");
    made.className = "held";
    for (const [name, title] of [["subject", "Question"], ["position", "What you hold"], ["evidence", "Evidence"]]) {
      const label = document.createElement("label");
      label.textContent = title + " ";
      const input = document.createElement("input");
      input.name = "line-" + name;
      input.autocomplete = "off";
      if (name === "subject") input.setAttribute("list", "questions");
      input.value = values[name] || "";
      label.append(input);
      made.append(label);
    }
    at("lines").append(made);
    return made;
  }
  function typed() {
    return Array.from(at("lines").children, (made) =>
      Object.fromEntries(Array.from(made.querySelectorAll("input"), (input) => [input.name.slice(5), input.value])));
  }
  function filled() {
    const texts = (prefix) => Object.fromEntries(fields(prefix).map((field) => [field.name.slice(prefix.length), field.value]));
    return { ...kept, name: form.elements.name.value, facts: { ...facts, ...texts("fact-") }, dose: texts("dose-"), typed: typed(), sheet };
  }
  function fill(data) {
    form.elements.name.value = data.name;
    for (const field of [...fields("fact-"), ...fields("dose-")]) {
      const [about, name] = [field.name.slice(0, 4) === "fact" ? data.facts : data.dose, field.name.slice(5)];
      field.value = (about || {})[name] || "";
    }
    kept = { positions: data.positions || [], others: data.others || {} };
    facts = data.facts;
    const shown = new Set(fields("fact-").map((field) => field.name.slice(5)));
    const others = Object.entries(facts).filter(([name]) => !shown.has(name));
    const told = [
      kept.positions.length && kept.positions.length + " positions of the profile, which are assessed",
      ...Object.entries(kept.others).map(([name, value]) => name + ": " + [value].flat().join(", ")),
      others.length && others.map(([name, words]) => name + ": " + words).join("; "),
    ].filter(Boolean);
    at("kept").textContent = told.length ? "Kept as well: " + told.join("; ") + "." : "";
    at("kept").hidden = !told.length;
    changed();
  }
  const examples = JSON.parse(form.dataset.examples);
  at("example").addEventListener("change", () => {
    if (at("example").value) fill(examples[at("example").value]);
  });
  at("read").addEventListener("click", async () => {
    const text = at("words").value.trim();
    if (!text) return;
    const told = await ask("words", { text });
    if (problems(told)) return;
    for (const field of fields("fact-")) if (told.facts[field.name.slice(5)]) field.value = told.facts[field.name.slice(5)];
    if (!form.elements.name.value) form.elements.name.value = text.slice(0, 60);
    at("readings").replaceChildren(...told.lines.map((words) => {
      const item = document.createElement("li");
      item.textContent = words;
      return item;
    }));
    at("readings").hidden = false;
    changed();
  });
  at("words").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    at("read").click();
  });
  at("add").addEventListener("click", () => line().querySelector("input").focus());
  line();

  // --- files: opened by the person, read by the worker, kept nowhere

  async function put(file) {
    if (file.size > MOST) {
      tell([{ message: `${file.name} has ${(file.size / 1e6).toFixed(1)} MB; here at most ${MOST / 1e6} MB are read`, help: "leave out what is no part of it, or use the command line: atmp-gap assess PROFILE --positions FILE" }]);
      return null;
    }
    const raw = new Uint8Array(await file.arrayBuffer());
    const name = await ask("put", null, { name: file.name, raw });
    if (name.broken) { problems(name); return null; }
    return name;
  }
  async function take(file) {
    tell([]);
    if (/\.ya?ml$/i.test(file.name)) {
      const name = await put(file);
      const told = name && await ask("profile", { file: name });
      if (told && !problems(told)) fill(told.form);
      return;
    }
    const name = await put(file);
    if (!name) return;
    sheet = name;
    at("file").querySelector("span").textContent = "Positions are read from " + file.name + ".";
    at("file").hidden = false;
    at("held").open = true;
    changed();
  }
  for (const id of ["profile", "sheet"]) {
    at(id).addEventListener("change", async () => {
      const [file] = at(id).files;
      if (file) await take(file);
      at(id).value = "";
    });
  }
  at("drop").addEventListener("click", () => { sheet = null; at("file").hidden = true; changed(); });
  // A file that is dropped anywhere is opened here; without this the browser would leave the page for it.
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file) take(file);
  });

  // --- what is wrong, at its field and in a list

  function tell(list) {
    for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
    at("problems").replaceChildren(...list.map((problem) => {
      const made = document.createElement("p");
      const field = fieldOf(problem.field || "");
      const title = field ? field.closest("label").firstChild.textContent.trim() : problem.place || "";
      made.textContent = (title ? title + ": " : "") + problem.message + (problem.help ? "; " + problem.help : "");
      if (field) {
        field.setAttribute("aria-invalid", "true");
        field.closest("details")?.setAttribute("open", "");
      }
      return made;
    }));
    at("problems").hidden = !list.length;
    if (list.length) at("problems").scrollIntoView({ block: "nearest" });
  }
  function fieldOf(name) {
    const number = /^typed-(\d+)$/.exec(name);
    if (number) return at("lines").children[number[1] - 1]?.querySelector("input");
    return name ? form.elements[name] || form.querySelector(`[name^="${CSS.escape(name)}"]`) : null;
  }
  function problems(told) {
    if (told.broken) tell([{ message: "this could not be worked out (" + told.broken + ")", help: "change the form, or load the page again" }]);
    else tell(told.problems || []);
    return Boolean(told.broken || told.problems);
  }

  // --- the answer

  function changed() {
    if (!at("answer").hidden) at("stale").hidden = false;
  }
  form.addEventListener("input", changed);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const data = filled();
    form.setAttribute("aria-busy", "true");
    at("go").disabled = true;
    if (form.dataset.ready) say("Comparing ...");
    const told = await ask("compare", data);
    form.removeAttribute("aria-busy");
    at("go").disabled = false;
    if (told.broken !== "the engine did not start") say("");
    if (problems(told)) return;
    at("in:answer").textContent = told.title;
    at("report").innerHTML = told.html;
    at("assessment").innerHTML = told.assessment;
    at("assessed").hidden = !told.assessment;
    at("stale").hidden = true;
    at("answer").hidden = false;
    form.dataset.answered = Math.round(performance.now() - started);
    at("answer").focus({ preventScroll: true });
    at("answer").scrollIntoView();
  });
  at("report").addEventListener("click", async (event) => {
    const row = event.target.closest(".row");
    const head = event.target.closest(".head");
    if (!row || !head || String(getSelection())) return;
    if (!row.querySelector(".body")) {
      const told = await ask("body", { subject: row.id });
      if (told.broken) { problems(told); return; }
      if (!row.querySelector(".body")) row.insertAdjacentHTML("beforeend", told.html);
    }
    const open = row.classList.toggle("unfolded");
    for (const part of row.querySelectorAll(":scope > .body, :scope > .own")) part.hidden = !open;
    row.querySelector(".head button").setAttribute("aria-expanded", open);
  });
  at("answer").addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-what]");
    if (!button) return;
    button.disabled = true;
    const file = await ask("save", null, { about: button.dataset.what, format: button.dataset.format });
    button.disabled = false;
    if (file.broken) { problems(file); return; }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([file.raw], { type: file.kind }));
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  });
});
