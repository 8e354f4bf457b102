/**
 * Receipts out of whatever was pasted or opened: text in, what was found in it out, each verified. Knows no page.
 *
 * @typedef {Object} Answer
 * @property {string} code
 * @property {string} revision
 * @property {"right"|"partly"|"wrong"|"unanswered"} verdict
 * @property {number} points From 0 to 1.
 * @property {[string, string[]|string][]} chosen By part: the ids of options, or what was typed.
 *
 * @typedef {Object} Receipt Only what the check code covers.
 * @property {string} name
 * @property {string} set
 * @property {string} title
 * @property {"study"|"test"} mode
 * @property {string} bank
 * @property {string} finished In UTC, such as "2026-05-02 14:03:59".
 * @property {number} points
 * @property {number} count
 * @property {Answer[]} answers
 * @property {string} code The check code.
 *
 * @typedef {{status: "valid", receipt: Receipt}|{status: "changed"|"unreadable"|"other"}} Found `other`: another version's.
 */
import { CHECK, codeOf, END, fold, START, VERSION } from "./receipt.mjs";

const STRING = String.raw`"(?:[^"\\]|\\.)*"`;
const POINTS = String.raw`\d+(?:\.\d+)?`;
const FORM = new RegExp(String.raw`^(${START} ${VERSION} Name: (${STRING}) Set: (${STRING}) \((\S+)\), (study|test) mode Bank: (\w+) `
  + String.raw`Finished: (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) UTC Points: (${POINTS}) of (\d+)( .*)?) ${CHECK} ([0-9a-f]{4}(?: [0-9a-f]{4}){3}) ${END}$`);
const CHOICE = String.raw`([^\s="]+)=(${STRING}|[^\s"]+)`;
const LINE = new RegExp(String.raw` (\d+)\. (\S+) ([0-9a-f]+) (right|partly|wrong|unanswered) (${POINTS})((?: ${CHOICE})*)(?= |$)`, "y");

// A program that makes dashes long makes one of "-" or of "--"; which, the check code tells.
const DASHES = [["-", "-"], ["-", "--"], ["--", "--"]];
const KEPT = ["\u2013", "\u2014"];

/**
 * @param {string} text One paste, or one file.
 * @returns {Found[]} In the order of the text; at least one, unless the text is blank.
 */
export function receiptsIn(text) {
  if (!text.trim()) return [];
  const [first, ...others] = ways(text).map(found);
  const valid = (list) => list.filter(({ status }) => status === "valid").length;
  return others.reduce((best, list) => (valid(list) > valid(best) ? list : best), first);
}

/** What is found in a text that stands as people see it. */
function found(text) {
  const plain = fold(text.replace(/^(?:[^\S\n]*>)+/gm, ""), KEPT);
  const starts = [...plain.matchAll(new RegExp(String.raw`(?<!\S)(?<!END OF )${START} \d+(?!\S)`, "g"))].map(({ index }) => index);
  const all = [];
  // What is left over next to receipts is greetings and the like, unless it looks as if it had been one.
  const pass = (rest) => { if (rest.includes(CHECK) || rest.includes(END)) all.push({ status: "unreadable" }); };
  pass(plain.slice(0, starts[0]));
  starts.forEach((start, index) => {
    const piece = plain.slice(start, starts[index + 1]);
    const end = piece.search(new RegExp(String.raw`(?<!\S)${END}(?!\S)`));
    if (end < 0) {
      all.push({ status: "changed" });
      return;
    }
    all.push(verified(piece.slice(0, end + END.length)));
    pass(piece.slice(end + END.length));
  });
  return all.length ? all : [{ status: "unreadable" }];
}

/** Verify one receipt, folded but for its dashes. */
function verified(text) {
  if (!text.startsWith(`${START} ${VERSION} `)) return { status: "other" };
  for (const dashes of DASHES) {
    const parts = FORM.exec(fold(text, dashes));
    const receipt = parts && parts.at(-1) === codeOf(parts[1]) && read(parts);
    if (receipt) return { status: "valid", receipt };
  }
  return { status: "changed" };
}

/** The values of a receipt whose check code is right; nothing where they do not fit together even so. */
function read([, , name, title, set, mode, bank, finished, points, count, rows = "", code]) {
  const answers = [];
  LINE.lastIndex = 0;
  for (let row = LINE.exec(rows); row; row = LINE.exec(rows)) {
    const chosen = [...row[6].matchAll(new RegExp(CHOICE, "g"))].map(([, part, given]) => (
      [part, given.startsWith("\"") ? JSON.parse(given) : given.split("+")]));
    if (Number(row[1]) !== answers.length + 1 || Number(row[5]) > 1) return null;
    answers.push({ code: row[2], revision: row[3], verdict: row[4], points: Number(row[5]), chosen });
    if (LINE.lastIndex === rows.length) break;
  }
  const sum = answers.reduce((sofar, answer) => sofar + answer.points, 0);
  if (answers.length !== Number(count) || Math.abs(sum - Number(points)) > 0.005) return null;
  return { name: JSON.parse(name), set, title: JSON.parse(title), mode, bank, finished, points: Number(points), count: Number(count),
    answers, code };
}

/** The text as it is; and as people would see it, were it a saved mail or page. */
function ways(text) {
  const mails = /^content-transfer-encoding:\s*quoted-printable/im.test(text) ? [text, fromQuotedPrintable(text)] : [text];
  return mails.map((mail) => (/<(?:\/(?:html|body|div|p|pre|span)|br ?\/?)>/i.test(mail) ? fromHtml(mail) : mail).replace(/\r\n?/g, "\n"));
}

function fromQuotedPrintable(text) {
  return text.replace(/=\r?\n/g, "").replace(/(?:=[0-9A-F]{2})+/gi, (coded) => (
    new TextDecoder().decode(Uint8Array.from(coded.slice(1).split("="), (digits) => parseInt(digits, 16)))));
}

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: "\"", apos: "'", nbsp: " " };

function fromHtml(text) {
  return text.replace(/<[^<>]*>/g, (tag) => (/^<\/?(?:b|i|u|a|em|span|strong|font|code|wbr)\b/i.test(tag) ? "" : "\n"))
    .replace(/&#x([0-9a-f]{1,6});/gi, (whole, digits) => character(parseInt(digits, 16), whole))
    .replace(/&#(\d{1,7});/g, (whole, digits) => character(Number(digits), whole))
    .replace(/&(\w+);/g, (whole, name) => (Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : whole));
}

const character = (number, otherwise) => (number <= 0x10ffff ? String.fromCodePoint(number) : otherwise);

/**
 * A file as text: UTF-8, UTF-16 with its mark, or what Windows wrote before.
 *
 * @param {ArrayBuffer} bytes
 */
export function textOf(bytes) {
  const [first, second] = new Uint8Array(bytes);
  const wide = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : null;
  try {
    return new TextDecoder(wide ?? "utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
