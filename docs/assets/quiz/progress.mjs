/**
 * What was answered and when to look at it again: Leitner's boxes. Knows no page and no storage.
 *
 * A question that is new starts in the first of five boxes. Answered right, once it is due, it moves one box on; answered
 * otherwise, it goes back to the first. Each box waits twice as long as the one before it. (Sebastian Leitner described the
 * boxes in "So lernt man lernen", 1972.) A right answer before its day changes nothing: going through a quiz five times in
 * an hour is not knowing it.
 *
 * Answers belong to the id of a question and to its key, so that no other question and no other wording touches them; once
 * the key is another, the answer is dropped and noted.
 *
 * @typedef {Object} Answer
 * @property {string} key What stands for the question's key.
 * @property {number} box From 1 to 5.
 * @property {number} since When the question came to stand where it stands, in milliseconds since 1970.
 * @property {number} seen When it was answered last.
 * @property {number} count How often it was answered.
 * @property {number} right How often of these it was right.
 *
 * @typedef {{id: string, when: number}} Note A question whose answer was dropped because its key changed.
 * @typedef {{answers: Object<string, Answer>, notes: Note[]}} Progress
 * @typedef {{id: string, key: string, topic: string}} Question
 */

/** Days that a question waits in each box. */
export const DAYS = [1, 2, 4, 8, 16];
/** From this box on a question counts as mastered: right three times in a row, with days between. */
export const MASTERED = 4;
// More than any site asks; a file that holds more is not one of ours.
const MOST = 20_000;
const NOTES = 200;
const DAY = 86_400_000;

const isId = (id) => /^[a-z0-9][a-z0-9-]{0,99}$/.test(id);
const isWhole = (number, least, most) => Number.isInteger(number) && number >= least && number <= most;
const isTime = (number) => isWhole(number, 0, 8.64e15);
const isPlain = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function isAnswer(answer) {
  return isPlain(answer) && /^[0-9a-f]{12}$/.test(answer.key) && isWhole(answer.box, 1, DAYS.length) && isTime(answer.since)
    && isTime(answer.seen) && isWhole(answer.count, 1, 1e6) && isWhole(answer.right, 0, answer.count);
}

/** @type {import("./store.mjs").Form<Progress>} */
export const FORM = {
  name: "quiz-progress",
  version: 1,
  empty: () => ({ answers: {}, notes: [] }),
  isSound: (data) => isPlain(data) && isPlain(data.answers) && Array.isArray(data.notes) && data.notes.length <= NOTES
    && Object.keys(data.answers).length <= MOST
    && Object.entries(data.answers).every(([id, answer]) => isId(id) && isAnswer(answer))
    && data.notes.every((note) => isPlain(note) && isId(note.id) && isTime(note.when)),
  migrations: {},
};

const answerOf = (progress, id) => (Object.hasOwn(progress.answers, id) ? progress.answers[id] : null);

function noted(notes, more) {
  const ids = new Set(more.map((note) => note.id));
  return [...notes.filter((note) => !ids.has(note.id)), ...more].slice(-NOTES);
}

/** The day at which a time falls where the reader lives, as a number that grows by one each midnight. */
export const dayOf = (when) => Math.floor((when - new Date(when).getTimezoneOffset() * 60_000) / DAY);

/** The day from which an answer is due again. */
export const dueOn = (answer) => dayOf(answer.since) + DAYS[answer.box - 1];

/**
 * Take in one answer.
 *
 * @param {Progress} progress
 * @param {{id: string, key: string, verdict: string, when: number}} graded
 * @returns {Progress}
 */
export function record(progress, { id, key, verdict, when }) {
  if (verdict === "unanswered" || !isId(id)) return progress;
  const old = answerOf(progress, id);
  const known = old?.key === key ? old : null;
  const right = verdict === "right";
  const answer = known
    ? { ...known, seen: when, count: known.count + 1, right: known.right + Number(right) }
    : { key, box: 1, since: when, seen: when, count: 1, right: Number(right) };
  if (!right) Object.assign(answer, { box: 1, since: when });
  else if (!known || dayOf(when) >= dueOn(known)) Object.assign(answer, { box: Math.min(answer.box + 1, DAYS.length), since: when });
  return {
    answers: { ...progress.answers, [id]: answer },
    notes: old && !known ? noted(progress.notes, [{ id, when }]) : progress.notes,
  };
}

/**
 * Drop the answers to questions whose key is another by now, and note which. Questions that are gone keep theirs: they may
 * come back.
 *
 * @param {Progress} progress
 * @param {Question[]} questions
 * @param {number} now
 * @returns {Progress} The same object where there is nothing to drop.
 */
export function reconciled(progress, questions, now) {
  const changed = questions.filter(({ id, key }) => answerOf(progress, id) && answerOf(progress, id).key !== key);
  if (changed.length === 0) return progress;
  const ids = new Set(changed.map(({ id }) => id));
  return {
    answers: Object.fromEntries(Object.entries(progress.answers).filter(([id]) => !ids.has(id))),
    notes: noted(progress.notes, changed.map(({ id }) => ({ id, when: now }))),
  };
}

/**
 * Bring two devices' or two files' progress together: of each question the answer given last.
 *
 * @param {Progress} one
 * @param {Progress} other
 * @returns {Progress}
 */
export function merged(one, other) {
  const answers = { ...one.answers };
  for (const [id, answer] of Object.entries(other.answers)) {
    const here = answerOf(one, id);
    if (!here || answer.seen > here.seen) answers[id] = answer;
  }
  return { answers, notes: noted(one.notes, other.notes.filter(({ id }) => !one.notes.some((note) => note.id === id))) };
}

/**
 * What to look at again, by what has waited longest.
 *
 * @template {Question} Q
 * @param {Progress} progress
 * @param {Q[]} questions
 * @param {number} now
 * @returns {{due: Q[], next: number|null}} What is due; the days until the next one is, where none is due now.
 */
export function review(progress, questions, now) {
  const today = dayOf(now);
  const known = questions.flatMap((question) => {
    const answer = answerOf(progress, question.id);
    return answer ? [{ question, on: dueOn(answer) }] : [];
  }).sort((one, other) => one.on - other.on);
  const later = known.filter(({ on }) => on > today);
  return { due: known.filter(({ on }) => on <= today).map(({ question }) => question), next: later.length ? later[0].on - today : null };
}

/**
 * How far one is, by topic, in the order in which topics first appear.
 *
 * @param {Progress} progress
 * @param {Question[]} questions
 * @returns {{topic: string, count: number, answered: number, mastered: number}[]}
 */
export function byTopic(progress, questions) {
  const topics = new Map();
  for (const { id, topic } of questions) {
    const row = topics.get(topic) ?? { topic, count: 0, answered: 0, mastered: 0 };
    const answer = answerOf(progress, id);
    row.count += 1;
    row.answered += Number(answer !== null);
    row.mastered += Number(answer !== null && answer.box >= MASTERED);
    topics.set(topic, row);
  }
  return [...topics.values()];
}
