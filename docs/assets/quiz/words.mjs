/** The words of a quiz, which its page holds, and how to put them there: always as text, never as markup. */

/**
 * A message of the page with its placeholders filled in. One with plural forms has an attribute each, such as "total.one";
 * `count` and the language of the page choose.
 */
export function say($quiz, key, values = {}) {
  const held = (name) => $quiz.getAttribute(`data-quiz-says-${name}`);
  const form = () => new Intl.PluralRules(document.documentElement.lang || "en").select(values.count);
  const text = held(key) ?? held(`${key}.${form()}`) ?? held(`${key}.other`);
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Hundredths as a number of points for people. */
export const points = (hundredths) => String(Math.round(hundredths) / 100);

/**
 * @param {string} tag
 * @param {Object<string, string>} attributes
 * @param {...(Node|string)} children
 */
export function make(tag, attributes = {}, ...children) {
  const $element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) $element.setAttribute(name, value);
  $element.append(...children);
  return $element;
}
