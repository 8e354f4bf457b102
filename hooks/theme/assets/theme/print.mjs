/** What paper needs before it is printed on, and takes back after. */

/** Nobody unfolds anything on paper. The answers of a quiz stay folded: those are no part of a worksheet. */
export function unfoldOnPaper() {
  let opened = [];
  onPaper(() => {
    const folded = [...document.querySelectorAll("article details:not([open], [data-quiz-answer])")];
    folded.forEach(($fold) => { $fold.open = true; });
    opened.push(...folded);
  }, () => {
    opened.forEach(($fold) => { $fold.open = false; });
    opened = [];
  });
}

/**
 * Notes on paper. On a screen each marker of a statement unfolds its own; unfolded all at once they fill eighty pages. So a
 * marker names them, and they follow once, at the end. Without scripts they stand under it.
 *
 * @param {string} heading
 */
export function noteAtTheEnd(heading) {
  onPaper(() => document.querySelectorAll("article").forEach(($article) => {
    if ($article.querySelector(".theme-endnotes")) return;
    const notes = new Map();
    for (const $marker of $article.querySelectorAll(".cmp-marker")) {
      const $notes = [...$marker.querySelectorAll("[data-context]")];
      $notes.forEach(($note) => notes.set($note.dataset.context, $note));
      $marker.querySelector("summary").append(made("span", "theme-cited", ` ${$notes.map(($note) => $note.dataset.context).join(", ")}`));
    }
    if (!notes.size) return;
    const $end = made("section", "theme-endnotes");
    $end.append(made("h2", "", heading), ...[...notes.keys()].sort().map((id) => {
      const $note = notes.get(id).cloneNode(true);
      $note.prepend(made("strong", "theme-cited", `${id} `));
      return $note;
    }));
    $article.append($end);
  }), () => document.querySelectorAll(".theme-endnotes, .theme-cited").forEach(($part) => $part.remove()));
}

/**
 * @param {() => void} before Told more than once before it is over.
 * @param {() => void} after
 */
function onPaper(before, after) {
  // Browsers differ in which of these they tell.
  window.addEventListener("beforeprint", before);
  window.addEventListener("afterprint", after);
  matchMedia("print").addEventListener("change", ({ matches }) => (matches ? before() : after()));
}

function made(tag, name, text = "") {
  const $made = document.createElement(tag);
  $made.className = name;
  $made.textContent = text;
  return $made;
}
