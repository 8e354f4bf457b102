/**
 * The quiz in a SCORM package: taken like the one on the site, kept in and reported to the LMS around it.
 *
 * What stands between the two is told in words, above the questions and once more under the results. Nothing is kept on the
 * device: it may be shared, and the LMS knows who is who.
 */
import { readItem } from "../quiz/item.mjs";
import { startTaking } from "../quiz/taking.mjs";
import { make, say } from "../quiz/words.mjs";
import { interactions } from "./interactions.mjs";
import { findApi, openLms } from "./lms.mjs";
import { decode, encode } from "./suspend.mjs";

/** Milliseconds after which a change is stored for good, and what was refused is tried again. */
const SOON = 5000;

/** @param {HTMLElement} $quiz */
function startScorm($quiz) {
  const lms = openLms(findApi(window));
  const $forms = [...$quiz.querySelectorAll("[data-quiz-item]")];
  const items = $forms.map(readItem);
  const isNew = !["passed", "completed", "failed"].includes(lms.get("cmi.core.lesson_status"));
  const $lines = [document.querySelector("[data-scorm-report]")];
  /** How the quiz stands, as it is kept. */
  const attempt = { when: 0, head: null, items: {} };
  /** The values that tell the last result: those of the whole, and those of its questions. */
  let [whole, single] = [[], []];
  /** What people are told: the result, whether the LMS still lacks it, whether it did not take all that tells of single questions, what it refused last. */
  let [result, isWaiting, isPlain, refused] = [null, false, false, null];
  /** The numbers of the questions that there is no room for. */
  let left = [];
  let timer = 0;
  let isStarted = false;

  function draw() {
    const lines = [];
    if (lms.state !== "open" && lms.state !== "closed") lines.push(say($quiz, `scorm-${lms.state}`, { error: lms.error }));
    else if (isWaiting) lines.push(say($quiz, "scorm-waiting", { result, error: refused ?? "" }));
    else {
      if (result !== null) lines.push(say($quiz, "scorm-reported", { result }));
      if (refused !== null) lines.push(say($quiz, "scorm-unkept", { error: refused }));
      if (lines.length === 0) lines.push(say($quiz, "scorm-open"));
    }
    if (isPlain) lines.push(say($quiz, "scorm-plain"));
    if (left.length) lines.push(say($quiz, "scorm-long", { numbers: left.join(", ") }));
    const text = lines.join(" ");
    $lines.forEach(($line) => { if ($line.textContent !== text) $line.textContent = text; });
  }

  const setAll = (values) => values.every(([element, value]) => lms.set(element, value));

  /** Set how the quiz stands, and a result that the LMS still lacks. */
  function set() {
    const values = isWaiting ? [...whole] : isNew && result === null ? [["cmi.core.lesson_status", "incomplete"]] : [];
    if (attempt.head) {
      const { text, left: ids } = encode(attempt, items);
      left = ids.map((id) => items.findIndex((item) => item.id === id) + 1).sort((one, other) => one - other);
      // What is finished needs no second sitting.
      values.push(["cmi.suspend_data", text], ["cmi.core.exit", attempt.head.finished ? "" : "suspend"]);
    }
    refused = setAll(values) ? null : lms.error;
    // Single questions are no must: an LMS that takes none of them has the result all the same.
    if (isWaiting) isPlain = single.map(([element, value]) => lms.set(element, value)).includes(false);
  }

  /** Have what was set stored; what was refused is tried again in a while. */
  function store() {
    clearTimeout(timer);
    timer = 0;
    if (refused !== null) set();
    if (!lms.commit()) refused ??= lms.error;
    if (refused === null) isWaiting = false;
    else soon();
    draw();
  }

  function soon() {
    timer ||= setTimeout(store, SOON);
  }

  /** Where a begun quiz is kept: `attempts.mjs` says what this has to be. */
  function attemptOf(id, tell) {
    const found = decode(lms.get("cmi.suspend_data"), items);
    if (found.problem) tell(found.problem);
    Object.assign(attempt, found.attempt);
    return { attempt: found.attempt, keep };
  }

  function keep(head, changed) {
    Object.assign(attempt, { when: Date.now(), head, items: { ...attempt.items, ...changed } });
    if (lms.state !== "open") return;
    set();
    soon();
    draw();
  }

  function report({ results, score, count, when }) {
    $lines[1] ??= make("p", { class: "scorm-report" });
    $quiz.querySelector("[data-quiz-sum]").after($lines[1]);
    // What is told while an attempt is put back was reported when it was finished, if that worked.
    const known = isStarted ? "" : lms.get("cmi.core.score.raw");
    result = known || String(Math.round((score / count) * 10000) / 100);
    if (lms.state === "open" && !known) {
      whole = [["cmi.core.score.raw", result], ["cmi.core.score.min", "0"], ["cmi.core.score.max", "100"],
        ["cmi.core.lesson_status", "completed"]];
      single = interactions(results, questions($quiz, $forms), new Date(when));
      isWaiting = true;
      set();
      store();
    }
    draw();
  }

  document.addEventListener("quiz:finished", ({ detail }) => report(detail));
  startTaking($quiz, attemptOf);
  isStarted = true;
  if (lms.state === "open") {
    // How a sitting ends is forgotten with every new one, so it is set even if nothing changes.
    set();
    soon();
  }
  document.addEventListener("visibilitychange", () => { if (timer && document.visibilityState === "hidden") store(); });
  window.addEventListener("pagehide", () => lms.close());
  // A page that comes back out of the browser's memory comes back to a session that is over.
  window.addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });
  draw();
}

/** What is asked, as the interactions tell of it. */
function questions($quiz, $forms) {
  const $tags = $quiz.querySelector("template[data-scorm-tags]").content;
  return $forms.map(($form) => {
    const { id, parts } = readItem($form);
    const tags = $tags.querySelector(`[data-item="${CSS.escape(id)}"]`).textContent.split(" ");
    return { id, tags, parts: Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, { ...part, options: shown($form, name) }])) };
  });
}

/** The options of a part in the order to choose from; their reasons may stand in another. */
const shown = ($form, part) => [...$form.querySelectorAll(
  `[data-quiz-part="${CSS.escape(part)}"] :is(input:not([type=text]), option:not([value=""]))`)].map(($option) => $option.value);

startScorm(document.querySelector("[data-quiz-id]"));
