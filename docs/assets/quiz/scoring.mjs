/**
 * Scoring: what was chosen and what is right in, a result out. Knows no page.
 *
 * @typedef {Object} Part One question within an item.
 * @property {string[]} options All option ids.
 * @property {string[]} key The ids of the right ones.
 * @property {boolean} several Whether several may be chosen.
 * @property {string[]} chosen The ids that were chosen.
 *
 * @typedef {"right"|"partly"|"wrong"|"unanswered"} Verdict
 *
 * @typedef {Object} Result
 * @property {Verdict} verdict
 * @property {string[]} hits Chosen and right, as "part/option".
 * @property {string[]} extra Chosen and not right.
 * @property {string[]} missed Right and not chosen.
 */

/**
 * Judge an item. It is unanswered while any of its parts has nothing chosen.
 *
 * @param {Object<string, Part>} parts
 * @returns {Result}
 */
export function judge(parts) {
  const result = { verdict: "unanswered", hits: [], extra: [], missed: [] };
  for (const [id, part] of Object.entries(parts)) {
    for (const option of part.options) {
      const chosen = part.chosen.includes(option);
      const right = part.key.includes(option);
      if (chosen || right) (chosen && right ? result.hits : chosen ? result.extra : result.missed).push(`${id}/${option}`);
    }
  }
  if (Object.values(parts).some((part) => part.chosen.length === 0)) return result;
  const flawless = result.extra.length === 0 && result.missed.length === 0;
  result.verdict = flawless ? "right" : result.hits.length > 0 ? "partly" : "wrong";
  return result;
}

/**
 * Sum up a quiz.
 *
 * @param {Iterable<Verdict>} verdicts One for each item, "unanswered" for those not checked.
 * @returns {{right: number, checked: number, count: number}}
 */
export function total(verdicts) {
  const all = [...verdicts];
  return {
    right: all.filter((verdict) => verdict === "right").length,
    checked: all.filter((verdict) => verdict !== "unanswered").length,
    count: all.length,
  };
}
