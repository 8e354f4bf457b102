/**
 * The search: the index that the site generator writes, and the words typed, in; the sections that hold them, best first,
 * out. Nothing is loaded before it is opened.
 *
 * @typedef {{location: string, title: string, text: string}} Section A page, or the part under one of its headings.
 */

const ROOT = new URL("../../", import.meta.url);
/**
 * MkDocs and ProperDocs write the first of these, Zensical the second. The sections of a staged site, and Zensical's, are objects
 * and hold HTML; those that the hook has made light are lists of place, title and text.
 */
const INDEXES = ["search/search_index.json", "search.json"];
/** Where the hook puts the sections of a translation, by the name of its folder. */
const INDEX = "search/{folder}.json";
/** So many results are plenty for one look; a further word narrows them down. */
const MOST = 20;
const TEASER = 120;
/** With fewer results than this, what holds only some of the words is better than nothing. */
const FEW = 3;
const started = new WeakSet();

/**
 * Break text into words as they are compared: lower case, without accents.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function words(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * Tell how well a word that is held answers one that is asked for: as a whole 4, as its beginning 3, as another form of it, such
 * as "pregnancy" for "pregnant", 2, else 0.
 *
 * @param {string} held
 * @param {string} asked
 */
export function fit(held, asked) {
  if (held.startsWith(asked)) return held.length === asked.length ? 4 : 3;
  const stem = Math.max(5, asked.length - 2);
  return asked.length >= stem && held.length <= asked.length + 3 && held.startsWith(asked.slice(0, stem)) ? 2 : 0;
}

/**
 * Rank sections by the words asked for, best first: in the text by Okapi BM25 with its usual constants, so that a rare word tells
 * more than a frequent one and a short text more than a long one, and above that by titles. Those that hold every word come first;
 * where they are few, those that hold much of what tells most follow.
 *
 * @template {{title: string[], page: string[], text: string[]}} S
 * @param {S[]} sections
 * @param {string[]} asked
 * @returns {S[]}
 */
export function ranked(sections, asked) {
  const best = (words, word) => words.reduce((most, one) => Math.max(most, fit(one, word)), 0);
  const usual = sections.reduce((sum, { text }) => sum + text.length, 0) / sections.length;
  const rows = sections.map((section) => ({ section, score: 0, holds: 0 }));
  for (const word of asked) {
    const told = sections.map(({ title, page, text }) => {
      const often = text.reduce((sum, one) => sum + fit(one, word), 0);
      return best(title, word) * 3 / Math.sqrt(1 + title.length) + best(page, word)
        + often * 2.2 / (often / 4 + 1.2 * (.25 + .75 * text.length / usual));
    });
    const weight = Math.log(1 + sections.length / (1 + told.filter(Boolean).length));
    rows.forEach((row, index) => {
      row.score += weight * told[index];
      row.holds += told[index] > 0;
    });
  }
  rows.sort((one, other) => (other.holds === asked.length) - (one.holds === asked.length) || other.score - one.score);
  const whole = rows.filter(({ holds }) => holds === asked.length);
  const enough = Math.max(...rows.map(({ score }) => score)) / 2;
  return (whole.length < FEW ? rows.filter((row) => whole.includes(row) || row.score > enough) : whole).map(({ section }) => section);
}

/**
 * Cut a piece out of a text, around the first word asked for, in parts that were asked for or not.
 *
 * @param {string} text
 * @param {string[]} asked
 * @returns {{text: string, hit: boolean}[]}
 */
export function teaser(text, asked) {
  const isHit = (part) => words(part).some((word) => asked.some((one) => fit(word, one)));
  const parts = text.match(/[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]+/gu) ?? [];
  const first = Math.max(0, parts.findIndex(isHit) - 12);
  const cut = [];
  let length = 0;
  for (const part of parts.slice(first)) {
    if (length > TEASER) break;
    length += part.length;
    cut.push({ text: part, hit: isHit(part) });
  }
  if (first > 0) cut.unshift({ text: "… ", hit: false });
  if (first + cut.length < parts.length) cut.push({ text: " …", hit: false });
  return cut;
}

/** @param {Section[]} sections */
function prepared(sections) {
  const pages = new Map(sections.filter(({ location }) => !location.includes("#")).map((page) => [page.location, page.title]));
  return sections.map(({ location, title, text }) => {
    const of = pages.get(location.split("#")[0]) ?? "";
    const page = of === title ? "" : of;
    return { location, name: title, of: page, body: text, title: words(title), page: words(page), text: words(text) };
  });
}

/**
 * An index may hold HTML. Parsed apart from the page, none of it runs, and no more than its text is taken.
 *
 * @param {string} html
 */
function plain(html) {
  return new DOMParser().parseFromString(html, "text/html").body.textContent.replace(/\s+/g, " ").trim();
}

/** @param {HTMLDialogElement} $dialog */
export async function start($dialog) {
  if (started.has($dialog)) return;
  started.add($dialog);
  const $query = $dialog.querySelector("input[type=search]");
  const $status = $dialog.querySelector("[data-theme-status]");
  const $results = $dialog.querySelector("ol");
  let sections = null;

  function show() {
    const asked = words($query.value);
    if (!sections) return;
    const found = asked.length ? ranked(sections, asked) : [];
    const told = found.length === 1 ? "foundOne" : found.length ? "foundMany" : "foundNone";
    $status.textContent = asked.length ? $dialog.dataset[told].replace("{count}", String(found.length)) : "";
    $results.replaceChildren(...found.slice(0, MOST).map((section) => result(section, asked)));
    $results.hidden = found.length === 0;
  }

  $query.addEventListener("input", show);
  $dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    $results.querySelector("a")?.click();
  });
  $dialog.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [$query, ...$results.querySelectorAll("a")];
    const index = stops.indexOf(document.activeElement);
    if (!step || index < 0) return;
    event.preventDefault();
    stops[(index + step + stops.length) % stops.length].focus();
  });

  try {
    sections = prepared((await index($dialog.dataset.folder)).filter(({ location }) => isBeside($dialog.dataset, location)));
    show();
  } catch {
    $status.textContent = $dialog.dataset.trouble;
    started.delete($dialog);
  }
}

/**
 * Tell whether a section is in the language of the page that asks: in the folder of its translation, or in none.
 *
 * @param {{folder: string, folders: string}} page
 * @param {string} location
 */
export function isBeside({ folder = "", folders = "" }, location) {
  return folder ? location.startsWith(folder) : !folders.split(" ").some((other) => other && location.startsWith(other));
}

/**
 * @param {string} folder That of the page's translation, or nothing.
 * @returns {Promise<Section[]>}
 */
async function index(folder) {
  const own = folder ? [INDEX.replace("{folder}", folder.replace(/\/$/, ""))] : [];
  for (const place of [...own, ...INDEXES]) {
    const answer = await fetch(new URL(place, ROOT));
    if (!answer.ok) continue;
    const { docs, items } = await answer.json();
    return (docs ?? items).map((one) => (Array.isArray(one)
      ? { location: one[0], title: one[1], text: one[2] }
      : { location: one.location, title: plain(one.title), text: plain(one.text) }));
  }
  throw new Error("no index");
}

function result(section, asked) {
  const $item = document.createElement("li");
  const $link = document.createElement("a");
  $link.href = new URL(section.location, ROOT).href;
  $link.append(line("theme-result-title", [{ text: section.name, hit: false }]));
  if (section.of) $link.append(line("theme-result-page", [{ text: section.of, hit: false }]));
  $link.append(line("theme-result-text", teaser(section.body, asked)));
  $item.append($link);
  return $item;
}

function line(name, parts) {
  const $line = document.createElement("span");
  $line.className = name;
  $line.append(...parts.map(({ text, hit }) => {
    if (!hit) return text;
    const $hit = document.createElement("mark");
    $hit.textContent = text;
    return $hit;
  }));
  return $line;
}
