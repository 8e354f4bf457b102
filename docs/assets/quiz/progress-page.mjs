/** The page that shows how far one is and what to look at again; saves, reads and erases what is kept on the device. */
import { startOn } from "../start.mjs";
import { attempts } from "./attempts.mjs";
import { loadBank } from "./fragments.mjs";
import { FORM, byTopic, merged, reconciled, review } from "./progress.mjs";
import { encode, markOf } from "./sets.mjs";
import { openStore, packed, unpacked } from "./store.mjs";
import { make, say } from "./words.mjs";

/** So many questions are reviewed in one go. */
const SITTING = 20;

/** @param {HTMLElement} $root */
function startProgress($root) {
  const find = (name) => $root.querySelector(`[data-progress-${name}]`);
  const $status = find("status");
  const names = new Map([...find("topics").content.children].map(($name) => [$name.dataset.quizTopic, $name]));
  const store = openStore(FORM);
  let bank = null;

  const announce = (text) => { $status.textContent = $status.textContent === text ? `${text}\u00a0` : text; };

  function draw() {
    const progress = store.read();
    const problem = store.problem ?? attempts.problem;
    find("problem").hidden = !problem;
    find("problem").textContent = problem ? say($root, `unkept-${problem}`) : "";
    const rows = byTopic(progress, bank.items);
    const answered = rows.reduce((sum, row) => sum + row.answered, 0);
    drawReview(progress, answered);
    find("table").replaceChildren(...rows.map((row) => make("tr", {}, make("th", { scope: "row" }, names.get(row.topic)?.cloneNode(true) ?? row.topic),
      make("td", {}, say($root, "of", { part: row.answered, count: row.count })),
      make("td", {}, make("meter", { min: 0, max: row.count, value: row.mastered, "aria-hidden": "true" }), " ",
        say($root, "of", { part: row.mastered, count: row.count })))));
    find("dropped").hidden = progress.notes.length === 0;
    find("notes").replaceChildren(...[...progress.notes].reverse().map(({ id, when }) => make("li", {}, say($root, "dropped", {
      question: bank.items.find((item) => item.id === id)?.stem ?? id, date: new Date(when).toLocaleDateString(document.documentElement.lang),
    }))));
    find("save").disabled = answered === 0 && progress.notes.length === 0;
  }

  function drawReview(progress, answered) {
    const { due, next } = review(progress, bank.items, Date.now());
    const now = due.slice(0, SITTING);
    const key = due.length === 1 ? "due-one" : due.length ? "due" : next === 1 ? "tomorrow" : next ? "later" : answered ? "due-none" : "none";
    find("due").textContent = say($root, key, { count: due.length, days: next });
    find("review").hidden = now.length === 0;
    if (now.length) {
      const entries = now.map(({ code, revision }) => ({ code, mark: markOf(revision) }));
      const payload = encode({ mode: "study", mixed: true, seed: Math.floor(Date.now() / 1000) % 2 ** 24, entries });
      find("review").href = `${$root.dataset.progressSet}#${payload}`;
      find("review").textContent = say($root, now.length === 1 ? "review-one" : "review", { count: now.length });
    }
    find("list").replaceChildren(...now.map((item) => make("li", {}, item.stem)));
    find("more").textContent = due.length > now.length ? say($root, "more", { count: due.length - now.length }) : "";
  }

  function save() {
    const file = new Blob([packed(store.read(), FORM)], { type: "application/json" });
    const $link = make("a", { href: URL.createObjectURL(file), download: say($root, "file", { date: new Date().toISOString().slice(0, 10) }) });
    $link.click();
    setTimeout(() => URL.revokeObjectURL($link.href));
    announce(say($root, "saved"));
  }

  async function load($input) {
    const [file] = $input.files;
    if (!file) return;
    // Anything much larger than what this page writes is another file.
    const { data, problem } = file.size > 8e6 ? { problem: "unreadable" } : unpacked(await file.text(), FORM);
    $input.value = "";
    if (problem) {
      announce(say($root, `file-${problem}`));
      return;
    }
    await store.update((progress) => reconciled(merged(progress, data), bank.items, Date.now()));
    draw();
    announce(say($root, "read", { count: Object.keys(data.answers).length }));
  }

  function erase() {
    store.erase();
    attempts.erase();
    ask(false);
    draw();
    announce(say($root, "erased"));
    find("erase").focus();
  }

  /** Erasing cannot be undone, so it takes two presses. */
  function ask(isAsked) {
    find("sure").hidden = !isAsked;
    find("erase").setAttribute("aria-expanded", String(isAsked));
    if (isAsked) find("sure").querySelector("button").focus();
  }

  async function start() {
    try {
      bank = await loadBank($root);
    } catch {
      find("problem").hidden = false;
      find("problem").textContent = say($root, "failed");
      return;
    }
    await store.update((progress) => reconciled(progress, bank.items, Date.now()));
    attempts.read();
    draw();
    find("work").hidden = false;
  }

  find("save").addEventListener("click", save);
  find("load").addEventListener("change", ({ target }) => load(target));
  find("erase").addEventListener("click", () => ask(find("sure").hidden));
  find("erase-yes").addEventListener("click", erase);
  find("erase-no").addEventListener("click", () => {
    ask(false);
    find("erase").focus();
  });
  // Another tab answered, or this page comes back from the browser's memory.
  window.addEventListener("storage", ({ key }) => { if (bank && $root.isConnected && (key === store.key || key === null)) draw(); });
  window.addEventListener("pageshow", ({ persisted }) => { if (persisted && bank && $root.isConnected) draw(); });
  start();
}

startOn('[data-module="quiz-progress"]', startProgress);
