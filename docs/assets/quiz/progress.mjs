/**
 * What was answered and when to ask again: Leitner's system. Knows neither page nor storage.
 *
 * Every answered question lies in one of five boxes and is due again 1, 2, 4, 8 or 16 days after it got there. A right answer
 * on or after that day moves it one box up, a right answer to a new question puts it into box 2; anything but right puts it
 * back into box 1, on any day. A right answer before its day changes nothing: what was read yesterday proves little. From the
 * last box on it counts as mastered. (S. Leitner, So lernt man lernen, 1972; the days are the usual doubling ones.)
 *
 * @typedef {Object} Answer
 * @property {string} key The revision of the question's key, without which the answer means nothing.
 * @property {number} box From 1 to 5.
 * @property {number} when When it got there, in milliseconds since 1970.
 *
 * @typedef {{answers: Object<string, Answer>}} Progress By the ids of questions.
 *
 * @typedef {{id: string, key: string, topic: string}} Item As the bank's index has it.
 */
import { isRecord } from "./store.mjs";

export const VERSION = 1;
/** Days from one box to the next question, by box. */
export const INTERVALS = [1, 2, 4, 8, 16];
export const LAST = INTERVALS.length;
/** More answers than this are not kept; the oldest go. Far more than any bank has questions. */
export const MOST = 20000;

const DAY = 86400000;
const FORMAT = "quiz-progress";

export const blank = () => ({ answers: Object.create(null) });

/** A number for the day that a time falls on where this device is, one more each day. */
export function dayOf(when) {
  const date = new Date(when);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY;
}

/** The day from which an answer's question is due. */
export const dueOn = ({ box, when }) => dayOf(when) + INTERVALS[box - 1];

/**
 * @param {Progress} progress
 * @param {{id: string, keyRevision: string, verdict: string, when: number}} told What an item came to.
 * @returns {Progress}
 */
export function answered(progress, { id, keyRevision: key, verdict, when }) {
  // Blank is unanswered, not wrong.
  if (verdict === "unanswered") return progress;
  const known = progress.answers[id];
  const before = known?.key === key ? known : null;
  if (verdict === "right" && before && dayOf(when) < dueOn(before)) return progress;
  const box = verdict === "right" ? Math.min((before?.box ?? 1) + 1, LAST) : 1;
  return trimmed(Object.assign(blank().answers, progress.answers, { [id]: { key, box, when } }));
}

/** Everything from both; of two answers to one question the later one. */
export function merged(one, other) {
  const answers = Object.assign(blank().answers, one.answers);
  for (const [id, answer] of Object.entries(other.answers)) {
    if (!(answers[id]?.when >= answer.when)) answers[id] = answer;
  }
  return trimmed(answers);
}

function trimmed(answers) {
  const ids = Object.keys(answers);
  if (ids.length > MOST) {
    ids.sort((one, other) => answers[one].when - answers[other].when).slice(0, ids.length - MOST).forEach((id) => delete answers[id]);
  }
  return { answers };
}

/**
 * What of read data is sound, and how many entries are not; null if it is no progress at all.
 *
 * @param {unknown} data
 * @param {number} now
 */
export function clean(data, now = Date.now()) {
  if (!isRecord(data) || !isRecord(data.answers)) return null;
  const { answers } = blank();
  let lost = 0;
  for (const [id, answer] of Object.entries(data.answers)) {
    if (isAnswer(id, answer, now)) answers[id] = { key: answer.key, box: answer.box, when: answer.when };
    else lost += 1;
  }
  return { data: { answers }, lost };
}

const isAnswer = (id, answer, now) => /^[a-z0-9-]{1,200}$/.test(id) && isRecord(answer) && /^[0-9a-f]{12}$/.test(answer.key)
  && Number.isInteger(answer.box) && answer.box >= 1 && answer.box <= LAST
  // A clock that is ahead must not win every merge to come.
  && Number.isInteger(answer.when) && answer.when >= 0 && answer.when <= now + DAY;

/**
 * Where one stands.
 *
 * @param {Progress} progress
 * @param {Item[]} items The bank's questions.
 * @param {number} now
 * @returns {{topics: {topic: string, count: number, answered: number, mastered: number, due: number}[], due: Item[],
 *   next: number|null, dropped: Item[], gone: number}} By topic; what is due, the lowest box first, then what waits longest;
 *   how many days off the next one is; whose keys changed since; how many answers are to questions that are no more.
 */
export function standing(progress, items, now) {
  const today = dayOf(now);
  const topics = new Map();
  const dropped = [];
  const kept = [];
  for (const item of items) {
    if (!topics.has(item.topic)) topics.set(item.topic, { topic: item.topic, count: 0, answered: 0, mastered: 0, due: 0 });
    const topic = topics.get(item.topic);
    topic.count += 1;
    const answer = progress.answers[item.id];
    if (!answer) continue;
    if (answer.key !== item.key) {
      dropped.push(item);
      continue;
    }
    topic.answered += 1;
    if (answer.box === LAST) topic.mastered += 1;
    const day = dueOn(answer);
    if (day <= today) topic.due += 1;
    kept.push({ item, box: answer.box, day });
  }
  const due = kept.filter(({ day }) => day <= today).sort((one, other) => one.box - other.box || one.day - other.day);
  const later = kept.filter(({ day }) => day > today).map(({ day }) => day - today);
  const known = new Set(items.map(({ id }) => id));
  return { topics: [...topics.values()], due: due.map(({ item }) => item), next: later.length ? Math.min(...later) : null, dropped,
    gone: Object.keys(progress.answers).filter((id) => !known.has(id)).length };
}

/** The text of a file that holds all of it. */
export const exported = (progress, now) => `${JSON.stringify(
  { format: FORMAT, version: VERSION, exported: new Date(now).toISOString(), answers: progress.answers }, null, 1)}\n`;

/**
 * What such a file holds, all or nothing.
 *
 * @param {string} text
 * @param {number} now
 * @returns {{progress?: Progress, problem?: "unreadable"|"foreign"|"newer"|"damaged"}}
 */
export function imported(text, now) {
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    return { problem: "unreadable" };
  }
  if (!isRecord(file) || file.format !== FORMAT) return { problem: "foreign" };
  if (Number.isInteger(file.version) && file.version > VERSION) return { problem: "newer" };
  const sound = file.version === VERSION ? clean(file, now) : null;
  if (!sound || sound.lost || Object.keys(sound.data.answers).length > MOST) return { problem: "damaged" };
  return { progress: sound.data };
}
