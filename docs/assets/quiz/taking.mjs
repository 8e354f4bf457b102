/**
 * Taking a quiz on a page: makes the written questions checkable. Without it everything can still be read.
 *
 * Choosing never grades; only Check and Submit do. Texts are copied as text, never as markup, and all words come from the
 * page. What an item came to is told as the event `quiz:graded`, the first time it is checked; a quiz that is done as
 * `quiz:finished`. Where a begun quiz is kept is for the caller to say: a page of the site keeps it on the device, a package
 * in the LMS.
 */
import { feedback, incomplete, mark } from "./feedback.mjs";
import { readItem, readResponse, writeResponse } from "./item.mjs";
import { showOutcome, sum, total } from "./outcome.mjs";
import { score } from "./scoring.mjs";
import { make, points, say } from "./words.mjs";

/** More questions than anyone takes in one sitting. */
const LONG = 60;
const BLANK = Object.freeze({ verdict: "unanswered", points: 0, complete: false });

/**
 * Start a quiz on its element, once its questions are on the page.
 *
 * @param {HTMLElement} $quiz
 * @param {typeof import("./attempts.mjs").attemptOf} attemptOf Where a begun quiz is kept.
 */
export function startTaking($quiz, attemptOf) {
  const find = (name) => $quiz.querySelector(`[data-quiz-${name}]`);
  const $setup = find("setup");
  const $status = find("status");
  $quiz.append(find("end").content.cloneNode(true));
  const [$score, $results] = [find("score"), find("results")];
  const [$finish, $total] = [find("finish"), find("total")];
  let mode = $quiz.dataset.quizMode ?? "study";
  /** When the results were asked for; 0 until then. */
  let finished = 0;

  /** Say something politely; the same thing twice in a row has to differ to be heard. */
  const announce = (text) => { $status.textContent = $status.textContent === text ? `${text}\u00a0` : text; };
  const context = { $quiz, announce, changed: (entry) => { drawState(entry); progress(); }, keep: (entry) => keep([entry]),
    isTest: () => mode === "test" };
  const entries = [...$quiz.querySelectorAll("[data-quiz-item]")].map(($form, index) => startItem($form, index + 1, context));
  /** The questions in play: all, or those to take again. */
  let playing = entries;

  $quiz.classList.toggle("quiz-long", entries.length > LONG);
  const $places = entries.map((entry) => make("li", {}, make("a", { href: `#${entry.$form.id}` }, String(entry.number))));
  find("map").append(...$places);

  function progress() {
    if (mode === "test" && !finished) {
      const count = (state) => playing.filter((entry) => entry[state]).length;
      $total.textContent = say($quiz, "answered", { answered: count("answered"), count: playing.length, flagged: count("flagged") });
    } else {
      const checked = entries.filter((entry) => entry.score.verdict !== "unanswered").length;
      $total.textContent = say($quiz, "total", { points: points(total(entries)), count: entries.length, checked });
    }
  }

  function drawState(entry) {
    const $link = $places[entry.number - 1].firstChild;
    const state = say($quiz, entry.answered ? "state-answered" : "state-open", { number: entry.number });
    $link.setAttribute("aria-label", entry.flagged ? say($quiz, "state-flagged", { state }) : state);
    $link.dataset.quizState = `${entry.answered ? "answered" : "open"}${entry.flagged ? " flagged" : ""}`;
  }

  function setMode(next) {
    mode = next;
    find("review").hidden = mode !== "test";
    $finish.textContent = say($quiz, mode === "test" ? "submit" : "finish");
    entries.forEach((entry) => { entry.draw(); drawState(entry); });
    progress();
  }

  function putIntoPlay(next) {
    playing = next;
    for (const entry of entries) {
      entry.$form.hidden = !next.includes(entry);
      $places[entry.number - 1].hidden = !next.includes(entry);
    }
  }

  /** Put questions into play, all others out of sight, with nothing answered. */
  function play(next, text) {
    putIntoPlay(next);
    finished = 0;
    next.forEach((entry) => entry.clear());
    find("kept").hidden = true;
    $results.hidden = true;
    $score.hidden = false;
    setMode(mode);
    keep(entries);
    announce(text);
    next[0].focus();
  }

  function finish() {
    if (mode === "test") playing.forEach((entry) => entry.grade());
    finished = Date.now();
    showResults();
    keep(entries);
    announce(say($quiz, "submitted", { sum: sum($quiz, entries) }));
    find("heading").focus();
    tellFinished();
  }

  function showResults() {
    showOutcome($quiz, $results, entries);
    $score.hidden = true;
    entries.forEach((entry) => { entry.$form.hidden = false; });
  }

  function tellFinished() {
    tell("quiz:finished", {
      id: $quiz.dataset.quizId, title: $quiz.getAttribute("aria-label"), bank: $quiz.dataset.quizBank, mode, when: finished,
      results: entries.map((entry) => entry.told()), score: total(entries) / 100, count: entries.length,
    });
  }

  /** Keep how the quiz stands and what changed of the questions. */
  function keep(changed) {
    const head = { mode, asks: find("ask-sure").checked, finished,
      hidden: entries.filter((entry) => !playing.includes(entry)).map((entry) => entry.item.id) };
    kept.keep(head, Object.fromEntries(changed.map((entry) => [entry.item.id, entry.state()])));
  }

  /** Put a kept attempt back as it was, and say so; an answer whose key changed since is left out. */
  function restore({ when, head, items }) {
    if (!("quizMode" in $quiz.dataset)) {
      mode = head.mode;
      $setup.querySelector(`[name="quiz-mode"][value="${mode}"]`).checked = true;
    }
    find("ask-sure").checked = head.asks;
    entries.forEach((entry) => entry.ask(head.asks));
    const stored = entries.filter((entry) => items[entry.item.id]);
    const dropped = stored.filter((entry) => !entry.restore(items[entry.item.id]));
    const inPlay = entries.filter((entry) => !head.hidden.includes(entry.item.id));
    if (inPlay.length) putIntoPlay(inPlay);
    keep(dropped);
    if (stored.length === 0) return;
    if (head.finished) {
      finished = head.finished;
      showResults();
      tellFinished();
    }
    const lines = [say($quiz, "kept", { count: stored.length - dropped.length,
      when: new Date(when).toLocaleString(document.documentElement.lang || undefined, { dateStyle: "medium", timeStyle: "short" }) })];
    if (dropped.length) lines.push(say($quiz, "kept-dropped", { numbers: dropped.map((entry) => entry.number).join(", ") }));
    find("note").textContent = lines.join(" ");
    find("kept").hidden = false;
    announce(lines.join(" "));
  }

  $finish.addEventListener("click", finish);
  $quiz.querySelectorAll("[data-quiz-over]").forEach(($over) => {
    $over.addEventListener("click", () => play(entries, say($quiz, "restarted")));
  });
  find("retry").addEventListener("click", () => {
    const missed = entries.filter((entry) => entry.score.verdict !== "right");
    play(missed, say($quiz, "retrying", { count: missed.length }));
  });
  find("print").addEventListener("click", () => window.print());
  $setup.addEventListener("change", ({ target }) => {
    if (target.name === "quiz-mode") setMode(target.value);
    else entries.forEach((entry) => entry.ask(target.checked));
    keep([]);
  });
  find("modes").hidden = "quizMode" in $quiz.dataset;
  $setup.hidden = false;
  const kept = attemptOf($quiz.dataset.quizId, (problem) => {
    find("trouble").textContent = say($quiz, `trouble-${problem}`);
    announce(find("trouble").textContent);
  });
  if (kept.attempt) restore(kept.attempt);
  setMode(mode);
}

/**
 * @param {HTMLFormElement} $form
 * @param {number} number
 * @param {{$quiz: HTMLElement, announce: (text: string) => void, changed: (entry: object) => void,
 *   keep: (entry: object) => void, isTest: () => boolean}} context
 */
function startItem($form, number, { $quiz, announce, changed, keep, isTest }) {
  const item = readItem($form);
  const $answer = $form.querySelector("[data-quiz-answer]");
  $answer.before($quiz.querySelector("template[data-quiz-controls]").content.cloneNode(true));
  const find = (name) => $form.querySelector(`[data-quiz-${name}]`);
  const [$check, $again, $feedback, $flag, $sure] = ["check", "again", "feedback", "flag", "sure"].map(find);
  $form.querySelectorAll(".cmp-hidden[data-quiz-number]").forEach(($text) => {
    $text.textContent = `: ${$form.querySelector("legend [data-quiz-number]").textContent}`;
  });
  find("hint").append(find("places").cloneNode(true));

  let isGraded = false;
  let isTold = false;
  /** What was answered when it was judged; it may be changed afterwards. */
  let judged = null;
  const entry = { $form, item, number, score: BLANK, confidence: null, answered: false, flagged: false, ask, clear, draw, focus, grade, restore, state, told };

  function ask(whether) {
    $sure.hidden = !whether;
  }

  /** Show the buttons that fit the mode and what happened so far. */
  function draw() {
    const test = isTest();
    $check.hidden = test;
    $again.hidden = test || !isGraded;
    $flag.hidden = !test || isGraded;
    $answer.hidden = !isGraded;
    find("hint").hidden = test;
    // After a test was submitted nothing can be changed under its feedback.
    find("lock").disabled = test && isGraded;
    $sure.disabled = test && isGraded;
  }

  function clear() {
    $form.reset();
    Object.assign(entry, { score: BLANK, confidence: null, answered: false, flagged: false });
    isGraded = false;
    isTold = false;
    judged = null;
    delete $feedback.dataset.quizResult;
    $feedback.replaceChildren();
    $answer.open = false;
    mark($quiz, $form, item);
    draw();
  }

  /** Judge what stands on the page, and say so. */
  function grade() {
    const response = readResponse($form);
    judged = response;
    entry.score = score(item, response);
    entry.confidence = $sure.querySelector(":checked")?.value || null;
    isGraded = true;
    $feedback.dataset.quizResult = entry.score.verdict;
    $feedback.replaceChildren(...feedback($quiz, $form, item, response, entry.score));
    mark($quiz, $form, item, response);
    draw();
    // A second try, with the feedback read, tells nothing of what is known.
    if (!isTold) tell("quiz:graded", told());
    isTold = true;
  }

  function told() {
    const { id, revision, keyRevision, code, kind, topic } = item;
    return { id, revision, keyRevision, code, kind, topic, verdict: entry.score.verdict, points: entry.score.points / 100,
      chosen: judged ?? readResponse($form), confidence: entry.confidence, when: Date.now() };
  }

  /** What is to be kept of it; null if it is untouched. */
  function state() {
    const chosen = readResponse($form);
    const sure = $sure.querySelector(":checked")?.value ?? null;
    const flagged = $flag.querySelector("input").checked;
    if (!isGraded && !isTold && !flagged && sure === null && Object.values(chosen).every((given) => given.length === 0)) return null;
    return { key: item.keyRevision, chosen, graded: isGraded ? judged : undefined, told: isTold, flagged, sure };
  }

  /** Put back what was kept, and say whether it still fits: the key and what was chosen have to be there. */
  function restore({ key, chosen, graded, told: wasTold, flagged, sure }) {
    const fits = key === item.keyRevision && [graded ?? chosen, chosen].every((response) => put(response));
    if (!fits) {
      clear();
      return false;
    }
    $sure.querySelectorAll("input").forEach(($level) => { $level.checked = $level.value === sure; });
    isTold = true;
    if (graded) {
      put(graded);
      grade();
      put(chosen);
    }
    isTold = wasTold;
    $flag.querySelector("input").checked = flagged;
    entry.flagged = flagged;
    entry.answered = score(item, chosen).verdict !== "unanswered";
    return true;
  }

  function put(response) {
    writeResponse($form, response);
    const now = readResponse($form);
    return Object.entries(response).every(([id, given]) => (
      typeof given === "string" ? now[id] === given : Array.isArray(now[id]) && given.every((option) => now[id].includes(option))));
  }

  function focus() {
    $form.querySelector("input, select").focus();
  }

  $form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isTest()) return;
    if (!score(item, readResponse($form)).complete) {
      const text = incomplete($quiz, item);
      $feedback.dataset.quizResult = "unanswered";
      $feedback.replaceChildren(make("p", { class: "quiz-verdict" }, text));
      announce(text);
      return;
    }
    grade();
    changed(entry);
    keep(entry);
    // The notes under it are there to read; heard in one go they would bury the verdict.
    announce([...$feedback.querySelectorAll(":scope > p, li")].map(($line) => $line.textContent).join(" "));
  });
  $form.addEventListener("input", () => keep(entry));
  $form.addEventListener("change", () => {
    entry.answered = score(item, readResponse($form)).verdict !== "unanswered";
    entry.flagged = $flag.querySelector("input").checked;
    if (isTest()) changed(entry);
  });
  $again.addEventListener("click", () => {
    clear();
    // This question was told of before; only the quiz as a whole starts anew.
    isTold = true;
    changed(entry);
    keep(entry);
    announce(say($quiz, "cleared"));
    focus();
  });
  clear();
  return entry;
}

function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}
