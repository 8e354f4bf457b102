/* What has to be settled before the page is painted: that scripts run, and which colors it has. No module, since those wait. */
(() => {
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  const place = `theme:${new URL("../../", document.currentScript.src).pathname}:scheme`;
  let chosen = null;
  try {
    chosen = localStorage.getItem(place);
  } catch {
    // Storage is refused: the colors follow the system.
  }
  const dark = chosen === "slate" || chosen !== "default" && matchMedia("(prefers-color-scheme: dark)").matches;
  if (!dark) return;
  // The theme keeps its colors on an element that is not there yet.
  new MutationObserver((_, observer) => {
    if (!document.body) return;
    document.body.dataset.mdColorScheme = "slate";
    observer.disconnect();
  }).observe(root, { childList: true });
})();
