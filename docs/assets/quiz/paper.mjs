/**
 * Questions for paper: a worksheet, which has nothing of the key, or the key.
 *
 * Options get letters, so that both can be laid side by side; what is picked from a list or typed gets a line to write on.
 */
import { keyOf, readItem, reasonsOf } from "./item.mjs";
import { make, say } from "./words.mjs";

const letter = (index) => String.fromCharCode(65 + index);
const textOf = ($element) => $element?.textContent.trim() ?? "";

/**
 * @param {HTMLElement} $root The element that holds the words.
 * @param {HTMLFormElement} $form
 * @param {"worksheet"|"key"} view
 * @returns {HTMLLIElement}
 */
export function onPaper($root, $form, view) {
  const item = readItem($form);
  const isMatch = item.kind === "match";
  const $parts = [...$form.querySelectorAll("[data-quiz-part]")];
  const $item = make("li", { class: "paper-item" }, make("p", { class: "paper-stem" }, textOf($form.querySelector("[data-quiz-stem]"))));
  if (view === "worksheet") $item.append(make("p", { class: "paper-how" }, textOf($form.querySelector(".quiz-how"))));
  // The rows of a matching question share their answers: they stand once, under the last.
  $parts.forEach(($part, index) => {
    const shown = optionsOf($part);
    const prompt = textOf($part.querySelector("[data-quiz-prompt]"));
    // A true statement has no correction.
    if (view === "key" && shown.length && item.parts[$part.dataset.quizPart].key.length === 0) return;
    if (prompt) $item.append(make("p", { class: "paper-prompt" }, prompt, ...(isMatch && view === "worksheet" ? [" ", line("short")] : [])));
    if (view === "worksheet") {
      if (shown.length === 0) $item.append(make("p", {}, say($root, "answer"), " ", line("long")));
      else if (!isMatch || index === $parts.length - 1) $item.append(options($root, shown));
    } else {
      $item.append(...answers($root, $form, $part, item, shown));
    }
  });
  return $item;
}

const line = (length) => make("span", { class: `paper-line paper-line-${length}` });

/** The options of a part in the order shown, by id. */
function optionsOf($part) {
  const $labels = [...$part.querySelectorAll(".quiz-option")];
  if ($labels.length) {
    return $labels.map(($label) => [$label.querySelector("input").value, textOf($label.querySelector("[data-quiz-text]"))]);
  }
  return [...$part.querySelectorAll("option")].filter(($option) => $option.value).map(($option) => [$option.value, textOf($option)]);
}

const row = ($root, index, text) => say($root, "paper-row", { letter: letter(index), text });

const options = ($root, shown) => make(
  "ul", { class: "paper-options" }, ...shown.map(([, text], index) => make("li", {}, row($root, index, text))));

/** What is right in a part, each with its reason. */
function answers($root, $form, $part, item, shown) {
  const id = $part.dataset.quizPart;
  const { key, accepted } = item.parts[id];
  const $key = keyOf($form, id), reasons = new Map(reasonsOf($form, id));
  const reason = ($from) => make("span", { class: "paper-reason" }, textOf($from.querySelector("[data-quiz-rationale]")));
  if (accepted.length) return [make("p", { class: "paper-right" }, say($root, "right", { text: accepted.join("; ") }), " ", reason($key))];
  return shown.flatMap(([option, text], index) => (key.includes(option)
    ? [make("p", { class: "paper-right" }, say($root, "right", { text: row($root, index, text) }), " ",
      reason(reasons.get(option)))]
    : []));
}
