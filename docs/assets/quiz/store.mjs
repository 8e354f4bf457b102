/**
 * What is kept on the device: one value under a name, with the version of its form.
 *
 * Nothing here throws. Where the browser keeps nothing (private windows, a full disk), the value lives as long as the page;
 * what cannot be read is set aside and the value starts anew; what a newer version of the site wrote is left alone. Each is
 * told by `problem`.
 *
 * @typedef {"refused"|"full"|"unreadable"|"newer"} Trouble
 *
 * @template T
 * @typedef {Object} Form
 * @property {string} name What files of this form call themselves.
 * @property {number} version
 * @property {() => T} empty
 * @property {(data: unknown) => boolean} isSound
 * @property {Object<number, (data: unknown) => unknown>} migrations By version: what turns its data into those of the next.
 */

// Several sites may live on one host: each keeps to a name of its own.
const SITE = new URL("../..", import.meta.url).pathname;

/**
 * Read a text that `packed` wrote, in this version or an older one.
 *
 * @template T
 * @param {string} text
 * @param {Form<T>} form
 * @returns {{data?: T, problem?: Trouble}}
 */
export function unpacked(text, form) {
  try {
    let { format, version, data } = JSON.parse(text);
    if (format !== form.name || !Number.isInteger(version) || version < 1) return { problem: "unreadable" };
    if (version > form.version) return { problem: "newer" };
    for (; version < form.version; version += 1) data = form.migrations[version](data);
    return form.isSound(data) ? { data } : { problem: "unreadable" };
  } catch {
    return { problem: "unreadable" };
  }
}

/** @returns {string} */
export const packed = (data, { name, version }) => JSON.stringify({ format: name, version, data });

/**
 * @template T
 * @param {Form<T>} form
 */
export function openStore(form) {
  const key = `${form.name} ${SITE}`;
  const aside = `${key} unreadable`;
  /** @type {T|null} What stands in once the browser keeps nothing. */
  let instead = null;
  /** @type {Trouble|null} */
  let problem = null;

  function stay(trouble, data) {
    problem = trouble;
    instead = data;
    return data;
  }

  /** @returns {T} */
  function read() {
    if (instead) return instead;
    let text;
    try {
      text = localStorage.getItem(key);
    } catch {
      return stay("refused", form.empty());
    }
    if (text === null) return form.empty();
    const found = unpacked(text, form);
    if (found.data) return found.data;
    if (found.problem === "newer") return stay("newer", form.empty());
    problem = "unreadable";
    try {
      localStorage.setItem(aside, text);
      localStorage.removeItem(key);
    } catch {
      return stay("full", form.empty());
    }
    return form.empty();
  }

  /**
   * Change the value now: for a page that is being left, which cannot wait.
   *
   * @param {(data: T) => T} change
   * @returns {T}
   */
  function updateNow(change) {
    const data = change(read());
    if (instead) return stay(problem, data);
    try {
      localStorage.setItem(key, packed(data, form));
    } catch (error) {
      return stay(error?.name === "QuotaExceededError" ? "full" : "refused", data);
    }
    return data;
  }

  /**
   * Change the value: read afresh, so that what another tab wrote in the meantime stays, and one tab at a time.
   *
   * @param {(data: T) => T} change
   * @returns {Promise<T>}
   */
  async function update(change) {
    // Where pages are not served safely there are no locks; then reading and writing in one go has to do.
    return navigator.locks ? navigator.locks.request(key, () => updateNow(change)) : updateNow(change);
  }

  function erase() {
    try {
      localStorage.removeItem(key);
      localStorage.removeItem(aside);
    } catch {
      problem = "refused";
    }
    if (instead) instead = form.empty();
    else problem = null;
  }

  return { key, read, update, updateNow, erase, get problem() { return problem; } };
}
