/**
 * A begun quiz, kept on this device until it is started over: answers, flags, confidence, what was checked, the mode.
 *
 * Kept by the ids of questions and the revisions of their keys: whatever else changes on the site, an answer stays with its
 * question, and one whose key changed is dropped and told.
 *
 * @typedef {Object} ItemState
 * @property {string} key The revision of the question's key.
 * @property {import("./scoring.mjs").Response} chosen
 * @property {import("./scoring.mjs").Response} [graded] What was judged, if anything.
 * @property {boolean} told Whether its outcome was told of.
 * @property {boolean} flagged
 * @property {"sure"|"unsure"|null} sure
 *
 * @typedef {Object} Head
 * @property {"study"|"test"} mode
 * @property {boolean} asks Whether confidence is asked for.
 * @property {string[]} hidden The questions that are out of play.
 * @property {number} finished When it was; 0 while it is not.
 */
import { record } from "./recorder.mjs";
import { isRecord, openStore } from "./store.mjs";

/** Links can make any number of sets; those begun least recently go. */
const MOST = 40;

const blank = () => ({ quizzes: Object.create(null) });

const isText = (value) => typeof value === "string" && value.length <= 300;
const isTexts = (value) => Array.isArray(value) && value.length <= 1000 && value.every(isText);
const isResponse = (value) => isRecord(value) && Object.values(value).every((given) => isText(given) || isTexts(given));
const isState = (state) => isRecord(state) && isText(state.key) && isResponse(state.chosen)
  && (state.graded === undefined || isResponse(state.graded)) && typeof state.told === "boolean"
  && typeof state.flagged === "boolean" && [null, "sure", "unsure"].includes(state.sure);
const isHead = (head) => isRecord(head) && ["study", "test"].includes(head.mode) && typeof head.asks === "boolean"
  && isTexts(head.hidden) && Number.isFinite(head.finished);
const isAttempt = (attempt) => isRecord(attempt) && Number.isFinite(attempt.when) && isHead(attempt.head)
  && isRecord(attempt.items) && Object.values(attempt.items).every(isState);

export function clean(data) {
  if (!isRecord(data) || !isRecord(data.quizzes)) return null;
  const entries = Object.entries(data.quizzes);
  const sound = entries.filter(([, attempt]) => isAttempt(attempt));
  return { data: { quizzes: Object.assign(blank().quizzes, Object.fromEntries(sound)) }, lost: entries.length - sound.length };
}

let troubled = () => {};
const trouble = (problem) => troubled(problem);

/** The store of attempts, which the page of one's progress erases. */
export const open = (tell) => openStore("attempts", { version: 1, blank, clean, troubled: tell });

const attempts = open(trouble);
const answers = record(trouble);

/** Change an attempt: only the items given, so that another tab's answers stay. */
function changed({ quizzes }, id, when, head, items) {
  const next = Object.assign(blank().quizzes, quizzes);
  const kept = { ...next[id]?.items, ...items };
  for (const [item, state] of Object.entries(kept)) if (state === null) delete kept[item];
  delete next[id];
  if (Object.keys(kept).length) next[id] = { when, head, items: kept };
  const ids = Object.keys(next).sort((one, other) => next[one].when - next[other].when);
  ids.slice(0, Math.max(ids.length - MOST, 0)).forEach((old) => delete next[old]);
  return { quizzes: next };
}

/**
 * @param {string} id The quiz's.
 * @param {(problem: import("./store.mjs").Problem) => void} tell Told now and later of what goes wrong with keeping.
 * @returns {{attempt: {when: number, head: Head, items: Object<string, ItemState>}|undefined,
 *   keep: (head: Head, items: Object<string, ItemState|null>) => void}}
 */
export function attemptOf(id, tell) {
  const attempt = attempts.read().quizzes[id];
  answers.read();
  troubled = tell;
  const problem = attempts.problem ?? answers.problem;
  if (problem) tell(problem);
  return { attempt, keep: (head, items) => {
    const when = Date.now();
    attempts.update((data) => changed(data, id, when, head, items));
  } };
}
