/**
 * Scoring: an item and a response in, points and a verdict out. Knows no page. `hooks/comparison/scoring.py` says the rules
 * and does the same; both are put through one table of items, responses and scores.
 *
 * @typedef {Object} Part One question within an item.
 * @property {string[]} options All option ids; none where the answer is typed.
 * @property {string[]} key The ids of the right ones.
 * @property {boolean} several Whether several may be chosen.
 * @property {string[]} accepted What may be typed.
 *
 * @typedef {{kind: string, parts: Object<string, Part>}} Item
 * @typedef {Object<string, string[]|string>} Response By part: the ids of the options chosen, or what was typed.
 * @typedef {"right"|"partly"|"wrong"|"unanswered"} Verdict
 *
 * @typedef {Object} Score
 * @property {Verdict} verdict
 * @property {number} points Hundredths, from 0 to 100.
 * @property {boolean} complete Whether everything that asks for an answer got one.
 */

/** Letters and digits in lower case, without accents: what two typed answers share that count as the same. */
export function normal(text) {
  return text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "") || text.trim();
}

/**
 * @param {Item} item
 * @param {Response} response
 * @returns {Score}
 */
export function score(item, response) {
  const answered = (id) => isAnswered(response[id] ?? []);
  const ids = Object.keys(item.parts);
  const judged = item.kind === "true-false";
  if (judged ? !answered("verdict") : !ids.some(answered)) return { verdict: "unanswered", points: 0, complete: false };
  let [gained, most, complete] = [0, 0, true];
  if (judged) {
    [gained, most] = judgement(item, response);
    complete = response.verdict.includes("true") || answered("correction");
  } else {
    for (const id of ids) {
      const [part, whole] = share(item.parts[id], response[id] ?? []);
      gained += part;
      most += whole;
      complete &&= answered(id);
    }
  }
  const verdict = gained === most ? "right" : gained > 0 ? "partly" : "wrong";
  return { verdict, points: Math.floor((200 * gained + most) / (2 * most)), complete };
}

const isAnswered = (given) => (typeof given === "string" ? given.trim() !== "" : given.length > 0);

/** What judging a statement gains, of two. */
function judgement(item, response) {
  const { verdict, correction } = item.parts;
  if (!same(response.verdict, verdict.key)) return [0, 2];
  if (!same(response.verdict, ["false"])) return [2, 2];
  return [1 + share(correction, response.correction ?? [])[0], 2];
}

/** What a part gains, and of how much. */
function share(part, given) {
  if (part.accepted.length > 0) {
    return [typeof given === "string" && isAnswered(given) && part.accepted.some((text) => normal(text) === normal(given)) ? 1 : 0, 1];
  }
  if (!part.several) return [same(given, part.key) ? 1 : 0, 1];
  const others = part.options.filter((id) => !part.key.includes(id));
  const count = (ids) => ids.filter((id) => given.includes(id)).length;
  return [Math.max(0, count(part.key) * others.length - count(others) * part.key.length), part.key.length * others.length];
}

const same = (given, wanted) => new Set(given).size === wanted.length && wanted.every((id) => given.includes(id));
