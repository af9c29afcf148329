"use strict";
(() => {
  const root = document.documentElement, by = (id) => document.getElementById(id);
  const find = by("find"), help = by("help"), state = by("state");
  const cards = [...document.getElementsByClassName("card")];
  const rules = [...document.querySelectorAll(".rule")].map((e) => e.dataset);
  const texts = [...document.querySelectorAll("section.text")];
  const levels = ["error", "warning", "note"];
  const sheet = document.styleSheets[0];
  const fixed = sheet.cssRules.length;
  let hidden = new Set(), chosen = -1;
  root.classList.add("has-js");

  const ticked = (id) => { const box = by(id); return !box || box.checked; };
  const shown = (card) => {
    const [, level, family, rule] = /s-(\S+) f-(\S+) r-(\S+)/.exec(card.className);
    return ticked("show-s-" + level) && ticked("show-f-" + family) && !hidden.has(rule);
  };

  const tell = () => {
    let all = 0, now = 0;
    for (const r of rules) for (const level of levels) {
      all += +r[level];
      if (!hidden.has(r.code) && ticked("show-s-" + level) && ticked("show-f-" + r.family)) now += +r[level];
    }
    state.textContent = now.toLocaleString("en") + " of " + all.toLocaleString("en") + " findings shown";
  };

  const narrow = () => {
    const words = find.value.trim().toLowerCase().split(/\s+/);
    hidden = new Set(rules.filter((r) => !words.every((w) => r.words.includes(w))).map((r) => r.code));
    while (sheet.cssRules.length > fixed) sheet.deleteRule(fixed);
    if (hidden.size) {
      const off = ":is(" + [...hidden].map((c) => ".r-" + CSS.escape(c)).join(",") + ")";
      sheet.insertRule(".card" + off + ",.tick" + off + ",mark" + off + ">.n{display:none!important}", fixed);
      sheet.insertRule("mark" + off + "{background:none!important;border-bottom-color:transparent!important}", fixed + 1);
    }
    tell();
  };

  const unmark = () => { for (const e of document.querySelectorAll(".on")) e.classList.remove("on"); };
  const noted = (id) => { for (const n of cards[chosen].closest("section").getElementsByClassName("n")) if (n.hash === "#" + id) return n; return null; };

  const mark = (i) => {
    unmark();
    chosen = i;
    cards[i].classList.add("on");
    const note = noted(cards[i].id);
    if (note) note.parentElement.classList.add("on");
  };

  const choose = (i, focus) => {
    mark(i);
    const card = cards[i];
    card.open = true;
    card.scrollIntoView({ block: "center" });
    if (focus) card.firstElementChild.focus({ preventScroll: true });
    history.replaceState(null, "", "#" + card.id);
  };

  const step = (by) => {
    let i = chosen < 0 && by < 0 ? cards.length : chosen;
    for (i += by; i >= 0 && i < cards.length; i += by) if (shown(cards[i])) return choose(i, true);
  };

  const turn = (by) => {
    let i = texts.findIndex((t) => t.getBoundingClientRect().bottom > 120);
    if (i < 0) i = texts.length - 1;
    if (texts[i] && texts[i].getBoundingClientRect().top < 120) i += by; else if (by < 0) i -= 1;
    if (texts[i]) { texts[i].scrollIntoView(); chosen = cards.findIndex((c) => texts[i].contains(c)) - 1; }
  };

  const flip = (id) => { const box = by(id); if (box) { box.checked = !box.checked; tell(); } };

  const toggle = () => { help.hidden = !help.hidden; by("keys").setAttribute("aria-expanded", String(!help.hidden)); };

  const clear = () => {
    find.value = "";
    for (const box of document.querySelectorAll(".bar input[type=checkbox]")) box.checked = box.defaultChecked;
    unmark();
    chosen = -1;
    help.hidden = true;
    by("keys").setAttribute("aria-expanded", "false");
    if (document.activeElement) document.activeElement.blur();
    narrow();
  };

  const open = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const i = cards.findIndex((c) => c.id === id);
    if (i < 0) return;
    const [, level, family] = /s-(\S+) f-(\S+)/.exec(cards[i].className);
    for (const box of [by("show-s-" + level), by("show-f-" + family)]) if (box) box.checked = true;
    if (!shown(cards[i])) find.value = "";
    narrow();
    choose(i, false);
  };

  const paint = (theme) => { if (theme) root.dataset.theme = theme; };
  const theme = () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    paint(dark ? "light" : "dark");
    try { localStorage.setItem("newslint-theme", root.dataset.theme); } catch (e) { /* a page from disk may have no store */ }
  };
  try { paint(localStorage.getItem("newslint-theme")); } catch (e) { /* as above */ }

  const keys = {
    j: () => step(1), k: () => step(-1), "]": () => turn(1), "[": () => turn(-1),
    o: () => { if (chosen >= 0) cards[chosen].open = !cards[chosen].open; },
    1: () => flip("show-s-error"), 2: () => flip("show-s-warning"), 3: () => flip("show-s-note"),
    q: () => flip("mark-quotes"), a: () => flip("mark-sources"), t: theme, "?": toggle, Escape: clear,
    "/": () => { document.querySelector(".bar details").open = true; find.focus(); },
  };
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || !keys[e.key]) return;
    if (e.target === find && e.key !== "Escape") return;
    e.preventDefault();
    keys[e.key]();
  });
  document.addEventListener("change", (e) => { if (e.target.type === "checkbox") tell(); });
  find.addEventListener("input", narrow);
  by("theme").addEventListener("click", theme);
  by("keys").addEventListener("click", toggle);
  document.addEventListener("click", (e) => {
    const note = e.target.closest("a.n");
    const card = note ? by(decodeURIComponent(note.hash.slice(1))) : null;
    if (card) { e.preventDefault(); choose(cards.indexOf(card), true); return; }
    const head = e.target.closest(".card > summary");
    if (head) mark(cards.indexOf(head.parentElement));
  });
  addEventListener("hashchange", open);
  if (matchMedia("(max-width: 63rem)").matches) document.querySelector(".bar details").open = false;
  tell();
  open();
})();
