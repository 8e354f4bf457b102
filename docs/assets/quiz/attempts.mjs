/**
 * Quizzes that were begun: what stands on the page is kept on the device and put back, item by item, where the item is still
 * the same. Knows no page.
 *
 * @typedef {Object} Kept What one item holds.
 * @property {string} revision
 * @property {number} when When it was changed last, in milliseconds since 1970.
 * @property {import("./scoring.mjs").Response} response
 * @property {boolean} flagged
 * @property {"sure"|"unsure"|null} confidence
 * @property {boolean} graded
 *
 * @typedef {Object} Attempt
 * @property {number} when
 * @property {"study"|"test"} mode
 * @property {boolean} asks Whether the reader is asked how sure they are.
 * @property {string[]|null} playing The ids in play, where these are not all.
 * @property {number|null} finished When it was finished.
 * @property {Object<string, Kept>} items
 */
import { openStore } from "./store.mjs";

/** So many are kept; of more, those that were left alone longest go. */
const MOST = 30;

const isPlain = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isTime = (value) => Number.isInteger(value) && value >= 0 && value <= 8.64e15;
const isText = (value) => typeof value === "string" && value.length <= 1000;
const isGiven = (value) => isText(value) || (Array.isArray(value) && value.every(isText));

const isKept = (kept) => isPlain(kept) && isText(kept.revision) && isTime(kept.when) && isPlain(kept.response)
  && Object.values(kept.response).every(isGiven) && typeof kept.flagged === "boolean" && typeof kept.graded === "boolean"
  && [null, "sure", "unsure"].includes(kept.confidence);

const isAttempt = (attempt) => isPlain(attempt) && isTime(attempt.when) && ["study", "test"].includes(attempt.mode)
  && typeof attempt.asks === "boolean" && (attempt.finished === null || isTime(attempt.finished))
  && (attempt.playing === null || (Array.isArray(attempt.playing) && attempt.playing.every(isText)))
  && isPlain(attempt.items) && Object.values(attempt.items).every(isKept);

/** @type {import("./store.mjs").Form<Object<string, Attempt>>} */
export const FORM = {
  name: "quiz-attempts",
  version: 1,
  empty: () => ({}),
  isSound: (data) => isPlain(data) && Object.values(data).every(isAttempt),
  migrations: {},
};

export const attempts = openStore(FORM);

/** @returns {Attempt|null} */
export function keptAttempt(id) {
  const all = attempts.read();
  return Object.hasOwn(all, id) ? all[id] : null;
}

/**
 * Keep an attempt. Of an item that both this page and another tab changed, what was changed last stays.
 *
 * @param {string} id The quiz.
 * @param {Attempt|null} attempt Null: there is nothing to keep.
 */
export function keepAttempt(id, attempt) {
  attempts.updateNow((all) => {
    const others = Object.entries(all).filter(([other]) => other !== id);
    if (!attempt) return Object.fromEntries(others);
    const items = { ...attempt.items };
    for (const [item, kept] of Object.entries(Object.hasOwn(all, id) ? all[id].items : {})) {
      if (!Object.hasOwn(items, item) || kept.when > items[item].when) items[item] = kept;
    }
    const list = [...others, [id, { ...attempt, items }]].sort(([, one], [, other]) => one.when - other.when);
    return Object.fromEntries(list.slice(-MOST));
  });
}
