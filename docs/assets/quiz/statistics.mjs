/**
 * What many receipts tell together: verified receipts in, numbers out. Knows no page and no key.
 *
 * Difficulty is the share of the points that was reached. Discrimination is the corrected item-total correlation: Pearson's r
 * of a question's points and of the mean of all other questions' points on the same receipts. Where a question is right or
 * wrong with nothing between, that is the point-biserial correlation with the rest of the set.
 *
 * @typedef {import("./inbox.mjs").Receipt} Receipt
 *
 * @typedef {Object} Question
 * @property {string} code
 * @property {string} revision
 * @property {number} count On how many receipts it stands.
 * @property {number} unanswered
 * @property {number} difficulty From 0, nobody had it, to 1, everybody.
 * @property {number|"few"|"same"} discrimination From -1 to 1; else why there is none.
 * @property {{part: string, choice: string, typed: boolean, count: number}[]} wrong The wrong choices, the most frequent first.
 */

/** Below this many receipts a discrimination tells nothing. */
export const FEW = 10;

export const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

export function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Pearson's r; nothing where one of the two does not vary. */
export function correlation(ones, others) {
  const [one, other] = [mean(ones), mean(others)];
  const sums = ones.reduce(([xy, xx, yy], value, index) => {
    const [x, y] = [value - one, others[index] - other];
    return [xy + x * y, xx + x * x, yy + y * y];
  }, [0, 0, 0]);
  // What is left of a difference of equal numbers is no spread.
  if (Math.min(sums[1], sums[2]) < 1e-9) return null;
  return sums[0] / Math.sqrt(sums[1] * sums[2]);
}

/** The share of the points of a receipt. */
export const share = (receipt) => (receipt.count ? receipt.points / receipt.count : 0);

/** How many shares fall into each of ten bins of equal width; a full score counts to the last. */
export function histogram(shares) {
  const bins = new Array(10).fill(0);
  // Hundredths, so that 0.3 does not fall below itself.
  shares.forEach((value) => { bins[Math.min(9, Math.floor(Math.round(value * 1e6) / 1e5))] += 1; });
  return bins;
}

/** What counts as one person: nothing tells people without a name apart. */
export const person = (receipt) => receipt.name.toLowerCase();

/**
 * Which try of its set a receipt is, by the name typed and the date.
 *
 * @param {Receipt[]} receipts Of one set.
 * @returns {Map<Receipt, {number: number, count: number}>}
 */
export function attempts(receipts) {
  const byPerson = grouped(receipts, person);
  return new Map([...byPerson].flatMap(([name, own]) => (
    [...own].sort(byDate).map((receipt, index) => [receipt, name ? { number: index + 1, count: own.length } : { number: 1, count: 1 }]))));
}

const byDate = (one, other) => (one.finished < other.finished ? -1 : one.finished > other.finished ? 1 : 0);

export function grouped(list, keyOf) {
  const groups = new Map();
  for (const entry of list) groups.set(keyOf(entry), [...(groups.get(keyOf(entry)) ?? []), entry]);
  return groups;
}

/**
 * The receipts that the statistics count: all, or one a person.
 *
 * @param {Receipt[]} receipts Of one set.
 * @param {"all"|"first"|"last"} which
 */
export function counted(receipts, which) {
  const tries = attempts(receipts);
  return receipts.filter((receipt) => {
    const { number, count } = tries.get(receipt);
    return which === "all" || number === (which === "first" ? 1 : count);
  });
}

/**
 * @param {Receipt[]} receipts Of one set.
 * @returns {Question[]} In the order in which the receipts name them; each revision of a question by itself.
 */
export function questions(receipts) {
  const entries = receipts.flatMap((receipt) => receipt.answers.map((answer) => ({ answer, rest: restOf(receipt, answer) })));
  return [...grouped(entries, ({ answer }) => `${answer.code} ${answer.revision}`).values()].map((own) => {
    const answers = own.map(({ answer }) => answer);
    const [{ code, revision }] = answers;
    return { code, revision, count: own.length, unanswered: answers.filter(({ verdict }) => verdict === "unanswered").length,
      difficulty: mean(answers.map(({ points }) => points)), discrimination: discrimination(own), wrong: wrongChoices(answers) };
  });
}

function discrimination(own) {
  const known = own.filter(({ rest }) => rest !== null);
  if (known.length < FEW) return "few";
  return correlation(known.map(({ answer }) => answer.points), known.map(({ rest }) => rest)) ?? "same";
}

/** The mean of the points of all other questions: sets of different length can be compared. */
function restOf(receipt, answer) {
  const others = receipt.answers.filter((other) => other !== answer);
  return others.length ? mean(others.map(({ points }) => points)) : null;
}

/**
 * The wrong choices for one question. Its key is not published here; the receipts tell it. What a right answer chose is right.
 * As long as nobody was right, an only choice in a part is wrong where the question scored nothing.
 */
function wrongChoices(answers) {
  const right = answers.filter(({ verdict }) => verdict === "right").flatMap(({ chosen }) => chosen);
  const key = new Map(right.map(([part, given]) => [part, given]));
  const counts = new Map();
  for (const { verdict, chosen } of answers) {
    for (const [part, given] of chosen) {
      const typed = typeof given === "string";
      const wrong = typed ? (verdict === "right" ? [] : [given])
        : key.size ? given.filter((id) => !key.get(part)?.includes(id))
          : verdict === "wrong" && given.length === 1 ? given : [];
      for (const choice of wrong) {
        const id = JSON.stringify([part, typed ? choice.toLowerCase() : choice]);
        const entry = counts.get(id) ?? { part, choice, typed, count: 0 };
        counts.set(id, { ...entry, count: entry.count + 1 });
      }
    }
  }
  return [...counts.values()].sort((one, other) => other.count - one.count);
}
