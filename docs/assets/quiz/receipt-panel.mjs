/** The receipt below the results of a finished quiz: made anew with each name, copied, printed, downloaded. It is stored nowhere. */
import { receipt } from "./receipt.mjs";
import { say } from "./words.mjs";

function show({ detail }) {
  const $quiz = document.querySelector(`[data-quiz-id="${CSS.escape(detail.id)}"]`);
  const $panel = $quiz.querySelector("[data-quiz-after]");
  const $template = $quiz.querySelector("template[data-quiz-receipt]");
  // A name once typed stays for the next try, until the page is left.
  const typed = $panel.querySelector("[data-receipt-name]")?.value ?? "";
  $panel.replaceChildren($template.content.cloneNode(true));
  const find = (name) => $panel.querySelector(`[data-receipt-${name}]`);
  const [$name, $text, $said] = ["name", "text", "said"].map(find);

  const draw = () => { $text.textContent = receipt(detail, $name.value); };
  const on = (name, act) => find(name).addEventListener("click", async () => {
    const text = say($template, await act());
    $said.textContent = text;
    $quiz.querySelector("[data-quiz-status]").textContent = text;
  });
  $name.value = typed;
  $name.addEventListener("input", () => {
    draw();
    $said.textContent = "";
  });
  on("copy", () => copy($text));
  on("save", () => save($text.textContent, `receipt-${detail.id}-${$name.value}`));
  on("print", print);
  draw();
}

async function copy($text) {
  try {
    await navigator.clipboard.writeText($text.textContent);
    return "copied";
  } catch {
    // Refused, or not there outside of secure addresses: select it, so that the keyboard can.
    getSelection().selectAllChildren($text);
    return document.execCommand("copy") ? "copied" : "select";
  }
}

function save(text, name) {
  const $link = document.createElement("a");
  $link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  $link.download = `${name.replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/-$/, "")}.txt`;
  $link.click();
  // Some browsers read it only after the click is over.
  setTimeout(() => URL.revokeObjectURL($link.href), 60000);
  return "saved";
}

/** Print the receipt alone; the style sheet leaves all else out while the mark is on. */
function print() {
  document.documentElement.dataset.quizPrint = "receipt";
  addEventListener("afterprint", () => delete document.documentElement.dataset.quizPrint, { once: true });
  window.print();
  return "printed";
}

document.addEventListener("quiz:finished", show);
