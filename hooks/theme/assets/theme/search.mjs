/**
 * The search: the index that the site generator writes, and the words typed, in; the sections that hold them all, best
 * first, out. Nothing is loaded before it is opened.
 *
 * @typedef {{location: string, title: string, text: string}} Section A page, or the part under one of its headings.
 */

const ROOT = new URL("../../", import.meta.url);
/** MkDocs and ProperDocs write the first of these, Zensical the second. */
const INDEXES = ["search/search_index.json", "search.json"];
/** So many results are plenty for one look; a further word narrows them down. */
const MOST = 20;
const TEASER = 120;
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
 * Tell how well a section fits; 0 if a word is missing. A word counts where another begins with it, more in a title, and
 * more as a whole.
 *
 * @param {{title: string[], text: string[]}} section
 * @param {string[]} asked
 */
export function score(section, asked) {
  let sum = 0;
  for (const word of asked) {
    const of = (held) => held.filter((one) => one.startsWith(word)).reduce((total, one) => total + (one === word ? 2 : 1), 0);
    const [title, text] = [of(section.title), of(section.text)];
    if (!title && !text) return 0;
    sum += 10 * title + Math.min(text, 5);
  }
  return sum;
}

/**
 * Cut a piece out of a text, around the first word asked for, in parts that were asked for or not.
 *
 * @param {string} text
 * @param {string[]} asked
 * @returns {{text: string, hit: boolean}[]}
 */
export function teaser(text, asked) {
  const isHit = (part) => words(part).some((word) => asked.some((one) => word.startsWith(one)));
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
    const [plainTitle, plainText] = [plain(title), plain(text)];
    const page = plain(pages.get(location.split("#")[0]) ?? "");
    return { location, name: plainTitle, page: page === plainTitle ? "" : page, body: plainText, title: words(plainTitle), text: words(plainText) };
  });
}

/**
 * The index holds HTML. Parsed apart from the page, none of it runs, and no more than its text is taken.
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
    const found = asked.length
      ? sections.map((section) => ({ section, score: score(section, asked) })).filter((one) => one.score > 0)
        .sort((one, other) => other.score - one.score).map((one) => one.section)
      : [];
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
    sections = prepared(await index());
    show();
  } catch {
    $status.textContent = $dialog.dataset.trouble;
    started.delete($dialog);
  }
}

/** @returns {Promise<Section[]>} */
async function index() {
  for (const place of INDEXES) {
    const answer = await fetch(new URL(place, ROOT));
    if (!answer.ok) continue;
    const { docs, items } = await answer.json();
    return docs ?? items;
  }
  throw new Error("no index");
}

function result(section, asked) {
  const $item = document.createElement("li");
  const $link = document.createElement("a");
  $link.href = new URL(section.location, ROOT).href;
  $link.append(line("theme-result-title", [{ text: section.name, hit: false }]));
  if (section.page) $link.append(line("theme-result-page", [{ text: section.page, hit: false }]));
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
