/** Orders that hang on a seed: the same seed gives the same order on every machine and in every browser. Knows no page. */

/**
 * FNV-1a over the text's UTF-8, 32 bits.
 *
 * @param {string} text
 * @returns {number} From 0 to 2 ** 32 - 1.
 */
export function hash(text) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
}

/**
 * The rank of an id under a seed. It hangs on these two alone, so that more ids move no two others past each other.
 *
 * FNV-1a hardly stirs its last bytes into the upper bits, and ids often differ in their last letters only; the steps after
 * it are those that MurmurHash3 ends with.
 */
export function rank(seed, id) {
  let value = hash(`${seed}/${id}`);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/**
 * The list in the order that a seed gives; what was given stays as it is.
 *
 * @template T
 * @param {T[]} list
 * @param {string} seed
 * @param {(entry: T) => string} idOf
 * @returns {T[]}
 */
export function shuffled(list, seed, idOf) {
  const ranks = new Map(list.map((entry) => [entry, rank(seed, idOf(entry))]));
  return [...list].sort((one, other) => ranks.get(one) - ranks.get(other) || (idOf(one) < idOf(other) ? -1 : 1));
}
