/**
 * The quiz on a page: makes the written questions checkable. Without it everything can still be read.
 *
 * Choosing never grades; only Check does. Texts are copied as text, never as markup, and all words come from the page.
 */
import { startOn } from "../start.mjs";
import { judge, total } from "./scoring.mjs";

/** @param {HTMLElement} $quiz */
function startQuiz($quiz) {
  const items = [...$quiz.querySelectorAll("[data-quiz-item]")].map(($form) => startItem($form, $quiz, update));
  const $score = $quiz.querySelector("[data-quiz-score]");
  const $total = $score.querySelector("[data-quiz-total]");

  function update() {
    $total.textContent = fill($total.dataset.quizTotal, total(items.map((item) => item.verdict())));
  }

  $score.querySelector("[data-quiz-over]").addEventListener("click", () => {
    items.forEach((item) => item.clear());
    update();
    items[0].focus(say($quiz, "restarted"));
  });
  $score.hidden = false;
  update();
}

/**
 * @param {HTMLFormElement} $form
 * @param {HTMLElement} $quiz
 * @param {() => void} changed Called after each check and each trying again.
 */
function startItem($form, $quiz, changed) {
  const $check = $form.querySelector("[data-quiz-check]");
  const $again = $form.querySelector("[data-quiz-again]");
  const $feedback = $form.querySelector("[data-quiz-feedback]");
  const $answer = $form.querySelector("[data-quiz-answer]");
  let verdict = "unanswered";

  function clear() {
    $form.reset();
    verdict = "unanswered";
    delete $feedback.dataset.quizResult;
    $feedback.replaceChildren();
    $again.hidden = true;
    $answer.hidden = true;
    $answer.open = false;
  }

  /** Move to the first choice, with a word for those who do not see it. */
  function focus(text) {
    $feedback.replaceChildren(paragraph(text));
    $form.querySelector("input").focus();
  }

  $form.addEventListener("submit", (event) => {
    event.preventDefault();
    const parts = read($form);
    const result = judge(parts);
    verdict = result.verdict;
    $feedback.dataset.quizResult = verdict;
    $feedback.replaceChildren(...feedback($form, $quiz, parts, result));
    const answered = verdict !== "unanswered";
    $again.hidden = !answered;
    $answer.hidden = !answered;
    changed();
  });
  $again.addEventListener("click", () => {
    clear();
    changed();
    focus(say($quiz, "cleared"));
  });
  $check.hidden = false;
  clear();
  return { verdict: () => verdict, clear, focus };
}

/** Read an item's parts from the page: the options, what is chosen, and the key from the written answers. */
function read($form) {
  const parts = {};
  for (const $part of $form.querySelectorAll("[data-quiz-part]")) {
    const inputs = [...$part.querySelectorAll("input")];
    const $key = written($form, $part.dataset.quizPart);
    parts[$part.dataset.quizPart] = {
      options: inputs.map(($input) => $input.value),
      chosen: inputs.filter(($input) => $input.checked).map(($input) => $input.value),
      key: [...$key.querySelectorAll("[data-quiz-correct]")].map(($option) => $option.dataset.quizOption),
      several: inputs[0].type === "checkbox",
    };
  }
  return parts;
}

/**
 * The verdict in words, why each choice is right or not, and the rows of the table with their markers. What was missed
 * is counted, not told.
 */
function feedback($form, $quiz, parts, result) {
  const rows = Object.keys(parts).length > 1;
  if (result.verdict === "unanswered") return [paragraph(say($quiz, rows ? "unanswered-rows" : "unanswered"), "quiz-verdict")];
  const lines = [paragraph(say($quiz, result.verdict), "quiz-verdict")];
  if (rows) {
    lines.push(paragraph(fill(say($quiz, "rows"), { right: result.hits.length, count: Object.keys(parts).length })));
  } else if (Object.values(parts)[0].several) {
    if (result.extra.length) lines.push(paragraph(fill(say($quiz, "extra"), { extra: result.extra.length })));
    if (result.missed.length) lines.push(paragraph(fill(say($quiz, "missed"), { missed: result.missed.length })));
  }
  const $list = document.createElement("ul");
  for (const [id, part] of Object.entries(parts)) {
    for (const $option of written($form, id).children) {
      if (!part.chosen.includes($option.dataset.quizOption)) continue;
      const $line = $option.cloneNode(true);
      if (rows) $line.prepend(`${$form.querySelector(`[data-quiz-part="${id}"] > legend`).textContent} `);
      $list.append($line);
    }
  }
  return [...lines, $list, $form.querySelector("[data-quiz-rows]").cloneNode(true)];
}

const written = ($form, part) => $form.querySelector(`[data-quiz-key="${part}"]`);

const say = ($quiz, key) => $quiz.getAttribute(`data-quiz-says-${key}`);

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

function paragraph(text, className = "") {
  const $paragraph = document.createElement("p");
  $paragraph.textContent = text;
  $paragraph.className = className;
  return $paragraph;
}

startOn('[data-module="quiz"]', startQuiz);
