/** The page of one's progress: what is mastered, what is due, and a file and a button to move it or erase it. */
import { startOn } from "../start.mjs";
import { open as openAttempts } from "./attempts.mjs";
import { exported, imported, merged, standing } from "./progress.mjs";
import { open as openAnswers } from "./recorder.mjs";
import { encode, markOf, MOST } from "./sets.mjs";
import { make, say } from "./words.mjs";

/** No file of as many answers as are kept comes near. */
const LARGEST = 8e6;

/** @param {HTMLElement} $root */
function startProgress($root) {
  const find = (name) => $root.querySelector(`[data-progress-${name}]`);
  const [$erase, $sure, $trouble] = ["erase", "sure", "trouble"].map(find);
  const tell = (text) => { find("status").textContent = text; };
  const troubled = () => {
    const problem = answers.problem ?? attempts.problem;
    $trouble.textContent = problem ? say($root, `trouble-${problem}`) : "";
  };
  const answers = openAnswers(() => troubled());
  const attempts = openAttempts(() => troubled());
  let items = null;

  function draw() {
    const progress = answers.read();
    attempts.read();
    const count = Object.keys(progress.answers).length;
    const { topics, due, next, dropped, gone } = standing(progress, items ?? [], Date.now());
    find("due").textContent = items === null ? say($root, "failed")
      : due.length > MOST ? say($root, "due-first", { count: due.length, most: MOST })
        : due.length ? say($root, "due", { count: due.length })
          : next === null ? say($root, "none") : next === 1 ? say($root, "tomorrow") : say($root, "later", { days: next });
    find("quizzes").hidden = due.length > 0 || next !== null;
    const listed = due.slice(0, MOST);
    find("list").replaceChildren(...listed.map((item) => make("li", {}, question(item))));
    find("list").hidden = due.length === 0;
    find("review").hidden = due.length === 0;
    find("review").querySelector("a").href = setOf(listed);
    find("dropped").hidden = dropped.length === 0;
    find("dropped").querySelector("p").textContent = say($root, "dropped");
    find("dropped").querySelector("ul").replaceChildren(...dropped.map((item) => make("li", {}, question(item))));
    find("gone").textContent = items && gone ? say($root, "gone", { count: gone }) : "";
    for (const { topic, count: all, answered, mastered, due: waiting } of topics) {
      const $row = $root.querySelector(`tr[data-topic="${CSS.escape(topic)}"]`);
      for (const [name, part] of [["answered", answered], ["mastered", mastered]]) {
        $row.querySelector(`[data-of="${name}"]`).textContent = say($root, "of", { part, count: all });
      }
      $row.querySelector('[data-of="due"]').textContent = String(waiting);
    }
    find("export").disabled = count === 0;
  }

  /** A question by its text, linked to the quiz that asks it, or to a set of it alone. */
  function question(item) {
    const href = item.quizzes.length ? `${$root.dataset.progressQuiz.replace("{id}", item.quizzes[0])}#item-${item.id}` : setOf([item]);
    return make("a", { href }, item.stem);
  }

  /** The address of a set that asks the items, in their order. */
  function setOf(asked) {
    const entries = asked.map(({ code, revision }) => ({ code, mark: markOf(revision) }));
    return `${$root.dataset.progressSet}#${entries.length ? encode({ mode: "study", mixed: true, seed: 0, entries }) : ""}`;
  }

  function confirm(asks) {
    $sure.hidden = !asks;
    $erase.setAttribute("aria-expanded", String(asks));
    if (!asks) $erase.focus();
  }

  find("export").addEventListener("click", () => {
    save(exported(answers.read(), Date.now()));
    tell(say($root, "exported"));
  });
  find("import").addEventListener("change", async ({ target }) => {
    const [file] = target.files;
    if (!file) return;
    const read = file.size > LARGEST ? { problem: "large" }
      : imported(await file.text().catch(() => ""), Date.now());
    // The same file once more has to count as a change.
    target.value = "";
    if (read.progress) answers.update((progress) => merged(progress, read.progress));
    draw();
    tell(read.progress ? say($root, "imported", { count: Object.keys(read.progress.answers).length }) : say($root, `import-${read.problem}`));
  });
  $erase.addEventListener("click", () => {
    confirm($sure.hidden);
    tell("");
  });
  find("erase-now").addEventListener("click", () => {
    answers.erase();
    attempts.erase();
    confirm(false);
    draw();
    troubled();
    tell(say($root, "erased"));
  });
  const spare = () => {
    confirm(false);
    tell(say($root, "kept"));
  };
  find("keep").addEventListener("click", spare);
  $sure.addEventListener("keydown", (event) => { if (event.key === "Escape") spare(); });
  // Another tab answered, read in or erased; or the page comes back from where the browser keeps pages, days later.
  window.addEventListener("storage", () => { if ($root.isConnected) draw(); });
  window.addEventListener("pageshow", () => { if ($root.isConnected) draw(); });

  return load($root.dataset.progressBank).then((bank) => {
    items = bank;
    find("work").hidden = false;
    draw();
  });
}

/** The bank's questions, or null where they cannot be had. */
async function load(address) {
  try {
    return (await (await fetch(address)).json()).items;
  } catch {
    return null;
  }
}

function save(text) {
  const $link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "application/json" })), download: "quiz-progress.json" });
  $link.click();
  // Some browsers read it only after the click is over.
  setTimeout(() => URL.revokeObjectURL($link.href), 60000);
}

startOn('[data-module="quiz-progress"]', startProgress);
