/** The header's buttons: menu, colors and search; and what helps to read a page. All else of the theme works without scripts. */
import { kept } from "./kept.mjs";
import { noteAtTheEnd, unfoldOnPaper } from "./print.mjs";
import { markContents, openNamed, tellByKeyboard } from "./reading.mjs";

const NARROW = matchMedia("(max-width: 76.234375em)");
const DARK = matchMedia("(prefers-color-scheme: dark)");

/** @param {string} selector */
const find = (selector) => document.querySelector(selector);

startMenu();
startScheme();
startSearch();
noteAtTheEnd(find("[data-theme-notes]").dataset.themeNotes);
unfoldOnPaper();
tellByKeyboard();
window.addEventListener("hashchange", openNamed);
// Where Material's script swaps pages it tells of each, the first included.
if (window.document$) window.document$.subscribe(startPage);
else startPage();

function startPage() {
  openNamed();
  document.querySelectorAll("[data-theme-contents]").forEach(markContents);
}

/**
 * The menu is the theme's drawer on narrow screens. While it is open, it alone can be reached.
 *
 * Where pages are swapped the menu is another one after each swap, so it is looked up every time.
 */
function startMenu() {
  const $toggle = /** @type {HTMLInputElement} */ (document.getElementById("__drawer"));
  const $button = find("[data-theme-menu]");
  const set = (open) => { if ($toggle.checked !== open) $toggle.click(); };

  function show() {
    const open = $toggle.checked;
    const $menu = document.getElementById("menu");
    const held = $menu?.contains(document.activeElement);
    $button.setAttribute("aria-expanded", String(open));
    document.querySelectorAll(".md-header, [data-md-component=skip], .md-content, .md-sidebar--secondary, .md-footer")
      .forEach(($part) => { $part.inert = open; });
    if (open) $menu?.querySelector("[data-theme-menu-close]").focus();
    else if (held) $button.focus();
  }

  // A browser may have kept the box checked over a reload.
  set(false);
  $toggle.addEventListener("change", show);
  $button.addEventListener("click", () => set(true));
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-theme-menu-close], #menu a")) set(false);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") set(false); });
  NARROW.addEventListener("change", () => set(false));
}

/** Light or dark: as the system has it until somebody chooses. */
function startScheme() {
  const $button = find("[data-theme-scheme]");
  const store = kept("scheme");
  const show = (scheme) => {
    document.body.dataset.mdColorScheme = scheme;
    $button.setAttribute("aria-pressed", String(scheme === "slate"));
  };
  const ofSystem = () => (DARK.matches ? "slate" : "default");
  const now = () => (["slate", "default"].includes(store.read()) ? store.read() : ofSystem());

  show(now());
  $button.addEventListener("click", () => {
    const scheme = document.body.dataset.mdColorScheme === "slate" ? "default" : "slate";
    // What agrees with the system needs no remembering.
    store.write(scheme === ofSystem() ? null : scheme);
    show(scheme);
  });
  DARK.addEventListener("change", () => show(now()));
  // Another tab chose.
  window.addEventListener("storage", () => show(now()));
}

/** The search opens by its button, and by a key unless somebody turned that off. Its code is loaded when it is first opened. */
function startSearch() {
  const $dialog = find("[data-theme-dialog]");
  const $key = find("[data-theme-key]");
  const store = kept("search-key");
  const open = async () => {
    if ($dialog.open) return;
    $dialog.showModal();
    // Before anything is waited for: what is typed meanwhile must not be typed over.
    $dialog.querySelector("input[type=search]").select();
    const { start } = await import("./search.mjs");
    start($dialog);
  };

  $key.checked = store.read() !== "off";
  $key.addEventListener("change", () => store.write($key.checked ? null : "off"));
  find("[data-theme-search]").addEventListener("click", open);
  $dialog.addEventListener("click", (event) => {
    // The dialog itself is the target only outside of what it holds.
    if (event.target === $dialog || event.target.closest("[data-theme-close], a")) $dialog.close();
  });
  // Browsers clear a search field with this key, and only then close what it is in.
  $dialog.addEventListener("keydown", (event) => { if (event.key === "Escape") $dialog.close(); });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing || !$key.checked) return;
    event.preventDefault();
    open();
  });
}
