/**
 * The link of a set: what is asked, in which order and how, in as few letters as it takes. Knows no page.
 *
 * A payload is made of letters, digits, "-" and "_", six bits each: one for version, mode and whether options change places,
 * the seed (4), six for each question, and a check (3). A question is its code (4) and the first twelve bits of its revision (2),
 * so that one reworded since is noticed; the order is that of the set. What the bank gains or loses elsewhere changes nothing.
 *
 * @typedef {Object} Entry
 * @property {string} code The four letters that stand for the question's id.
 * @property {string} mark The two letters that stand for its revision.
 *
 * @typedef {Object} QuizSet
 * @property {"study"|"test"} mode
 * @property {boolean} mixed Whether options change places.
 * @property {number} seed From 0 to 2 ** 24 - 1.
 * @property {Entry[]} entries
 */
import { hash } from "./seed.mjs";

/** A set holds at most this many questions. */
export const MOST = 60;

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** From 0 to 15; every change of what is below makes it the next. */
const VERSION = 1;
const MODES = ["study", "test"];
const [HEAD, ENTRY, CHECK] = [5, 6, 3];

/** A number as so many letters of six bits, the highest first. */
export function spelled(number, length) {
  return Array.from({ length }, (_, index) => LETTERS[Math.floor(number / 64 ** (length - 1 - index)) % 64]).join("");
}

/** The number that letters spell. */
export const read = (letters) => [...letters].reduce((number, letter) => number * 64 + LETTERS.indexOf(letter), 0);

/**
 * Three letters that tell a payload cut short or mistyped. The remainder is by a prime that fits in, so that no single wrong
 * letter and no two that changed places go unnoticed; anything else does once in 262,139 times.
 */
function check(body) {
  return spelled([...body].reduce((value, letter) => (value * 131 + LETTERS.indexOf(letter) + 1) % 262139, 7), CHECK);
}

/**
 * The letters for a revision's first three hexadecimal digits.
 *
 * @param {string} revision
 */
export const markOf = (revision) => spelled(parseInt(revision.slice(0, 3), 16), 2);

/** The number that stands for a seed, whatever was typed as one; a number that fits stands for itself. */
export function seedOf(typed) {
  const text = typed.trim();
  return /^(0|[1-9]\d{0,7})$/.test(text) && Number(text) < 2 ** 24 ? Number(text) : hash(text) >>> 8;
}

/**
 * The question that a code stands for. Codes are short: in a large bank two questions may share one, and the revision tells
 * which of them is meant. Where neither has it any more, none is: better none than another one.
 *
 * @template {{revision: string}} T
 * @param {T[]} same The questions with the code.
 * @param {(question: T) => boolean} isMeant Whether a question has the revision that goes with the code.
 * @returns {T|undefined}
 */
export const meant = (same, isMeant) => (same.length > 1 ? same.find(isMeant) : same[0]);

/** The question of a bank that an entry of a set stands for, if the bank has it. */
export const itemOf = (bank, { code, mark }) => (
  meant(bank.items.filter((item) => item.code === code), (item) => markOf(item.revision) === mark));

/** What a set is called where its results are told: short, and the same for everyone with the link. */
export const nameOf = (payload) => hash(payload).toString(16).padStart(8, "0");

/**
 * @param {QuizSet} set
 * @returns {string} The payload.
 */
export function encode({ mode, mixed, seed, entries }) {
  const how = VERSION * 4 + MODES.indexOf(mode) * 2 + Number(mixed);
  const body = `${spelled(how, 1)}${spelled(seed, 4)}${entries.map(({ code, mark }) => code + mark).join("")}`;
  return body + check(body);
}

/**
 * @param {string} payload Whatever an address holds.
 * @returns {{set?: QuizSet, problem?: "broken"|"newer"}} The set; else why there is none.
 */
export function decode(payload) {
  const body = payload.slice(0, -CHECK);
  if (!/^[\w-]{8,}$/.test(payload) || check(body) !== payload.slice(-CHECK)) return { problem: "broken" };
  const how = read(body[0]);
  if (how >> 2 !== VERSION) return { problem: how >> 2 > VERSION ? "newer" : "broken" };
  const letters = body.slice(HEAD);
  const entries = Array.from({ length: letters.length / ENTRY }, (_, index) => {
    const entry = letters.slice(index * ENTRY, (index + 1) * ENTRY);
    return { code: entry.slice(0, 4), mark: entry.slice(4) };
  });
  const codes = new Set(entries.map(({ code, mark }) => code + mark));
  if (letters.length % ENTRY || entries.length > MOST || codes.size < entries.length) {
    return { problem: "broken" };
  }
  return { set: { mode: MODES[(how >> 1) % 2], mixed: how % 2 === 1, seed: read(body.slice(1, HEAD)), entries } };
}
