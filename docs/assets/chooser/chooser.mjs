/**
 * A choice that shows one part of a page: a select, and parts that each name the values they belong to. The choice lives
 * in the address. Without scripts there is no select, and every part shows.
 */
import { startOn } from "../start.mjs";

/**
 * Tell whether a part shows.
 *
 * @param {string} chosen The value chosen, or nothing.
 * @param {string[]} values The values that the part belongs to.
 */
export function passes(chosen, values) {
  return !chosen || values.includes(chosen);
}

/** @param {HTMLElement} $root */
function startChooser($root) {
  const $form = $root.querySelector("form");
  const $select = $form.querySelector("select");
  const $shown = $form.querySelector("[data-cmp-shown]");
  const groups = [...$root.querySelectorAll("[data-cmp-group]")];
  const parts = [...$root.querySelectorAll("[data-cmp-choice]")];

  /** @param {string} chosen */
  function show(chosen) {
    const passing = parts.filter(($part) => passes(chosen, $part.dataset.cmpChoice.split("|")));
    parts.forEach(($part) => { $part.hidden = !passing.includes($part); });
    groups.forEach(($group) => { $group.hidden = !passing.some(($part) => $group.contains($part)); });
    $shown.textContent = $shown.dataset.cmpShown.replace("{shown}", String(passing.length)).replace("{count}", String(parts.length));
  }

  /** Take the choice from the address. A link to a part that it hides wins over it. */
  function fromAddress() {
    const given = new URLSearchParams(location.search).get($select.name);
    let chosen = [...$select.options].some(($option) => $option.value === given) ? given : "";
    const $target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    show(chosen);
    if ($target && $target.closest("[data-cmp-choice][hidden]")) {
      chosen = "";
      show(chosen);
      $target.scrollIntoView();
    }
    $select.value = chosen;
  }

  $form.addEventListener("change", () => {
    const query = new URLSearchParams(location.search);
    if ($select.value) query.set($select.name, $select.value);
    else query.delete($select.name);
    history.replaceState(history.state, "", `${location.pathname}${query.size ? `?${query}` : ""}`);
    show($select.value);
  });
  $form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("popstate", fromAddress);
  window.addEventListener("hashchange", fromAddress);
  $form.hidden = false;
  fromAddress();
}

startOn("[data-cmp-chooser]", startChooser);
