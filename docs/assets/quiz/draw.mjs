/**
 * Choosing questions out of a bank: which fit, and which of them are drawn. Knows no page.
 *
 * @typedef {Object} Item One question as the bank's index tells of it.
 * @property {string} id
 * @property {string} code
 * @property {string} revision
 * @property {string} kind
 * @property {string} topic
 * @property {string[]} areas
 * @property {string[]} quizzes
 * @property {string[]} rests What it rests on.
 * @property {string} stem
 *
 * @typedef {{topic: string[], kind: string[], area: string[], quiz: string[]}} Choice Nothing chosen lets everything through.
 */
import { shuffled } from "./seed.mjs";

const VALUES = {
  topic: (item) => [item.topic],
  kind: (item) => [item.kind],
  area: (item) => item.areas,
  quiz: (item) => item.quizzes,
};

/**
 * @param {Item[]} items
 * @param {Choice} choice
 * @returns {Item[]} Those that fit, in the bank's order.
 */
export function fitting(items, choice) {
  return items.filter((item) => Object.entries(VALUES).every(([name, values]) => (
    choice[name].length === 0 || values(item).some((value) => choice[name].includes(value)))));
}

const shared = (item, others) => others.filter((other) => other.rests.some((id) => item.rests.includes(id)));

/** What a question has to be to come in, strictest first: no two shall give each other away, as long as there are others. */
const TERMS = [
  (item, drawn) => shared(item, drawn).length === 0,
  (item, drawn) => item.rests.some((id) => !drawn.some((other) => other.rests.includes(id)))
    && !shared(item, drawn).some((other) => other.kind === item.kind),
  (item, drawn) => !shared(item, drawn).some((other) => other.kind === item.kind),
  () => true,
];

/**
 * Draw questions, the topics taking turns. The same seed draws the same out of the same bank.
 *
 * @param {Item[]} items Those to draw from.
 * @param {number} count How many, at most.
 * @param {string} seed
 * @returns {Item[]} In the order of the set.
 */
export function draw(items, count, seed) {
  const topics = shuffled([...new Set(items.map((item) => item.topic))], seed, String);
  const left = new Map(topics.map((topic) => [topic, shuffled(items.filter((item) => item.topic === topic), seed, (item) => item.id)]));
  const drawn = [];
  for (const fits of TERMS) {
    let found = true;
    while (found) {
      found = false;
      for (const topic of topics) {
        const next = drawn.length < count && left.get(topic).find((item) => fits(item, drawn));
        if (!next) continue;
        found = true;
        drawn.push(next);
        left.set(topic, left.get(topic).filter((item) => item !== next));
      }
    }
  }
  return drawn;
}
