/**
 * The receipt of a finished set: what `quiz:finished` told in, a text that people can read and mail out. Knows no page.
 *
 *     QUIZ RECEIPT 1
 *     Name: "Ann Lee"
 *     Set: "Every kind" (kinds), test mode
 *     Bank: 3f9a0c12bd44
 *     Finished: 2026-05-02 14:03:59 UTC
 *     Points: 1.67 of 3
 *     1. aB3_ 0123456789ab right 1 answer=waller
 *     2. x9-Q 123456789abc partly 0.67 wall=waller hedge=both
 *     3. Qa2z 23456789abcd unanswered 0
 *     Check code: 9f3a 22c1 77e0 b4d2
 *     END OF QUIZ RECEIPT
 *
 * A question's line: its code and revision, the verdict, the points, and what was chosen, by part. The words are part of the
 * format, not of the interface: a receipt has to be read years later, whatever the page says by then.
 *
 * The check code is FNV-1a (64 bits) over the UTF-8 of all that stands before it, folded as `fold` says. It tells slips and
 * casual edits. It is no secret and no signature: whoever reads this file can make a receipt that says anything.
 */
export const START = "QUIZ RECEIPT";
export const VERSION = 1;
export const CHECK = "Check code:";
export const END = "END OF QUIZ RECEIPT";

/**
 * A text without what mail does to it: spaces and line ends of any kind, and any number of them, count as one space; curly
 * quotes and long dashes as plain ones; signs that cannot be seen and the ways to write an accent make no difference.
 *
 * @param {string} text
 * @param {[string, string]} dashes What the en and the em dash stand for.
 */
export function fold(text, [en, em] = ["-", "-"]) {
  return text
    // Two that cannot be seen are letters' business in some scripts, and in pictures.
    .replace(/(?![\u200c\u200d])[\p{Cf}\p{Cs}]|(?!\s)\p{Cc}/gu, "")
    .normalize("NFC")
    .replace(/[\u2018-\u201b\u2032]/g, "'")
    .replace(/[\u201c-\u201f\u2033]/g, "\"")
    .replace(/\u2026/g, "...")
    .replace(/[\u2010-\u2012\u2015\u2212]/g, "-")
    .replace(/\u2013/g, en)
    .replace(/\u2014/g, em)
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * The check code of a folded text.
 *
 * @param {string} text
 */
export function codeOf(text) {
  let value = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) value = BigInt.asUintN(64, (value ^ BigInt(byte)) * 0x100000001b3n);
  return value.toString(16).padStart(16, "0").match(/.{4}/g).join(" ");
}

/** A text in quotes, as JSON writes it; without the signs that mail and web pages use for quoting and markup, and without our own. */
const quoted = (text) => JSON.stringify(fold(text)).replaceAll(START, "\\u0051UIZ RECEIPT")
  .replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);

function line({ code, revision, verdict, points, chosen }, index) {
  const given = verdict === "unanswered" ? [] : Object.entries(chosen).filter(([, choice]) => choice.length > 0);
  return [`${index + 1}.`, code, revision, verdict, points,
    ...given.map(([part, choice]) => `${part}=${typeof choice === "string" ? quoted(choice) : choice.join("+")}`)].join(" ");
}

/**
 * @param {{id: string, title: string, bank: string, mode: string, when: number, score: number, count: number,
 *   results: {code: string, revision: string, verdict: string, points: number, chosen: Object<string, string[]|string>}[]}} finished
 * @param {string} name What the student typed.
 */
export function receipt({ id, title, bank, mode, when, score, count, results }, name = "") {
  const body = [
    `${START} ${VERSION}`,
    `Name: ${quoted(name)}`,
    `Set: ${quoted(title)} (${id}), ${mode} mode`,
    `Bank: ${bank}`,
    `Finished: ${new Date(when).toISOString().slice(0, 19).replace("T", " ")} UTC`,
    `Points: ${score} of ${count}`,
    ...results.map(line),
  ].join("\n");
  return `${body}\n${CHECK} ${codeOf(fold(body))}\n${END}\n`;
}
