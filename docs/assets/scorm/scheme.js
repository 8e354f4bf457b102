// Light or dark, as the device wants it. A plain script, so that it runs before anything is painted.
{
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const draw = () => { document.documentElement.dataset.mdColorScheme = dark.matches ? "slate" : "default"; };
  dark.addEventListener("change", draw);
  draw();
}
