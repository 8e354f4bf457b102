/**
 * One question on the page: what it asks and what is right, read from what is written there, and what was answered.
 *
 * @typedef {import("./scoring.mjs").Response} Response
 */
const part = ($form, name, id) => $form.querySelector(`[data-quiz-${name}="${CSS.escape(id)}"]`);

/** Where the answers of a part are written. */
export const keyOf = ($form, id) => part($form, "key", id);

/**
 * What is written of a part's options, each with the option's id; what names none stands in the order of the options.
 *
 * @returns {[string, HTMLLIElement][]}
 */
export function reasonsOf($form, id) {
  const offered = [...part($form, "part", id).querySelectorAll("input")].map(($input) => $input.value);
  return [...keyOf($form, id).querySelectorAll("li")].map(($reason, index) => [$reason.dataset.quizOption ?? offered[index], $reason]);
}

/**
 * @param {HTMLFormElement} $form
 * @returns {import("./scoring.mjs").Item & {id: string, revision: string, keyRevision: string, code: string, topic: string}}
 */
export function readItem($form) {
  const parts = {};
  for (const $part of $form.querySelectorAll("[data-quiz-part]")) {
    const id = $part.dataset.quizPart;
    const reasons = reasonsOf($form, id);
    parts[id] = {
      options: reasons.map(([option]) => option),
      key: reasons.filter(([, $reason]) => "quizCorrect" in $reason.dataset).map(([option]) => option),
      several: $part.querySelector("input[type=checkbox]") !== null,
      accepted: [...keyOf($form, id).querySelectorAll("[data-quiz-accepted]")].map(($text) => $text.textContent),
    };
  }
  const { quizItem: id, quizStamp: stamp, quizKind: kind, quizTopic: topic } = $form.dataset;
  const [code, revision, keyRevision] = stamp.split(" ");
  return { id, revision, keyRevision, code, kind, topic, parts };
}

const controls = ($part) => [...$part.querySelectorAll("input, select")];

/**
 * What is answered on the page right now.
 *
 * @returns {Response}
 */
export function readResponse($form) {
  const response = {};
  for (const $part of $form.querySelectorAll("[data-quiz-part]")) {
    const [$first, ...rest] = controls($part);
    response[$part.dataset.quizPart] = $first.type === "text" ? $first.value
      : $first.tagName === "SELECT" ? [$first.value].filter(Boolean)
        : [$first, ...rest].filter(($input) => $input.checked).map(($input) => $input.value);
  }
  return response;
}

/** Put answers back into the page; what they name and the page lacks is passed over. */
export function writeResponse($form, response) {
  for (const $part of $form.querySelectorAll("[data-quiz-part]")) {
    const given = response[$part.dataset.quizPart] ?? [];
    for (const $control of controls($part)) {
      if ($control.type === "text") $control.value = typeof given === "string" ? given : "";
      else if ($control.tagName === "SELECT") $control.value = given[0] ?? "";
      else $control.checked = given.includes($control.value);
    }
  }
}
