/** What is told of an answer: an item, a response and a score in, elements out. The key stays under "Answer and reasons". */
import { keyOf, reasonsOf } from "./item.mjs";
import { make, say } from "./words.mjs";

/** Whether a part counts for the answer given: a statement that was called true needs no correction. */
const counts = (item, response, id) => item.kind !== "true-false" || id === "verdict" || response.verdict.includes("false");

/** The message that asks for what is missing, by the kind of item. */
export function incomplete($quiz, item) {
  const parts = Object.values(item.parts);
  return say($quiz, parts.length > 1 ? "unanswered-rows" : parts[0].accepted.length ? "unanswered-typed" : "unanswered");
}

/**
 * The verdict in words, what was chosen and not right by name, how much is missing, why each choice is right or not, and
 * where it stands with what is known elsewhere.
 */
export function feedback($quiz, $form, item, response, score) {
  const parts = Object.entries(item.parts);
  const lines = [make("p", { class: "quiz-verdict" }, say($quiz, score.verdict === "unanswered" ? "blank" : score.verdict))];
  const [, first] = parts[0];
  if (parts.length > 1 && item.kind !== "true-false") {
    const right = parts.filter(([id, part]) => part.key.length === 1 && response[id]?.includes(part.key[0])).length;
    lines.push(make("p", {}, say($quiz, "rows", { right, count: parts.length })));
  } else if (first.several && score.verdict !== "unanswered") {
    const [chosen] = Object.values(response);
    const extra = first.options.filter((id) => chosen.includes(id) && !first.key.includes(id));
    const missed = first.key.filter((id) => !chosen.includes(id)).length;
    if (extra.length) lines.push(make("p", {}, say($quiz, "extra", { extra: extra.map((id) => textOf($form, id)).join("; ") })));
    if (missed) lines.push(make("p", {}, say($quiz, "missed", { missed })));
  } else if (first.accepted.length && score.verdict !== "unanswered") {
    lines.push(make("p", {}, say($quiz, "typed", { typed: Object.values(response)[0].trim() })));
    if (score.verdict === "right") lines.push(keyOf($form, parts[0][0]).querySelector("[data-quiz-rationale]").cloneNode(true));
  }
  const $list = make("ul");
  for (const [id] of parts) {
    if (!counts(item, response, id)) continue;
    for (const [option, $option] of reasonsOf($form, id)) {
      if (!response[id]?.includes(option)) continue;
      const $line = $option.cloneNode(true);
      $line.querySelector(".quiz-mark")?.remove();
      if (parts.length > 1) $line.prepend(`${promptOf($form, id)} `);
      $list.append($line);
    }
  }
  if ($list.children.length) lines.push($list);
  lines.push($form.querySelector("[data-quiz-rows]").cloneNode(true));
  return lines;
}

/** Mark in the written answers what was chosen and what was overlooked; without a response, take the marks off. */
export function mark($quiz, $form, item, response = null) {
  $form.querySelectorAll(".quiz-mark").forEach(($mark) => $mark.remove());
  if (!response) return;
  for (const [id, part] of Object.entries(item.parts)) {
    if (!counts(item, response, id)) continue;
    for (const [option, $option] of reasonsOf($form, id)) {
      const chosen = response[id]?.includes(option);
      const key = chosen ? "yours" : part.key.includes(option) ? "overlooked" : null;
      if (key) $option.querySelector("strong").after(" ", make("em", { class: "quiz-mark" }, `(${say($quiz, key)})`));
    }
  }
}

const promptOf = ($form, id) =>
  $form.querySelector(`[data-quiz-part="${CSS.escape(id)}"] [data-quiz-prompt]`).textContent;

const textOf = ($form, id) => $form.querySelector(`input[value="${CSS.escape(id)}"] ~ [data-quiz-text]`).textContent;
