/**
 * The bank's index and its questions, fetched from this site as they are needed, each once.
 *
 * @typedef {import("./draw.mjs").Item} Item
 * @typedef {{bank: string, items: Item[], retired: {id: string, code: string}[]}} Bank
 */
import { reasonsOf } from "./item.mjs";
import { shuffled } from "./seed.mjs";

const asked = new Map();

function fetched(address, read) {
  if (!asked.has(address)) {
    const answer = fetch(address).then((response) => {
      if (!response.ok) throw new Error(`${response.status} ${address}`);
      return read(response);
    });
    asked.set(address, answer);
    // What failed once may work next time.
    answer.catch(() => asked.delete(address));
  }
  return asked.get(address);
}

/** The data behind an address, as seen from the page. */
export const fetchedJson = (address) => fetched(new URL(address, document.baseURI).href, (response) => response.json());

/**
 * @param {HTMLElement} $root The element that names where the bank is.
 * @returns {Promise<Bank>}
 */
export const loadBank = ($root) => fetchedJson($root.dataset.setBank);

/**
 * The short index, which holds no more than the links of sets do.
 *
 * @param {HTMLElement} $root The element that names where it is.
 * @returns {Promise<{bank: string, items: {id: string, code: string, revision: string}[], retired: {id: string, code: string}[]}>} Of
 *   each revision the beginning.
 */
export async function loadCodes($root) {
  const { items, ...rest } = await fetchedJson($root.dataset.setCodes);
  return { ...rest, items: Object.entries(items).map(([id, told]) => ({ id, code: told.slice(0, 4), revision: told.slice(4) })) };
}

/**
 * The questions of a set, as the forms that quizzes are made of, in the order given.
 *
 * @param {HTMLElement} $root The element that names where questions are.
 * @param {string[]} ids
 * @param {{mixed: boolean, seed: number}} how Whether options change places, and by which seed.
 * @returns {Promise<HTMLFormElement[]>} Each a new copy.
 */
export async function loadForms($root, ids, { mixed, seed }) {
  const addresses = ids.map((id) => new URL($root.dataset.setItem.replace("{id}", id), document.baseURI).href);
  const texts = await Promise.all(addresses.map((address) => fetched(address, (response) => response.text())));
  return texts.map((text, index) => {
    const $form = document.importNode(new DOMParser().parseFromString(text, "text/html").querySelector("form"), true);
    // Its links are written as seen from its own address.
    for (const $link of $form.querySelectorAll("a[href]")) $link.href = new URL($link.getAttribute("href"), addresses[index]).href;
    if (mixed) mix($form, `${seed}/${ids[index]}`);
    return $form;
  });
}

/** Put options and their reasons into the order of a seed; what is fixed stays at the end, rows of one kind stay alike. */
function mix($form, seed) {
  const $parts = [...$form.querySelectorAll("[data-quiz-part]")];
  for (const $part of $parts) {
    const alike = $form.dataset.quizKind === "match" ? $parts[0] : $part;
    const place = `${seed}/${alike.dataset.quizPart}`;
    const $labels = [...$part.querySelectorAll(".quiz-option")];
    const last = $labels.filter(($label) => "quizFixed" in $label.dataset).map(($label) => $label.querySelector("input").value);
    const ids = new Map(reasonsOf($form, $part.dataset.quizPart).map(([id, $reason]) => [$reason, id]));
    const put = ($entries, idOf) => {
      const free = shuffled($entries.filter(($entry) => !last.includes(idOf($entry))), place, idOf);
      const $all = [...free, ...$entries.filter(($entry) => last.includes(idOf($entry)))];
      $all.forEach(($entry) => $entry.parentNode.append($entry));
    };
    put($labels, ($label) => $label.querySelector("input").value);
    put([...$part.querySelectorAll("option")].filter(($option) => $option.value), ($option) => $option.value);
    put([...ids.keys()], ($reason) => ids.get($reason));
  }
}
