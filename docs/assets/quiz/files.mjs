/**
 * The files of a set for learning platforms, joined from what the build wrote: the head of a format, a piece a question, the foot.
 *
 * @typedef {Object} Format
 * @property {string} suffix The end of its files' names.
 * @property {string[]} head What stands before the first question; the set's name stands between these.
 * @property {string} foot What stands after the last.
 * @property {string[]} without The ids of the questions that it has no word for.
 */
import { fetchedJson } from "./fragments.mjs";

/**
 * @param {HTMLElement} $root The element that names where the formats are.
 * @returns {Promise<Object<string, Format>>} By name.
 */
export const loadFormats = ($root) => fetchedJson($root.dataset.assignFiles);

/**
 * @param {HTMLElement} $root The element that names where formats and pieces are.
 * @param {string} name The name of a format.
 * @param {string[]} ids The questions, in order.
 * @param {string} set The name of the set.
 * @returns {Promise<{text: string, file: string}>} The file and what it is called.
 */
export async function fileOf($root, name, ids, set) {
  const { suffix, head, foot } = (await loadFormats($root))[name];
  const pieces = await Promise.all(ids.map((id) => fetchedJson($root.dataset.assignPieces.replace("{id}", id))));
  return { text: [head.join(set), ...pieces.map((piece) => piece[name]), foot].join(""), file: `set-${set}.${suffix}` };
}
