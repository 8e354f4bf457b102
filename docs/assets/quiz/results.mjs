/**
 * The instructor's page: receipts pasted, chosen or dropped in; checked, and shown together. All of it stays on the page.
 *
 * What was typed elsewhere, names and answers, is put in as text alone.
 */
import { startOn } from "../start.mjs";
import { receiptsIn, textOf } from "./inbox.mjs";
import { showSet } from "./report.mjs";
import { grouped, share } from "./statistics.mjs";
import { make, say } from "./words.mjs";

/** Larger than any heap of receipts; a film that was dropped by mistake need not be read. */
const MOST = 20e6;

/** @typedef {{place: string, status: string, receipt?: import("./inbox.mjs").Receipt}} Entry */

const ORDERS = {
  name: (one, other) => one.name.localeCompare(other.name) || ORDERS.oldest(one, other),
  best: (one, other) => share(other) - share(one) || ORDERS.name(one, other),
  least: (one, other) => share(one) - share(other) || ORDERS.name(one, other),
  newest: (one, other) => -ORDERS.oldest(one, other),
  oldest: (one, other) => (one.finished < other.finished ? -1 : one.finished > other.finished ? 1 : 0),
};

/** @param {HTMLElement} $root */
function startResults($root) {
  const find = (name) => $root.querySelector(`[data-results-${name}]`);
  const [$form, $status, $shown, $options] = ["form", "status", "shown", "options"].map(find);
  let pasted = 0;
  /** @type {Entry[]} */
  let entries = [];
  const bank = load($root.dataset.resultsBank);

  function add(source, text) {
    const found = receiptsIn(text);
    found.forEach((one, index) => {
      const place = found.length > 1 ? say($root, "place", { source, number: index + 1 }) : source;
      const again = one.receipt && entries.some(({ receipt }) => receipt?.code === one.receipt.code);
      entries.push({ place, ...one, status: again ? "duplicate" : one.status === "other" ? "unreadable" : one.status,
        reason: again ? "duplicate" : one.status });
    });
  }

  async function draw() {
    const known = await bank;
    const count = (status) => entries.filter((entry) => entry.status === status).length;
    const [valid, changed, unreadable, duplicate] = ["valid", "changed", "unreadable", "duplicate"].map(count);
    const problems = entries.filter(({ status }) => status !== "valid");
    find("problems").hidden = problems.length === 0 && known !== null;
    find("problems").querySelector("ul").replaceChildren(
      ...(known ? [] : [make("li", {}, say($root, "bank"))]),
      ...problems.map(({ place, reason, receipt }) => (
        make("li", {}, say($root, reason, { place, name: receipt?.name || say($root, "nobody") })))));
    const receipts = entries.filter(({ status }) => status === "valid").map(({ receipt }) => receipt);
    const $sets = [...grouped(receipts, ({ set }) => set).values()].map((own) => (
      showSet($root, [...own].sort(ORDERS[$options.elements.sort.value]), known, $options.elements.count.value)));
    find("sets").replaceChildren(...$sets);
    $shown.hidden = entries.length === 0;
    $status.textContent = entries.length ? say($root, "summary", { count: entries.length, valid, changed, unreadable, duplicate }) : say($root, "none");
  }

  async function addFiles(files) {
    const texts = await Promise.all([...files].map(async (file) => (file.size > MOST ? "?" : textOf(await file.arrayBuffer()))));
    texts.forEach((text, index) => add(files[index].name, text || "?"));
    await draw();
  }

  $form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { text } = $form.elements;
    if (text.value.trim()) {
      pasted += 1;
      add(say($root, "pasted", { number: pasted }), text.value);
      text.value = "";
    }
    draw();
  });
  $form.elements.files.addEventListener("change", async ({ target }) => {
    await addFiles([...target.files]);
    // The same file may be chosen again.
    target.value = "";
  });
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  $root.addEventListener("dragover", (event) => { if (holdsFiles(event)) event.preventDefault(); });
  $root.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    addFiles([...event.dataTransfer.files]);
  });
  $options.addEventListener("change", draw);
  $options.addEventListener("submit", (event) => event.preventDefault());
  find("print").addEventListener("click", () => window.print());
  find("clear").addEventListener("click", async () => {
    entries = [];
    pasted = 0;
    await draw();
    $status.textContent = say($root, "cleared");
    // The button is gone with the rest; what comes next begins up there.
    $form.elements.text.focus();
  });
  $form.hidden = false;
}

/** The bank's index, by the codes of its questions; nothing where it cannot be had. */
async function load(address) {
  try {
    const response = await fetch(address);
    const { bank, items } = await response.json();
    const byCode = new Map();
    for (const item of items) byCode.set(item.code, [...byCode.get(item.code) ?? [], item]);
    return { bank, items: byCode };
  } catch {
    return null;
  }
}

startOn('[data-module="results"]', startResults);
