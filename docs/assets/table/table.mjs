/** The filters of the table on a page: they hide rows and live in the address. Without them the whole table shows. */
import { startOn } from "../start.mjs";
import { format, parse, passes } from "./filters.mjs";

/** @param {HTMLElement} $root */
function startTable($root) {
  const $form = $root.querySelector("[data-cmp-filters]");
  const $shown = $form.querySelector("[data-cmp-shown]");
  const groups = [...$root.querySelectorAll("tbody")];
  const topics = groups.map(($group) => $group.dataset.cmpAspect);

  /** @param {import("./filters.mjs").Filters} filters */
  function show(filters) {
    let shown = 0;
    let count = 0;
    for (const $group of groups) {
      const rows = [...$group.querySelectorAll("[data-cmp-kind]")];
      const passing = rows.filter(($row) => passes(filters, $row.dataset.cmpKind, $group.dataset.cmpAspect));
      rows.forEach(($row) => { $row.hidden = !passing.includes($row); });
      $group.hidden = passing.length === 0;
      shown += passing.length;
      count += rows.length;
    }
    const text = shown ? $shown.dataset.cmpShown : $shown.dataset.cmpNone;
    $shown.textContent = text.replace("{shown}", String(shown)).replace("{count}", String(count));
  }

  /** Take the filters from the address. A link to a row that they hide wins over them. */
  function fromAddress() {
    let filters = parse(location.search, topics);
    show(filters);
    const $target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if ($target && $root.contains($target) && $target.closest("[hidden]")) {
      filters = parse("", topics);
      show(filters);
      $target.scrollIntoView();
    }
    $form.elements.show.value = filters.show;
    $form.elements.topic.value = filters.topic;
  }

  function fromForm() {
    const filters = { show: $form.elements.show.value, topic: $form.elements.topic.value };
    history.replaceState(history.state, "", `${location.pathname}${format(location.search, filters)}`);
    show(filters);
  }

  $form.addEventListener("change", fromForm);
  $form.addEventListener("submit", (event) => event.preventDefault());
  // The form's values are the old ones until the event is over.
  $form.addEventListener("reset", () => setTimeout(fromForm));
  window.addEventListener("popstate", fromAddress);
  window.addEventListener("hashchange", fromAddress);
  $form.hidden = false;
  fromAddress();
}

startOn("[data-cmp-table]", startTable);
