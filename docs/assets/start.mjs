/**
 * Start a script on its elements, each once.
 *
 * Material swaps pages without loading them anew where instant navigation is on, and says so on `document$`; without it
 * the page is there already.
 *
 * @param {string} selector
 * @param {($element: HTMLElement) => void} start
 */
export function startOn(selector, start) {
  const started = new WeakSet();
  const startAll = () => document.querySelectorAll(selector).forEach(($element) => {
    if (started.has($element)) return;
    started.add($element);
    start($element);
  });
  if (window.document$) window.document$.subscribe(startAll);
  else startAll();
}
