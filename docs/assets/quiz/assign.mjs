/**
 * The page on which an instructor puts a set together: choices in, a list of questions and one link out.
 *
 * Every change of a choice draws anew; what was taken out by hand stays out. The set lives in the page's address, so that a
 * reload keeps it. What is typed is looked up and never put on the page as markup.
 */
import { startOn } from "../start.mjs";
import { draw, fitting } from "./draw.mjs";
import { fileOf, loadFormats } from "./files.mjs";
import { loadBank, loadForms } from "./fragments.mjs";
import { onPaper } from "./paper.mjs";
import { shuffled } from "./seed.mjs";
import { MOST, decode, encode, itemOf, markOf, nameOf, seedOf } from "./sets.mjs";
import { make, say } from "./words.mjs";

const GROUPS = { topic: "topics", kind: "kinds", area: "areas", quiz: "quizzes" };

/** @param {HTMLElement} $root */
async function startAssign($root) {
  const find = (name) => $root.querySelector(`[data-assign-${name}]`);
  const [$form, $list, $link, $status, $paper, $code] = ["form", "list", "link", "status", "paper", "code"].map(find);
  const $names = find("names").content;
  const nameIn = (group, id) => $names.querySelector(`[data-${group}="${CSS.escape(id)}"]`).textContent;
  const field = (name) => $form.elements[name];
  /** Say something politely; the same thing twice in a row has to differ to be heard. */
  const announce = (text) => { $status.textContent = $status.textContent === text ? `${text}\u00a0` : text; };

  let bank;
  /** What the text formats leave out, once that is known. */
  let formats;
  try {
    bank = await loadBank($root);
  } catch {
    $root.querySelector("[data-assign-without]").textContent = say($root, "failed");
    return;
  }
  /** The set, in its order, and what was taken out of it by hand. */
  let chosen = [];
  const out = new Set();
  /** The questions whose answers are unfolded in the list. */
  const unfolded = new Set();

  const seed = () => seedOf(field("seed").value);
  const wanted = () => Math.min(Math.max(Math.trunc(Number(field("count").value)) || 1, 1), MOST);
  const set = () => ({ mode: field("mode").value, mixed: field("mix-options").checked, seed: seed(),
    entries: chosen.map((item) => ({ code: item.code, mark: markOf(item.revision) })) });

  function candidates() {
    const choice = Object.fromEntries(Object.entries(GROUPS).map(([property, name]) => [
      property, [...$form.querySelectorAll(`input[name="${name}"]:checked`)].map(($box) => $box.value)]));
    return fitting(bank.items, choice).filter((item) => !out.has(item.id));
  }

  function drawAnew() {
    const drawn = draw(candidates(), wanted(), String(seed()));
    const mixed = field("mix-questions").checked;
    chosen = mixed ? shuffled(drawn, String(seed()), (item) => item.id) : bank.items.filter((item) => drawn.includes(item));
  }

  function total() {
    if (chosen.length === 0) return say($root, "none");
    if (chosen.length === 1) return say($root, "total-one");
    return say($root, "total", { count: chosen.length, topics: new Set(chosen.map((item) => item.topic)).size });
  }

  const payload = () => encode(set());

  /** Show the set, its link and whatever was made of it. */
  function show() {
    $root.querySelectorAll("[data-assign-boxes]").forEach(($boxes) => {
      const count = $boxes.querySelectorAll(":checked").length;
      $boxes.querySelector("[data-assign-chosen]").textContent = count ? say($root, "chosen", { count }) : say($root, "every");
    });
    const few = chosen.length > 0 && chosen.length < wanted() ? ` ${say($root, "few", { count: chosen.length })}` : "";
    find("total").textContent = total() + few;
    $list.replaceChildren(...chosen.map(entry));
    find("hand").hidden = chosen.length === 0;
    find("told").textContent = "";
    $root.querySelectorAll("[data-assign-taken]").forEach(($text) => { $text.textContent = ""; });
    showFormats();
    if (chosen.length === 0) {
      $paper.hidden = true;
      history.replaceState(history.state, "", location.pathname + location.search);
      return;
    }
    $link.value = `${new URL($root.dataset.assignSet, document.baseURI).href.split("#")[0]}#${payload()}`;
    find("open").href = $link.value;
    history.replaceState(history.state, "", `#${payload()}`);
    if ($code.open) drawCode();
    if (!$paper.hidden) showPaper($paper.dataset.assignPaper);
  }

  function entry(item, index) {
    const number = index + 1;
    const button = (name, isOff = false) => make(
      "button", { type: "button", class: "assign-do", "data-assign-do": name, ...(isOff ? { disabled: "" } : {}) },
      say($root, name), make("span", { class: "cmp-hidden" }, ` ${say($root, "of", { number })}`));
    return make("li", { "data-assign-item": item.id },
      make("p", { class: "assign-stem" }, item.stem),
      make("p", { class: "cmp-note" }, `${nameIn("topic", item.topic)} · ${nameIn("kind", item.kind)}`),
      ...answers(item),
      make("div", { class: "assign-actions" }, button("up", index === 0), button("down", number === chosen.length), button("swap"),
        button("remove")));
  }

  /** What there is to choose from: many questions differ in nothing else. */
  function answers(item) {
    const texts = [...new Set(Object.values(item.options).flatMap((options) => Object.values(options)))];
    if (texts.length === 0) return [];
    const $fold = make("details", { class: "cmp-fold", ...(unfolded.has(item.id) ? { open: "" } : {}) },
      make("summary", {}, say($root, "answers")), make("ul", {}, ...texts.map((text) => make("li", {}, text))));
    $fold.addEventListener("toggle", () => unfolded[$fold.open ? "add" : "delete"](item.id));
    return [$fold];
  }

  const actions = {
    up: (index) => move(index, index - 1),
    down: (index) => move(index, index + 1),
    swap(index) {
      const others = shuffled(candidates(), String(seed()), (item) => item.id).filter((item) => !chosen.includes(item));
      // One of the same topic comes first, so that the set keeps its balance.
      const next = others.find((item) => item.topic === chosen[index].topic) ?? others[0];
      if (!next) return say($root, "swap-none");
      out.add(chosen[index].id);
      chosen = chosen.map((item, place) => (place === index ? next : item));
      return say($root, "swapped", { number: index + 1 });
    },
    remove(index) {
      out.add(chosen[index].id);
      chosen = chosen.filter((_, place) => place !== index);
      field("count").value = String(Math.max(chosen.length, 1));
      return say($root, "removed", { total: total() });
    },
  };

  function move(from, to) {
    const order = [...chosen];
    order.splice(to, 0, ...order.splice(from, 1));
    chosen = order;
    return say($root, "moved", { number: to + 1, count: chosen.length });
  }

  $list.addEventListener("click", ({ target }) => {
    const $button = target.closest("button");
    if (!$button) return;
    const index = [...$list.children].indexOf($button.closest("li"));
    const { id } = chosen[index];
    const name = $button.dataset.assignDo;
    const text = actions[name](index);
    show();
    announce(text);
    // The list was made anew: the focus goes to where it was, or as near as there is.
    const here = name === "up" || name === "down" ? chosen.findIndex((item) => item.id === id) : Math.min(index, chosen.length - 1);
    const $row = $list.children[here];
    const $same = $row?.querySelector(`[data-assign-do="${name}"]:not(:disabled)`);
    ($same ?? $row?.querySelector("button:not(:disabled)") ?? find("look")).focus();
  });

  function redraw() {
    drawAnew();
    show();
    announce(say($root, "drawn", { total: find("total").textContent }));
  }

  $form.addEventListener("submit", (event) => event.preventDefault());
  $form.addEventListener("change", ({ target }) => {
    if (target.name === "count") target.value = String(wanted());
    // How a set is taken changes nothing of what it asks.
    if (["mode", "mix-options"].includes(target.name)) show();
    else redraw();
  });
  find("again").addEventListener("click", () => {
    field("seed").value = fresh();
    redraw();
  });

  find("copy").addEventListener("click", async () => {
    let text = "copied";
    try {
      await navigator.clipboard.writeText($link.value);
    } catch {
      $link.focus();
      $link.select();
      // The way of old works where a page may not write to the clipboard, as on an address without encryption.
      if (!document.execCommand("copy")) text = "copy-failed";
    }
    find("told").textContent = say($root, text);
    announce(say($root, text));
  });
  $link.addEventListener("focus", () => $link.select());

  /** Draw the code; what draws it is fetched only now. */
  async function drawCode() {
    const $svg = $code.querySelector("svg");
    try {
      const { generate } = await import("./qr/lean-qr.mjs");
      const code = generate($link.value);
      let path = "";
      for (let y = 0; y < code.size; y += 1) for (let x = 0; x < code.size; x += 1) if (code.get(x, y)) path += `M${x} ${y}h1v1h-1z`;
      // Readers ask for four modules of quiet ground around it.
      $svg.setAttribute("viewBox", `-4 -4 ${code.size + 8} ${code.size + 8}`);
      const $path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      $path.setAttribute("d", path);
      $svg.replaceChildren($path);
    } catch {
      find("told").textContent = say($root, "qr-failed");
    }
  }
  $code.addEventListener("toggle", () => { if ($code.open) drawCode(); });

  /** Tell how much of the set each format has room for. */
  function showFormats() {
    if (!formats) return;
    const count = chosen.length;
    for (const [name, { without }] of Object.entries(formats)) {
      const part = chosen.filter(({ id }) => !without.includes(id)).length;
      const key = part === 0 ? "holds-none" : part < count ? "holds-some" : count === 1 ? "holds-one" : "holds";
      $root.querySelector(`[data-assign-holds="${name}"]`).textContent = say($root, key, { part, count, left: count - part });
      $root.querySelector(`[data-assign-take="${name}"]`).disabled = part === 0;
    }
  }

  $root.querySelectorAll("[data-assign-take]").forEach(($button) => $button.addEventListener("click", async () => {
    const name = $button.dataset.assignTake;
    let told;
    try {
      const { text, file } = await fileOf($root, name, chosen.map(({ id }) => id), nameOf(payload()));
      save(text, file);
      told = say($root, "taken", { file });
    } catch {
      told = say($root, "taken-not");
    }
    $root.querySelector(`[data-assign-taken="${name}"]`).textContent = told;
    announce(told);
  }));

  const paper = (name) => $paper.querySelector(`[data-paper-${name}]`);
  let turn = 0;

  /** Show the set as it goes on paper. */
  async function showPaper(view) {
    const mine = turn += 1;
    const { mixed, seed: number } = set();
    let $forms;
    try {
      $forms = await loadForms($root, chosen.map((item) => item.id), { mixed, seed: number });
    } catch {
      find("told").textContent = say($root, "failed");
      return;
    }
    if (mine !== turn) return;
    $paper.dataset.assignPaper = view;
    paper("title").textContent = say($root, view);
    paper("set").textContent = say($root, "paper-set", { name: nameOf(payload()), count: chosen.length });
    paper("who").hidden = view === "key";
    paper("items").replaceChildren(...$forms.map(($form) => onPaper($root, $form, view)));
    $paper.hidden = false;
    drawViews();
  }

  function drawViews() {
    $root.querySelectorAll("[data-assign-view]").forEach(($button) => {
      $button.setAttribute("aria-pressed", String(!$paper.hidden && $paper.dataset.assignPaper === $button.dataset.assignView));
    });
  }

  $root.querySelectorAll("[data-assign-view]").forEach(($button) => $button.addEventListener("click", async () => {
    await showPaper($button.dataset.assignView);
    paper("title").focus();
  }));
  paper("print").addEventListener("click", () => window.print());
  paper("close").addEventListener("click", () => {
    const view = $paper.dataset.assignPaper;
    turn += 1;
    $paper.hidden = true;
    drawViews();
    $root.querySelector(`[data-assign-view="${view}"]`).focus();
  });

  /** Take up the set in the address, if there is one; tell what came of it. */
  function fromAddress() {
    const payload = location.hash.slice(1);
    const { set: given } = decode(payload);
    if (!given) return payload.length > 10 ? "broken" : null;
    const items = given.entries.map((entry) => itemOf(bank, entry));
    chosen = items.filter(Boolean);
    const same = given.entries.every(({ mark }, index) => items[index] && markOf(items[index].revision) === mark);
    field("mode").value = given.mode;
    field("mix-options").checked = given.mixed;
    field("seed").value = String(given.seed);
    field("count").value = String(Math.max(chosen.length, 1));
    return same ? "opened" : "opened-less";
  }

  field("seed").value = fresh();
  const opened = fromAddress();
  if (chosen.length === 0) drawAnew();
  $root.querySelectorAll("[data-assign-without]").forEach(($text) => { $text.hidden = true; });
  find("work").hidden = false;
  show();
  // The set can be put together and handed out without them.
  loadFormats($root).then((known) => {
    formats = known;
    showFormats();
  }, () => {});
  if (opened) {
    find("told").textContent = say($root, opened, { total: total() });
    announce(find("told").textContent);
  }
}

function save(text, file) {
  const $link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "application/octet-stream" })), download: file });
  $link.click();
  // Some browsers read it only after the click is over.
  setTimeout(() => URL.revokeObjectURL($link.href), 60000);
}

/** A seed that nobody chose, short enough to note down. */
const fresh = () => String(1000 + (crypto.getRandomValues(new Uint16Array(1))[0] % 9000));

startOn('[data-module="quiz-assign"]', startAssign);
