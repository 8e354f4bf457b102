/** What the receipts of one set tell together: receipts and the bank's index in, tables and files out. */
import { csv } from "./csv.mjs";
import { meant } from "./sets.mjs";
import { attempts, counted, histogram, mean, median, questions, share } from "./statistics.mjs";
import { make, say } from "./words.mjs";

const percent = (value) => `${Math.round(value * 100)}%`;
/** Two decimals, with a minus as print has it. */
const decimals = (value) => value.toFixed(2).replace("-", "\u2212").replace(/^\u2212(0\.00)$/, "$1");
const rounded = (value) => Math.round(value * 10000) / 10000;

/**
 * @param {HTMLElement} $root The page's part with words and templates.
 * @param {import("./inbox.mjs").Receipt[]} receipts Of one set, in the order to show them in.
 * @param {{bank: string, items: Map<string, object>}|null} bank
 * @param {"all"|"first"|"last"} which Of several tries, those that count.
 * @returns {DocumentFragment}
 */
export function showSet($root, receipts, bank, which) {
  const $set = template($root, "set");
  const find = (name) => $set.querySelector(`[data-results-${name}]`);
  const [{ set, title }] = receipts;
  const own = counted(receipts, which);
  const shares = own.map(share);
  find("title").textContent = say($root, receipts.length === 1 ? "group-one" : "group", { title, count: receipts.length });
  find("overall").textContent = say($root, "overall", { count: own.length, mean: percent(mean(shares)), median: percent(median(shares)) });

  const tries = attempts(receipts);
  find("receipts").querySelector("tbody").append(...receipts.map((receipt) => row($root, "receipt", {
    name: receipt.name ? make("bdi", {}, receipt.name) : make("span", { class: "cmp-note" }, say($root, "nobody")),
    points: say($root, "points", { points: receipt.points, count: receipt.count, share: percent(share(receipt)) }),
    finished: receipt.finished.slice(0, 16),
    notes: notes($root, receipt, tries.get(receipt), bank).join(". "),
  })));

  const bins = histogram(shares);
  find("spread").querySelector("tbody").append(...bins.map((count, index) => {
    const $bar = make("div", { class: "results-bar" });
    $bar.style.inlineSize = `${(100 * count) / Math.max(...bins)}%`;
    const ends = { from: percent(index / 10), to: percent((index + 1) / 10) };
    return make("tr", {}, make("th", { scope: "row" }, say($root, index < 9 ? "from-to" : "from-to-last", ends)), make("td", {}, String(count)),
      make("td", { class: "results-bar-cell" }, $bar));
  }));

  const asked = questions(own).map((question) => ({ ...question, ...told($root, question, bank) }));
  find("questions").querySelector("tbody").append(...asked.map((question) => row($root, "question-row", {
    question: heading($root, question, set),
    answers: question.unanswered ? say($root, "unanswered", question) : String(question.count),
    difficulty: percent(question.difficulty),
    discrimination: typeof question.discrimination === "number" ? decimals(question.discrimination) : say($root, question.discrimination),
    wrong: mostChosen($root, question),
  })));

  find("csv-receipts").addEventListener("click", () => save(csv(receiptRows($root, receipts, tries)), `receipts-${set}`));
  find("csv-questions").addEventListener("click", () => save(csv(questionRows($root, set, title, asked)), `questions-${set}`));
  return $set;
}

const template = ($root, name) => $root.querySelector(`template[data-results-${name}]`).content.cloneNode(true);

function row($root, name, cells) {
  const $row = template($root, name).querySelector("tr");
  for (const [key, value] of Object.entries(cells)) $row.querySelector(`[data-results-${key}]`).append(value);
  return $row;
}

function notes($root, receipt, { number, count }, bank) {
  const older = receipt.answers.filter((answer) => bank && itemOf(bank, answer)?.revision !== answer.revision).length;
  return [
    say($root, receipt.mode),
    ...(count > 1 ? [say($root, "attempt", { number, count })] : []),
    ...(bank && receipt.bank !== bank.bank ? [say($root, older ? "older" : "older-same", { count: older })] : []),
  ];
}

const itemOf = (bank, { code, revision }) => meant(bank.items.get(code) ?? [], (item) => item.revision === revision);

/** The texts of a question, where the bank still has it with this revision. */
function told($root, { code, revision }, bank) {
  const item = bank ? itemOf(bank, { code, revision }) : null;
  const current = item?.revision === revision;
  return { item, stem: item?.stem ?? null, note: current || !bank ? null : say($root, item ? "wording" : "gone"),
    options: current ? item.options : null };
}

/** A question by its text, with a link to where it is asked: several may open with the same words. */
function heading($root, { code, revision, item, stem, note }, set) {
  const quiz = item?.quizzes.includes(set) ? set : item?.quizzes[0];
  const $text = quiz ? make("a", { href: `${$root.dataset.resultsQuiz.replace("{id}", quiz)}#item-${item.id}` }, stem) : stem ?? code;
  const $heading = make("span", {}, $text, make("span", { class: "results-code" }, `${code} ${revision}`));
  if (note) $heading.append(make("span", { class: "cmp-flag" }, note));
  return $heading;
}

/** A wrong choice in words. Where the bank has other texts by now, the ids of old stand as they are. */
function worded($root, { part, choice, typed }, { options, wrong }) {
  const text = typed ? `“${choice}”` : (options && Object.hasOwn(options, part) && Object.hasOwn(options[part], choice)
    ? options[part][choice] : choice);
  const parts = options ? Object.keys(options) : [...new Set(wrong.map((entry) => entry.part))];
  return parts.length === 1 ? text : say($root, "in-part", { part, choice: text });
}

/** The most-chosen wrong answer; all of them, where several are level. */
function mostChosen($root, question) {
  const most = question.wrong.filter(({ count }) => count === question.wrong[0].count).slice(0, 3);
  if (!most.length) return say($root, "no-wrong");
  return make("ul", { class: "results-wrong" }, ...most.map((entry) => make("li", {}, make("bdi", {},
    say($root, "choice", { choice: worded($root, entry, question), count: entry.count })))));
}

function receiptRows($root, receipts, tries) {
  const columns = [...new Set(receipts.flatMap(({ answers }) => answers.map(({ code, revision }) => `${code} ${revision}`)))];
  return [
    [..."set title name finished mode points count share try bank code".split(" ").map((key) => say($root, `csv-${key}`)), ...columns],
    ...receipts.map((receipt) => {
      const points = new Map(receipt.answers.map((answer) => [`${answer.code} ${answer.revision}`, answer.points]));
      return [receipt.set, receipt.title, receipt.name, receipt.finished, receipt.mode, receipt.points, receipt.count, rounded(share(receipt)),
        tries.get(receipt).number, receipt.bank, receipt.code, ...columns.map((column) => points.get(column) ?? "")];
    }),
  ];
}

function questionRows($root, set, title, asked) {
  return [
    "set title question revision stem wording answers unanswered difficulty discrimination wrong times".split(" ")
      .map((key) => say($root, `csv-${key}`)),
    ...asked.map((question) => {
      const [first] = question.wrong;
      return [set, title, question.code, question.revision, question.stem ?? "", question.note ?? "", question.count, question.unanswered,
        rounded(question.difficulty), typeof question.discrimination === "number" ? rounded(question.discrimination) : say($root, question.discrimination),
        first ? worded($root, first, question) : "", first ? first.count : 0];
    }),
  ];
}

function save(text, name) {
  const $link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" })), download: `${name}.csv` });
  $link.click();
  setTimeout(() => URL.revokeObjectURL($link.href), 60000);
}
