/**
 * Start a script on its elements, each once.
 *
 * Material swaps pages without loading them anew where instant navigation is on, and says so on `document$`; without it
 * the page is there already.
 *
 * An element that was started says so, or, where starting takes time, when it is done: until then it is not shown.
 *
 * @param {string} selector
 * @param {($element: HTMLElement) => void|Promise<void>} start
 */
export function startOn(selector, start) {
  const started = new WeakSet();
  const startAll = () => document.querySelectorAll(selector).forEach(($element) => {
    if (started.has($element)) return;
    started.add($element);
    Promise.resolve(start($element)).finally(() => $element.setAttribute("data-started", ""));
  });
  if (window.document$) window.document$.subscribe(startAll);
  else startAll();
}
