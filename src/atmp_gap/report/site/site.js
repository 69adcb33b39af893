"use strict";
document.documentElement.classList.add("script");
// A page's address is its folder; its file's name is only needed where it is read from disk.
if (/^https?:$/.test(location.protocol) && location.pathname.endsWith("/index.html")) {
  history.replaceState(null, "", location.pathname.slice(0, -"index.html".length) + location.search + location.hash);
}
document.addEventListener("keydown", (event) => {
  const field = document.querySelector(".seek input");
  if (field && event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
    event.preventDefault();
    field.focus();
  }
});
