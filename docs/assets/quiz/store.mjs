/**
 * Something kept on this device, in the browser's local storage, and nothing that goes wrong there ever throws.
 *
 * What is stored is wrapped with a version, so that later code can read it and earlier code leaves it alone. Two tabs share
 * it: every change is made to what is stored at that moment, under a lock, and not to what this tab once read. What one tab
 * stores reaches another a moment later, lock or not; a tab that hears of a store without its own latest changes makes them
 * once more. Where storage is refused the data lives in memory, as long as the page does.
 *
 * @typedef {"corrupt"|"partly"|"newer"|"refused"|"full"} Problem What went wrong, as a word: unreadable, unreadable in part,
 *   written by newer code, no storage at all, no room left.
 *
 * @template T
 * @typedef {Object} Store
 * @property {() => T} read What is stored now.
 * @property {(change: (data: T) => T) => void} update Change it soon, and before the page is left; pure and without a clock of its own,
 *   since it may be made twice; the second time then changes nothing.
 * @property {() => void} erase Take it off the device.
 * @property {Problem|null} problem
 */

/** Milliseconds, plenty, in which browsers tell all tabs what was stored. */
const SPREAD = 5000;
/** Two tabs that want different things of one entry must not go on for ever. */
const TRIES = 20;

/** Several sites may share a host, and with it the storage. */
export const SCOPE = new URL("../../", import.meta.url).pathname;

/**
 * @template T
 * @param {string} name
 * @param {Object} how
 * @param {number} how.version From 1; goes up when the shape changes.
 * @param {Object<number, (data: any) => any>} [how.migrations] By version: that version's data in, the next one's out.
 * @param {() => T} how.blank
 * @param {(data: unknown) => {data: T, lost: number}|null} how.clean What of the data is sound, and how much was not; null if
 *   nothing was.
 * @param {(problem: Problem) => void} [how.troubled] Told when a problem turns up.
 * @returns {Store<T>}
 */
export function openStore(name, { version, migrations = {}, blank, clean, troubled = () => {} }) {
  const place = `quiz:${SCOPE}:${name}`;
  let memory = null;
  let pending = [];
  let asked = false;
  /** @type {{change: (data: T) => T, until: number, tries: number}[]} Changes that another tab may not have seen when it stored its own. */
  let latest = [];

  const store = { read, update, erase, place, problem: null };

  function trouble(problem) {
    if (store.problem === problem) return;
    store.problem = problem;
    troubled(problem);
  }

  /** What is stored, or what this page holds where nothing can be. */
  function stored() {
    if (memory !== null) return memory;
    let text;
    try {
      text = localStorage.getItem(place);
    } catch {
      trouble("refused");
      memory = blank();
      return memory;
    }
    if (text === null) return blank();
    const found = opened(text);
    if (found.problem) trouble(found.problem);
    // Newer code knows what is in there; it must stay as it is.
    if (found.problem === "newer") memory = blank();
    return found.data;
  }

  function opened(text) {
    try {
      const wrapped = JSON.parse(text);
      if (Number.isInteger(wrapped.version) && wrapped.version > version) return { data: blank(), problem: "newer" };
      let { data } = wrapped;
      for (let from = wrapped.version; from !== version; from += 1) data = migrations[from](data);
      const sound = clean(data);
      if (sound) return { data: sound.data, problem: sound.lost ? "partly" : null };
    } catch {
      // Not ours, or not whole.
    }
    return { data: blank(), problem: "corrupt" };
  }

  function flush() {
    if (pending.length === 0) return;
    const changes = pending.splice(0);
    const data = changes.reduce((sofar, change) => change(sofar), stored());
    if (memory !== null) {
      memory = data;
      return;
    }
    write(data);
    const now = performance.now();
    latest = [...latest.filter(({ until }) => until > now), ...changes.map((change) => ({ change, until: now + SPREAD, tries: TRIES }))];
  }

  function flushInTurn() {
    asked = false;
    flush();
  }

  /** Another tab stored something: what it did not know of is added. */
  function mend({ key, newValue }) {
    if (key !== place && key !== null) return;
    if (newValue === null || memory !== null) latest = [];
    latest = latest.filter(({ until, tries }) => until > performance.now() && tries > 0);
    if (latest.length === 0) return;
    const data = stored();
    const whole = latest.reduce((sofar, { change }) => change(sofar), data);
    if (JSON.stringify(whole) === JSON.stringify(data)) return;
    latest.forEach((entry) => { entry.tries -= 1; });
    write(whole);
  }

  function write(data) {
    try {
      localStorage.setItem(place, JSON.stringify({ version, data }));
    } catch {
      // No room, or a browser that offers storage of no size at all.
      memory = data;
      trouble("full");
    }
  }

  function read() {
    flush();
    return stored();
  }

  function update(change) {
    pending.push(change);
    // Only secure addresses have locks. Without them two tabs would have to write within the same millisecond to collide.
    if (!navigator.locks) queueMicrotask(flush);
    else if (!asked) {
      asked = true;
      navigator.locks.request(place, flushInTurn).catch(flush);
    }
  }

  function erase() {
    [pending, latest] = [[], []];
    if (memory !== null) memory = blank();
    // A newer version's data goes as well: whoever erases means it.
    try {
      localStorage.removeItem(place);
      if (store.problem !== "refused") [memory, store.problem] = [null, null];
    } catch {
      trouble("refused");
    }
  }

  // A lock that was asked for on a page that goes away may never come.
  addEventListener("pagehide", flush);
  addEventListener("storage", mend);
  return store;
}

/** Whether something read is an object with keys, and neither a list nor null. */
export const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
