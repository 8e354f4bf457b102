/**
 * The quiz on a page: makes the written questions checkable. Without it everything can still be read.
 *
 * Choosing never grades; only Check and Submit do. Texts are copied as text, never as markup, and all words come from the
 * page. What an item came to is told as the event `quiz:graded`, the first time it is checked; a quiz that is done as
 * `quiz:finished`. What stands on the page is kept on the device, and is there again when the page is.
 */
import { startOn } from "../start.mjs";
import { attempts, keepAttempt, keptAttempt } from "./attempts.mjs";
import { feedback, incomplete, mark } from "./feedback.mjs";
import { readItem, readResponse, writeResponse } from "./item.mjs";
import { showOutcome, sum, total } from "./outcome.mjs";
import { store } from "./recorder.mjs";
import { score } from "./scoring.mjs";
import { make, points, say } from "./words.mjs";

const BLANK = Object.freeze({ verdict: "unanswered", points: 0, complete: false });

/**
 * Start a quiz on its element, once its questions are on the page.
 *
 * @param {HTMLElement} $quiz
 */
export function startQuiz($quiz) {
  const find = (name) => $quiz.querySelector(`[data-quiz-${name}]`);
  const $setup = find("setup");
  const $status = find("status");
  $quiz.append(find("end").content.cloneNode(true));
  const [$score, $results] = [find("score"), find("results")];
  const [$finish, $total] = [find("finish"), find("total")];
  let mode = $quiz.dataset.quizMode ?? "study";
  let submitted = false;
  let finished = null;
  let isKeeping = false;

  /** Say something politely; the same thing twice in a row has to differ to be heard. */
  const announce = (text) => { $status.textContent = $status.textContent === text ? `${text}\u00a0` : text; };
  const context = { $quiz, announce, changed: (entry) => { drawState(entry); progress(); keep(); }, isTest: () => mode === "test" };
  const entries = [...$quiz.querySelectorAll("[data-quiz-item]")].map(($form, index) => startItem($form, index + 1, context));
  /** The questions in play: all, or those to take again. */
  let playing = entries;

  const $places = entries.map((entry) => make("li", {}, make("a", { href: `#${entry.$form.id}` }, String(entry.number))));
  find("map").append(...$places);

  function progress() {
    if (mode === "test" && !submitted) {
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

  /** Keep what stands on the page, once for all that changes in one go and after the page was painted. */
  function keep() {
    if (isKeeping) return;
    isKeeping = true;
    setTimeout(() => {
      isKeeping = false;
      const items = Object.fromEntries(entries.flatMap((entry) => (entry.kept ? [[entry.item.id, entry.kept]] : [])));
      keepAttempt($quiz.dataset.quizId, Object.keys(items).length === 0 ? null : {
        when: Date.now(), mode, asks: find("ask-sure").checked, finished, items,
        playing: playing === entries ? null : playing.map((entry) => entry.item.id),
      });
      tellProblem();
    });
  }

  function tellProblem() {
    const problem = store.problem ?? attempts.problem;
    if (problem) find("note").textContent = say($quiz, `unkept-${problem}`);
  }

  /** Put back what was kept of an earlier visit, of all items that are still the same. */
  function restore() {
    const attempt = keptAttempt($quiz.dataset.quizId);
    tellProblem();
    const same = attempt ? entries.filter(({ item }) => (
      Object.hasOwn(attempt.items, item.id) && attempt.items[item.id].revision === item.revision)) : [];
    if (same.length === 0) return;
    if (!find("modes").hidden) mode = attempt.mode;
    $setup.querySelector(`[value="${mode}"]`).checked = true;
    find("ask-sure").checked = attempt.asks;
    entries.forEach((entry) => entry.ask(attempt.asks));
    same.forEach((entry) => entry.restore(attempt.items[entry.item.id]));
    if (attempt.playing) playing = entries.filter((entry) => attempt.playing.includes(entry.item.id));
    if (playing.length === 0) playing = entries;
    showPlaying();
    if (attempt.finished !== null) showEnd(attempt.finished);
    find("note").textContent = say($quiz, "restored");
    find("restored").hidden = false;
  }

  function showPlaying() {
    for (const entry of entries) {
      entry.$form.hidden = !playing.includes(entry);
      $places[entry.number - 1].hidden = !playing.includes(entry);
    }
  }

  function setMode(next) {
    mode = next;
    find("review").hidden = mode !== "test";
    $finish.textContent = say($quiz, mode === "test" ? "submit" : "finish");
    entries.forEach((entry) => { entry.draw(); drawState(entry); });
    progress();
  }

  /** Put questions into play, all others out of sight, with nothing answered. */
  function play(next, text) {
    playing = next;
    submitted = false;
    finished = null;
    showPlaying();
    next.forEach((entry) => entry.clear());
    $results.hidden = true;
    $score.hidden = false;
    setMode(mode);
    keep();
    announce(text);
    next[0].focus();
  }

  function finish() {
    if (mode === "test") playing.forEach((entry) => entry.grade());
    showEnd(Date.now());
    keep();
    announce(say($quiz, "submitted", { sum: sum($quiz, entries) }));
    find("heading").focus();
  }

  function showEnd(when) {
    submitted = true;
    finished = when;
    showOutcome($quiz, $results, entries);
    $score.hidden = true;
    entries.forEach((entry) => { entry.$form.hidden = false; });
    tell("quiz:finished", {
      id: $quiz.dataset.quizId, title: $quiz.getAttribute("aria-label"), bank: $quiz.dataset.quizBank, mode, when,
      results: entries.map((entry) => entry.told()), score: total(entries) / 100, count: entries.length,
    });
  }

  $finish.addEventListener("click", finish);
  $quiz.querySelectorAll("[data-quiz-over]").forEach(($over) => {
    $over.addEventListener("click", () => {
      find("restored").hidden = true;
      play(entries, say($quiz, "restarted"));
    });
  });
  find("retry").addEventListener("click", () => {
    const missed = entries.filter((entry) => entry.score.verdict !== "right");
    play(missed, say($quiz, "retrying", { count: missed.length }));
  });
  find("print").addEventListener("click", () => window.print());
  $setup.addEventListener("change", ({ target }) => {
    if (target.name === "quiz-mode") setMode(target.value);
    else entries.forEach((entry) => entry.ask(target.checked));
    keep();
  });
  document.addEventListener("quiz:unkept", tellProblem);
  find("modes").hidden = "quizMode" in $quiz.dataset;
  $setup.hidden = false;
  restore();
  setMode(mode);
}

/**
 * @param {HTMLFormElement} $form
 * @param {number} number
 * @param {{$quiz: HTMLElement, announce: (text: string) => void, changed: (entry: object) => void, isTest: () => boolean}} context
 */
function startItem($form, number, { $quiz, announce, changed, isTest }) {
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
  /** What was judged; it may have been changed on the page since. */
  let given = null;
  const entry = { $form, item, number, score: BLANK, confidence: null, answered: false, flagged: false, kept: null,
    ask, clear, draw, focus, grade, restore, told };

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
    Object.assign(entry, { score: BLANK, confidence: null, answered: false, flagged: false, kept: null });
    isGraded = false;
    isTold = false;
    given = null;
    delete $feedback.dataset.quizResult;
    $feedback.replaceChildren();
    $answer.open = false;
    mark($quiz, $form, item);
    draw();
  }

  /** Read what stands on the page apart from its answer's worth. */
  function look() {
    entry.answered = score(item, readResponse($form)).verdict !== "unanswered";
    entry.flagged = $flag.querySelector("input").checked;
    entry.confidence = $sure.querySelector(":checked")?.value ?? null;
  }

  /** Take down what stands on the page, as it is kept on the device. */
  function note(when = Date.now()) {
    const { flagged, confidence } = entry;
    entry.kept = { revision: item.revision, when, response: readResponse($form), flagged, confidence, graded: isGraded };
  }

  /** Put back what was kept; nothing of it is told anew. */
  function restore({ when, response, flagged, confidence, graded }) {
    writeResponse($form, response);
    $flag.querySelector("input").checked = flagged;
    $sure.querySelectorAll("input").forEach(($level) => { $level.checked = $level.value === confidence; });
    look();
    isTold = graded;
    if (graded) judge();
    note(when);
  }

  /** Judge what stands on the page, and say so. */
  function grade() {
    judge();
    note();
    // A second try, with the feedback read, tells nothing of what is known.
    if (!isTold) tell("quiz:graded", told());
    isTold = true;
  }

  function judge() {
    const response = readResponse($form);
    given = response;
    entry.score = score(item, response);
    look();
    isGraded = true;
    $feedback.dataset.quizResult = entry.score.verdict;
    $feedback.replaceChildren(...feedback($quiz, $form, item, response, entry.score));
    mark($quiz, $form, item, response);
    draw();
  }

  function told() {
    const { id, revision, key, code, kind, topic } = item;
    return { id, revision, key, code, kind, topic, verdict: entry.score.verdict, points: entry.score.points / 100,
      chosen: given ?? readResponse($form), confidence: entry.confidence, when: Date.now() };
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
    // The notes under it are there to read; heard in one go they would bury the verdict.
    announce([...$feedback.querySelectorAll(":scope > p, li")].map(($line) => $line.textContent).join(" "));
  });
  $form.addEventListener("change", () => {
    look();
    note();
    changed(entry);
  });
  $again.addEventListener("click", () => {
    clear();
    note();
    // This question was told of before; only the quiz as a whole starts anew.
    isTold = true;
    changed(entry);
    announce(say($quiz, "cleared"));
    focus();
  });
  clear();
  return entry;
}

function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

startOn('[data-module="quiz"]', startQuiz);
