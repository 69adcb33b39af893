// The page's search: whole words, "phrases", and other words for the same thing.
//
// Search.text(text) makes a text ready to be searched, once. Search.query(typed, same, beginnings) gives
// a function that says whether such a text fits; `same` is a list of lists of words that mean the same,
// and `beginnings` also takes words that only begin so. It is null where nothing was typed.
const Search = (() => {
  const SPELT = [["haem", "hem"], ["paed", "ped"], ["tumour", "tumor"], ["isation", "ization"],
    ["isat", "izat"], ["ising", "izing"], ["ised", "ized"], ["centre", "center"], ["licence", "license"]];

  // Letters and digits are words of their own, and endings of several things are taken off.
  function tokens(text) {
    const plain = text.toLowerCase().replace(/\u00b5/g, "\u03bc").normalize("NFKD").replace(/\p{M}/gu, "");
    return (plain.match(/\p{L}+|\p{N}+/gu) || []).map(stem);
  }
  function stem(word) {
    for (const [here, there] of SPELT) word = word.replace(here, there);
    if (word.length < 4 || !word.endsWith("s") || word.endsWith("ss") || word.endsWith("is")) return word;
    return word.endsWith("ies") ? word.slice(0, -3) + "y" : word.slice(0, -1);
  }
  function text(source) {
    return " " + tokens(source).join(" ") + " ";
  }

  // What was typed, in pieces that all have to stand there; what is in quotes is one piece.
  function pieces(typed) {
    const found = [];
    typed.replace(/[\u201c\u201d]/g, '"').split('"').forEach((part, number) => {
      found.push(...(number % 2 ? [part] : part.split(/\s+/)));
    });
    return found.map((piece) => tokens(piece).join(" ")).filter(Boolean);
  }
  function others(asked, same) {
    const found = new Set();
    for (const words of same) {
      const spelt = words.map((word) => tokens(word).join(" "));
      if (spelt.includes(asked)) spelt.forEach((word) => { if (word) found.add(word); });
    }
    found.delete(asked);
    return Array.from(found, (word) => " " + word + " ");
  }
  function query(typed, same, beginnings) {
    const wanted = pieces(typed);
    if (!wanted.length) return null;
    const whole = others(wanted.join(" "), same);
    const ways = wanted.map((piece) => [" " + piece + (beginnings ? "" : " "), ...others(piece, same)]);
    return (ready) => whole.some((word) => ready.includes(word)) ||
      ways.every((words) => words.some((word) => ready.includes(word)));
  }
  return { text, query };
})();
