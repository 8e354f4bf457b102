/**
 * The page that opens a link: its address names the questions, which are fetched and asked by the quiz that every page has.
 *
 * Whatever the address holds is looked up and never put on the page. What of the set is gone or was reworded is told.
 */
import { startOn } from "../start.mjs";
import { loadCodes, loadForms } from "./fragments.mjs";
import { startQuiz } from "./quiz.mjs";
import { decode, itemOf, markOf, nameOf } from "./sets.mjs";
import { make, say } from "./words.mjs";

/** @param {HTMLElement} $root */
function startSet($root) {
  const find = (name) => $root.querySelector(`[data-set-${name}]`);
  const [$lead, $told, $place, $others] = ["lead", "told", "place", "others"].map(find);
  let opened = 0;

  function refuse(problem) {
    $lead.textContent = say($root, problem);
    $lead.dataset.setState = problem;
    $others.hidden = false;
  }

  async function open() {
    const [turn, payload] = [opened += 1, location.hash.slice(1)];
    $told.replaceChildren();
    $place.replaceChildren();
    $others.hidden = true;
    $lead.textContent = say($root, "loading");
    $lead.dataset.setState = "loading";
    if (payload === "") return refuse("none");
    const { set, problem } = decode(payload);
    if (problem) return refuse(problem);
    try {
      const bank = await loadCodes($root);
      const entries = set.entries.map((entry, index) => (
        { ...entry, number: index + 1, item: itemOf(bank, entry) }));
      const left = entries.filter(({ item }) => item);
      const $forms = await loadForms($root, left.map(({ item }) => item.id), set);
      // Another link may have been opened in the meantime.
      if (turn !== opened) return undefined;
      tell(bank, entries, $forms);
      if (left.length === 0) return refuse("gone-all");
      $lead.textContent = say($root, `lead-${set.mode}`, { count: left.length });
      $lead.dataset.setState = "ready";
      show(bank, set, payload, left, $forms);
    } catch {
      if (turn === opened) refuse("failed");
    }
    return undefined;
  }

  function show(bank, set, payload, left, $forms) {
    const $quiz = document.importNode(find("quiz").content.querySelector("section"), true);
    const name = say($root, "name", { name: nameOf(payload) });
    $quiz.dataset.quizId = `set-${nameOf(payload)}`;
    $quiz.dataset.quizBank = bank.bank;
    $quiz.dataset.quizMode = set.mode;
    $quiz.setAttribute("aria-label", name);
    $forms.forEach(($form, index) => {
      $form.querySelector("legend [data-quiz-number]").textContent = say($quiz, "number", { number: index + 1, count: $forms.length });
    });
    $quiz.append(make("p", { class: "cmp-note" }, name), ...$forms);
    $place.replaceChildren($quiz);
    startQuiz($quiz);
  }

  function tell(bank, entries, $forms) {
    const shown = entries.filter(({ item }) => item);
    const $lines = entries.flatMap((entry) => {
      const { number, code, mark, item } = entry;
      if (item && mark === markOf(item.revision)) return [];
      const place = shown.indexOf(entry);
      if (item) return [say($root, "revised", { number: place + 1, stem: $forms[place].querySelector("[data-quiz-stem]").textContent })];
      return [say($root, "gone", { number, name: bank.retired.find((retired) => retired.code === code)?.id ?? code })];
    }).map((text) => make("li", {}, text));
    if ($lines.length === 0) return;
    $told.replaceChildren(make("p", {}, make("strong", {}, say($root, "changed"))), make("ul", {}, ...$lines));
  }

  window.addEventListener("hashchange", () => { if ($root.isConnected) open(); });
  // Links within the page would take the place of the set in the address, and a reload would find none.
  document.addEventListener("click", (event) => {
    const $link = $root.isConnected && event.target.closest?.('a[href^="#"]');
    if (!$link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const $target = document.getElementById($link.getAttribute("href").slice(1));
    if (!$target) return;
    if ($target.tabIndex < 0) $target.tabIndex = -1;
    $target.scrollIntoView();
    $target.focus({ preventScroll: true });
  });
  return open();
}

startOn('[data-module="quiz-set"]', startSet);
