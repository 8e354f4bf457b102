/**
 * Notes on paper. On a screen each cell of a table unfolds its own; unfolded all at once they fill eighty pages. So a cell
 * names them, and they follow once, at the end. Without scripts they stand in the cells.
 *
 * @param {string} heading
 */
export function noteAtTheEnd(heading) {
  const before = () => document.querySelectorAll("article").forEach(($article) => {
    if ($article.querySelector(".theme-endnotes")) return;
    const notes = new Map();
    for (const $marker of $article.querySelectorAll(".cmp-table .cmp-marker")) {
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
  });
  const after = () => document.querySelectorAll(".theme-endnotes, .theme-cited").forEach(($part) => $part.remove());

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
