/**
 * A begun quiz as `cmi.suspend_data`: an attempt in, at most 4096 characters out, and back. Knows neither page nor LMS.
 *
 *     1 D t8x2k0.0.aB3_x9-QADB.Qa2zk3_9ABaGk~.
 *
 * (without the spaces): the version; a letter for mode and whether confidence is asked for; when it last changed and when it
 * was finished, in seconds since 1970 to the base of 36; then an entry for each question that was touched, and a full stop
 * after each of these. An entry is the question's code (4), a mark of its key and options (4), what was done (2), what is
 * chosen, and what was judged if that differs. A choice is the place of an option among their ids in order, several are a bit
 * each, and a typed text is its UTF-8 in Base64 and a tilde. Only letters, digits and "-_.~" are in use: systems have been
 * seen to mangle all else.
 *
 * @typedef {import("../quiz/attempts.mjs").ItemState} ItemState
 * @typedef {import("../quiz/attempts.mjs").Head} Head
 * @typedef {import("../quiz/item.mjs").readItem} readItem
 * @typedef {{when: number, head: Head, items: Object<string, ItemState>}} Attempt
 */
import { hash } from "../quiz/seed.mjs";
import { read, spelled } from "../quiz/sets.mjs";

/** What SCORM 1.2 grants. */
export const MOST = 4096;

const VERSION = "1";
const [TEST, ASKS] = [1, 2];
const [GRADED, TOLD, FLAGGED, SURE, UNSURE, HIDDEN, DIFFERS, BLANK] = [1, 2, 4, 8, 16, 32, 64, 128];
const DONE = 10;

const seconds = (when) => Math.floor(when / 1000).toString(36);
const milliseconds = (text) => parseInt(text, 36) * 1000;

/** Four letters that change when a question's key does, or an option comes or goes: with another key or other options an answer means nothing. */
function markOf({ keyRevision, parts }) {
  const options = Object.entries(parts).map(([id, part]) => `${id}:${[...part.options].sort().join(",")}`);
  return spelled(hash(`${keyRevision}/${options.join("/")}`) % 64 ** 4, 4);
}

/** How many letters the choice of a part takes. */
const widthOf = ({ options, several }) => (several ? Math.ceil(options.length / 6) : options.length < 64 ? 1 : 2);

function choice(part, given = []) {
  if (part.options.length === 0) return `${typed(typeof given === "string" ? given : "")}~`;
  const ids = [...part.options].sort();
  if (!part.several) return spelled(ids.indexOf(given[0]) + 1, widthOf(part));
  const bits = ids.map((id) => Number(given.includes(id)));
  return Array.from({ length: widthOf(part) }, (_, index) => (
    spelled(bits.slice(index * 6, index * 6 + 6).reduce((sofar, bit, place) => sofar + bit * 2 ** place, 0), 1))).join("");
}

function typed(text) {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
  return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function untyped(letters) {
  const bytes = atob(letters.replaceAll("-", "+").replaceAll("_", "/"));
  return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes, (sign) => sign.charCodeAt(0)));
}

const response = (item, given) => Object.entries(item.parts).map(([id, part]) => choice(part, given[id])).join("");

function entry(item, state, isHidden) {
  const base = item.code + markOf(item);
  if (!state) return `${base}${spelled(HIDDEN + BLANK, 2)}`;
  const { chosen, graded, told, flagged, sure } = state;
  const now = response(item, chosen);
  const then = graded ? response(item, graded) : now;
  const done = (graded ? GRADED : 0) + (told ? TOLD : 0) + (flagged ? FLAGGED : 0) + (sure === "sure" ? SURE : 0)
    + (sure === "unsure" ? UNSURE : 0) + (isHidden ? HIDDEN : 0) + (then === now ? 0 : DIFFERS);
  return `${base}${spelled(done, 2)}${now}${then === now ? "" : then}`;
}

/**
 * @param {Attempt} attempt
 * @param {ReturnType<readItem>[]} items All questions of the quiz.
 * @param {number} most
 * @returns {{text: string, left: string[]}} What is kept, and the ids of the questions that there was no room for: those that
 *   take most of it.
 */
export function encode({ when, head, items: states }, items, most = MOST) {
  const how = (head.mode === "test" ? TEST : 0) + (head.asks ? ASKS : 0);
  const start = `${VERSION}${spelled(how, 1)}${seconds(when)}.${seconds(head.finished)}.`;
  const entries = new Map(items.filter(({ id }) => states[id] || head.hidden.includes(id)).map((item) => (
    [item.id, `${entry(item, states[item.id], head.hidden.includes(item.id))}.`])));
  let room = most - start.length - [...entries.values()].reduce((sum, text) => sum + text.length, 0);
  const left = [];
  for (const [id, text] of [...entries].sort(([, one], [, other]) => other.length - one.length)) {
    if (room >= 0) break;
    entries.delete(id);
    left.push(id);
    room += text.length;
  }
  return { text: start + [...entries.values()].join(""), left };
}

/**
 * @param {string} text Whatever the LMS gave.
 * @param {ReturnType<readItem>[]} items
 * @returns {{attempt?: Attempt, problem?: "corrupt"|"partly"}} An answer whose question has another key or other options by
 *   now comes with no key, and so as one that does not fit.
 */
export function decode(text, items) {
  if (text === "") return {};
  const [start, finished, ...entries] = text.split(".");
  const how = read(start.slice(1, 2));
  const head = { mode: how & TEST ? "test" : "study", asks: (how & ASKS) > 0, hidden: [], finished: milliseconds(finished) };
  const when = milliseconds(start.slice(2));
  if (start[0] !== VERSION || how < 0 || !Number.isFinite(when + head.finished)) return { problem: "corrupt" };
  const attempt = { when, head, items: {} };
  // What is whole ends with a full stop.
  let lost = entries.pop() !== "";
  for (const letters of entries) {
    const own = items.filter(({ code }) => code === letters.slice(0, 4));
    const item = own.find((one) => markOf(one) === letters.slice(4, 8)) ?? own[0];
    // A question that is no longer asked takes its answer along.
    if (!item) continue;
    try {
      put(attempt, item, letters);
    } catch {
      lost = true;
    }
  }
  return lost ? { attempt, problem: "partly" } : { attempt };
}

function put({ head, items }, item, letters) {
  const done = read(letters.slice(DONE - 2, DONE));
  if (!(done >= 0) || letters.length < DONE) throw new Error("cut short");
  if (done & HIDDEN) head.hidden.push(item.id);
  if (done & BLANK) return;
  const fits = letters.slice(4, 8) === markOf(item);
  const reader = { letters, at: DONE };
  const chosen = fits ? taken(item, reader) : {};
  const graded = fits && done & DIFFERS ? taken(item, reader) : chosen;
  items[item.id] = { key: fits ? item.keyRevision : "", chosen, graded: done & GRADED ? graded : undefined, told: (done & TOLD) > 0,
    flagged: (done & FLAGGED) > 0, sure: done & SURE ? "sure" : done & UNSURE ? "unsure" : null };
}

/** The next response that letters spell. */
function taken(item, reader) {
  return Object.fromEntries(Object.entries(item.parts).map(([id, part]) => {
    const isTyped = part.options.length === 0;
    const end = isTyped ? reader.letters.indexOf("~", reader.at) : reader.at + widthOf(part);
    if (end < 0 || end > reader.letters.length) throw new Error("cut short");
    const letters = reader.letters.slice(reader.at, end);
    reader.at = end + Number(isTyped);
    if (isTyped) return [id, untyped(letters)];
    const ids = [...part.options].sort();
    if (part.several) return [id, ids.filter((_, index) => (read(letters[Math.floor(index / 6)]) >> (index % 6)) & 1)];
    return [id, ids.filter((_, index) => index + 1 === read(letters))];
  }));
}
