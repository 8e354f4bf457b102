/**
 * One word kept on this device. Where storage is refused it is kept as long as the page.
 *
 * @param {string} name
 * @returns {{read: () => string|null, write: (word: string|null) => void}} Writing null takes it off the device.
 */
export function kept(name) {
  // Several sites may share a host, and with it the storage.
  const place = `theme:${new URL("../../", import.meta.url).pathname}:${name}`;
  let refused = false;
  let held = null;
  return {
    read() {
      try {
        return refused ? held : localStorage.getItem(place);
      } catch {
        return held;
      }
    },
    write(word) {
      held = word;
      try {
        if (word === null) localStorage.removeItem(place);
        else localStorage.setItem(place, word);
      } catch {
        refused = true;
      }
    },
  };
}
