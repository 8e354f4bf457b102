/**
 * What each question came to, in SCORM 1.2's words: results in, values to set out, in the order in which they have to be set.
 * Knows neither page nor LMS.
 *
 * SCORM 1.2 names choices and rows by one sign each, so "a" is the first option on the page, "1" the first row: `c` for a
 * choice, `a,d` for several, `1.b,2.a` for rows. Braces around a pattern say that all of it has to be chosen. A result is
 * `correct`, `wrong` or, where part of the point was gained, that part as a number; a question left blank is `neutral`.
 *
 * @typedef {Object} Question What is asked, in the order of the page.
 * @property {string} id
 * @property {Object<string, import("../quiz/scoring.mjs").Part>} parts
 * @property {string[]} tags The ids of its topic and examination areas.
 *
 * @typedef {{id: string, verdict: import("../quiz/scoring.mjs").Verdict, points: number,
 *   chosen: import("../quiz/scoring.mjs").Response}} Result `points` are a share of 1.
 */
const OPTIONS = "abcdefghijklmnopqrstuvwxyz0123456789";
const ROWS = "123456789abcdefghijklmnopqrstuvwxyz0";
/** The longest response and pattern that there may be. */
const LONGEST = 255;

/**
 * @param {Result[]} results
 * @param {Question[]} questions Among them those of the results.
 * @param {Date} when
 * @returns {[string, string][]}
 */
export function interactions(results, questions, when) {
  const time = when.toTimeString().slice(0, 8);
  return results.flatMap((result, index) => {
    const question = questions.find(({ id }) => id === result.id);
    const { type, response, patterns } = told(question.parts, result.chosen);
    const values = [
      ["id", result.id],
      ...question.tags.map((tag, place) => [`objectives.${place}.id`, tag]),
      ["time", time],
      ["type", type],
      ...patterns.map((pattern, place) => [`correct_responses.${place}.pattern`, pattern]),
      ["weighting", "1"],
      ["student_response", response],
      ["result", outcome(result)],
    ];
    return values.map(([name, value]) => [`cmi.interactions.${index}.${name}`, value]);
  });
}

const outcome = ({ verdict, points }) => ({ right: "correct", wrong: "wrong", unanswered: "neutral" }[verdict] ?? String(points));

function told(parts, chosen) {
  const entries = Object.entries(parts);
  const [[id, part]] = entries;
  const isTold = entries.length <= ROWS.length && entries.every(([, { options }]) => options.length <= OPTIONS.length);
  // There are no signs for more; the result is told all the same.
  if (!isTold) return { type: entries.length > 1 ? "matching" : "choice", response: "", patterns: [] };
  if (entries.length > 1) return rows(entries, chosen);
  if (part.options.length === 0) return { type: "fill-in", response: line(chosen[id] ?? ""), patterns: part.accepted.map(line) };
  const signs = (ids) => part.options.flatMap((option, index) => (ids.includes(option) ? [OPTIONS[index]] : [])).join(",");
  return { type: "choice", response: signs(chosen[id] ?? []), patterns: [part.several ? `{${signs(part.key)}}` : signs(part.key)] };
}

/** Rows that share their choices; what a statement lacks, asked for only where it does not stand, is its second row. */
function rows(entries, chosen) {
  const pairs = (answers) => entries.flatMap(([id, { options }], row) => (answers[id] ?? []).map((option) => (
    `${ROWS[row]}.${OPTIONS[options.indexOf(option)]}`))).join(",");
  const key = Object.fromEntries(entries.map(([id, part]) => [id, part.key]));
  return { type: "matching", response: pairs(chosen), patterns: [`{${pairs(key)}}`] };
}

const line = (text) => text.trim().replace(/\s+/g, " ").slice(0, LONGEST);
