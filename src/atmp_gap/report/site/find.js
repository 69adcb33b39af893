// The rows of the search page come in scripts, because a page on disk may fetch nothing. They are put into
// the page before page.js begins, which filters them as it does in a report.
const Find = (() => {
  const BLOCK = 40;  // Rows that the browser lays out together.
  let others = [];
  let near = [];

  function rows(found) {
    const html = {};
    for (const [kind, row] of found) (html[kind] ||= []).push(row);
    for (const [kind, list] of Object.entries(html)) {
      const section = document.querySelector(`section[data-kind="${kind}"]`);
      section.hidden = false;
      for (let start = 0; start < list.length; start += BLOCK) {
        const block = document.createElement("div");
        block.className = "block";
        const inside = list.slice(start, start + BLOCK);
        block.style.setProperty("--n", inside.length);
        block.innerHTML = inside.join("");
        section.append(block);
      }
    }
  }
  function pages(found) {
    others = found.pages.map(([kind, title, page, words]) => ({ kind, title, page, text: Search.text(title + " " + words) }));
    for (const [typed, meant] of found.near) {
      for (const word of typed) near.push([key(word), meant]);
    }
  }
  function key(word) {
    return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "").replace(/s$/, "");
  }

  // Besides questions: pages whose words fit, and words that are near what was typed by meaning.
  function tell(typed, same) {
    const place = document.getElementById("others");
    const fits = Search.query(typed, same, false);
    const lines = [];
    for (const kind of fits ? ["Topic", "Product", "Term", "Document"] : []) {
      const found = others.filter((other) => other.kind === kind && fits(other.text));
      if (found.length) lines.push(line(kind + (found.length > 1 ? "s" : ""), found.map((other) => [other.title, other.page])));
    }
    const asked = key(typed);
    const meant = new Set(near.filter(([word]) => asked && word === asked).flatMap(([, words]) => words));
    if (meant.size) lines.push(line("Near by meaning", Array.from(meant, (word) => [word, "#?q=" + encodeURIComponent(word)])));
    place.replaceChildren(...lines);
    place.hidden = !lines.length;
  }
  const MOST = 8;
  function line(label, links) {
    const made = document.createElement("p");
    const name = document.createElement("b");
    name.textContent = label + ": ";
    made.append(name);
    links.forEach(([words, page], number) => {
      const link = document.createElement("a");
      link.href = page;
      link.textContent = words;
      const item = document.createElement("span");
      item.append(link, number < links.length - 1 ? "; " : "");
      item.hidden = number >= MOST;
      made.append(item);
    });
    if (links.length > MOST) {
      const more = document.createElement("button");
      more.type = "button";
      more.textContent = "and " + (links.length - MOST) + " more";
      more.addEventListener("click", () => {
        for (const item of made.querySelectorAll("span")) item.hidden = false;
        more.remove();
      });
      made.append(more);
    }
    return made;
  }

  // What was typed into the search of another page comes in the address.
  const asked = new URLSearchParams(location.search);
  if (asked.has("q")) {
    history.replaceState(null, "", location.pathname + "#?" + new URLSearchParams({ q: asked.get("q") }));
  }
  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("form.filters");
    const same = JSON.parse(form.dataset.same);
    const field = form.elements.q;
    let waiting = 0;
    const again = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => tell(field.value, same), 130);
    };
    form.addEventListener("input", again);
    form.addEventListener("reset", again);
    document.getElementById("clear").addEventListener("click", again);
    addEventListener("hashchange", again);
    again();
    if (!location.hash) field.focus({ preventScroll: true });
  });
  return { rows, pages };
})();
