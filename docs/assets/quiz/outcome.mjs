/** The results of a quiz: what each item came to in, a panel filled out. */
import { make, points, say } from "./words.mjs";

/**
 * @typedef {Object} Entry
 * @property {HTMLFormElement} $form
 * @property {{id: string, topic: string}} item
 * @property {number} number The question's number on the page.
 * @property {import("./scoring.mjs").Score} score
 * @property {"sure"|"unsure"|null} confidence
 */

/**
 * @param {HTMLElement} $quiz
 * @param {HTMLElement} $panel
 * @param {Entry[]} entries
 */
export function showOutcome($quiz, $panel, entries) {
  const missed = entries.filter((entry) => entry.score.verdict !== "right");
  const surely = missed.filter((entry) => entry.confidence === "sure" && entry.score.verdict !== "unanswered");
  $panel.querySelector("[data-quiz-sum]").textContent = sum($quiz, entries);
  const $surely = $panel.querySelector("[data-quiz-surely]");
  $surely.hidden = surely.length === 0;
  $surely.querySelector("ul").replaceChildren(...surely.map((entry) => make("li", {}, question($quiz, entry))));
  $panel.querySelector("tbody").replaceChildren(...topics($quiz, entries));
  const $missed = $panel.querySelector("[data-quiz-missed]");
  $missed.hidden = missed.length === 0;
  $missed.querySelector("ul").replaceChildren(...missed.map((entry) => make(
    "li", {}, question($quiz, entry), " ", say($quiz, entry.score.verdict === "unanswered" ? "blank" : entry.score.verdict), " ", places(entry))));
  $panel.querySelector("[data-quiz-retry]").hidden = missed.length === 0;
  $panel.hidden = false;
}

/** The result in one sentence. */
export function sum($quiz, entries) {
  const count = (verdict) => entries.filter((entry) => entry.score.verdict === verdict).length;
  return say($quiz, "sum", { points: points(total(entries)), count: entries.length, right: count("right"), partly: count("partly"),
    wrong: count("wrong"), unanswered: count("unanswered") });
}

/** All points together, in hundredths. */
export const total = (entries) => entries.reduce((sofar, entry) => sofar + entry.score.points, 0);

/** A row a topic, in the comparison's order: the topic, its points, and the rows to look at again. */
function topics($quiz, entries) {
  const $names = [...$quiz.querySelector("template[data-quiz-topics]").content.children];
  return $names.flatMap(($name) => {
    const own = entries.filter((entry) => entry.item.topic === $name.dataset.quizTopic);
    if (own.length === 0) return [];
    const missed = own.filter((entry) => entry.score.verdict !== "right");
    // Two questions may rest on one row; it is named once.
    const links = new Map(missed.flatMap((entry) => [...places(entry).querySelectorAll("a")]).map(($link) => [$link.outerHTML, $link]));
    const list = [...links.values()].flatMap(($link, index) => (index ? ["; ", $link] : [$link]));
    return [make("tr", {}, make("th", { scope: "row" }, $name.cloneNode(true)),
      make("td", {}, say($quiz, "of", { points: points(total(own)), count: own.length })),
      make("td", {}, ...(list.length ? list : [say($quiz, "nothing")])))];
  });
}

const question = ($quiz, { $form, number }) => make(
  "a", { href: `#${$form.id}` }, `${number}. ${$form.querySelector("[data-quiz-stem]").textContent}`);

/** Where an item's answer stands: its rows and notes. */
function places({ $form }) {
  const $places = make("span", { class: "quiz-places" });
  $places.append(...$form.querySelector("[data-quiz-places]").cloneNode(true).childNodes);
  return $places;
}
