/** Remembers what items came to, wherever on the site they are answered. */
import { VERSION, answered, blank, clean } from "./progress.mjs";
import { openStore } from "./store.mjs";

/** The store of answers, which the page of one's progress reads. */
export const open = (troubled) => openStore("progress", { version: VERSION, blank, clean, troubled });

/** @param {(problem: import("./store.mjs").Problem) => void} troubled */
export function record(troubled) {
  const store = open(troubled);
  document.addEventListener("quiz:graded", ({ detail }) => store.update((progress) => answered(progress, detail)));
  return store;
}
