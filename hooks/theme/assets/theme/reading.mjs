/** What helps to read a page: what an address names is in sight, the contents tell where one is, titles show by keyboard too. */

/** Open the folds that hold what the address names, and go there: a browser that did not open them stopped short of it. */
export function openNamed() {
  const $named = document.getElementById(location.hash.slice(1));
  let $fold = $named?.closest("details:not([open])");
  if (!$fold) return;
  for (; $fold; $fold = $fold.closest("details:not([open])")) $fold.open = true;
  $named.scrollIntoView();
}

/**
 * Mark in a list of contents the part that is being read: the last whose heading is in the upper third, or above it.
 *
 * @param {HTMLElement} $list
 */
export function markContents($list) {
  const links = new Map([...$list.querySelectorAll("a")].map(($link) => [document.getElementById($link.hash.slice(1)), $link]));
  links.delete(null);
  const above = new Set();
  const observer = new IntersectionObserver((entries) => {
    entries.forEach(({ target, isIntersecting }) => above[isIntersecting ? "add" : "delete"](target));
    const $now = [...links].findLast(([$heading]) => above.has($heading))?.[1];
    const $before = $list.querySelector("[aria-current]");
    if ($now === $before) return;
    $before?.removeAttribute("aria-current");
    $now?.setAttribute("aria-current", "location");
    // A long list has a scroll bar of its own.
    $now?.closest(".md-sidebar__scrollwrap")?.scrollTo({ top: $now.offsetTop - innerHeight / 3 });
  }, { rootMargin: "1000000px 0px -66% 0px" });
  links.forEach((_, $heading) => observer.observe($heading));
}

/**
 * Show the title of a link in the text to who comes to it by keyboard. For a mouse the browser does; who touches a term follows it
 * to the glossary; assistive technology reads titles by itself.
 */
export function tellByKeyboard() {
  const $tip = document.createElement("div");
  $tip.className = "theme-tip";
  $tip.ariaHidden = "true";
  const hide = () => $tip.remove();

  document.addEventListener("focusin", ({ target }) => {
    hide();
    if (!target.matches("article a[title]:focus-visible")) return;
    $tip.textContent = target.title;
    document.body.append($tip);
    const [link, tip] = [target.getBoundingClientRect(), $tip.getBoundingClientRect()];
    const below = link.bottom + tip.height + 8 < innerHeight;
    $tip.style.insetBlockStart = `${scrollY + (below ? link.bottom + 4 : link.top - tip.height - 4)}px`;
    $tip.style.left = `${Math.max(4, Math.min(link.left, document.documentElement.clientWidth - tip.width - 4))}px`;
  });
  document.addEventListener("focusout", hide);
  document.addEventListener("keydown", ({ key }) => { if (key === "Escape") hide(); });
}
