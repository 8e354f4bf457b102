/** Keeps what was answered in any quiz on the device, for the page that shows how far one is. */
import { FORM, record } from "./progress.mjs";
import { openStore } from "./store.mjs";

export const store = openStore(FORM);

// Once a browser's page, however often pages are swapped in it.
document.addEventListener("quiz:graded", async ({ detail }) => {
  await store.update((progress) => record(progress, detail));
  if (store.problem) document.dispatchEvent(new CustomEvent("quiz:unkept", { detail: store.problem }));
});
