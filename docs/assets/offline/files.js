/**
 * In the copy of the site that lies on a disk: what pages fetch there, out of scripts, since browsers fetch nothing from disks.
 *
 * Each folder with files to fetch has a script `held.js` that holds their texts by their names. Read before all other scripts;
 * they find here too where they are.
 */
/* exported copyAddress, copyHolds */
var copyAddress = document.currentScript.src;
/** Called by each of those scripts with what it holds. */
var copyHolds = (texts) => { document.currentScript.held = new Map(Object.entries(texts)); };

{
  const folders = new Map();

  /** Load what a folder holds, once. */
  const load = (folder) => new Promise((resolve, reject) => {
    const $script = document.createElement("script");
    $script.src = `${folder}held.js`;
    $script.onerror = () => {
      folders.delete(folder);
      reject(new TypeError(`There is no ${folder}held.js`));
    };
    $script.onload = () => resolve($script.held);
    document.head.append($script);
  });

  window.fetch = async (address) => {
    const url = new URL(address, document.baseURI);
    const folder = new URL("./", url).href;
    if (!folders.has(folder)) folders.set(folder, load(folder));
    const name = decodeURIComponent(url.pathname.slice(url.pathname.lastIndexOf("/") + 1));
    const text = (await folders.get(folder)).get(name);
    return text === undefined ? new Response("", { status: 404 }) : new Response(text);
  };
}
