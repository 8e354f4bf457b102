"""One build by MkDocs, in a process of its own: a project folder in, a line of JSON out: what it took, and what of it was ours.

As a program it knows nothing but MkDocs, so that the environment of other plugins can run it too. It does what `mkdocs build`
or `mkdocs serve` does, with a watch around each function of a hook. `seconds` are those of the whole command, from its first
line on, and `ours` what hooks took of them; `cpu` is the work of the process and of those it started, however many others share the
machine. `copy` also lays down what the hook gave as a site of plain Material: the same pages
as Markdown that stands in files, in the same theme without a template of ours.
"""

from __future__ import annotations

import time

START = time.perf_counter()

import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands import build as building
from mkdocs.commands import serve as serving
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import yaml_load
from peak import peak

# What plain Material knows of the front matter of a page.
_META = ("title", "description", "hide", "search")
# Settings that need the hook, or tell of mistakes that are no longer there to be found.
_OURS = ("hooks", "watch", "extra", "not_in_nav", "validation")


class Watch:
    """Counts what hooks take, and lays the pages that they give down as files of plain Material in a folder, where it gets one."""

    def __init__(self, folder: Path | None = None) -> None:
        self.seconds = 0.0
        self.folder = folder

    def put_on(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put this watch around every function of the hooks of a loaded configuration."""
        hooks = {getattr(module, "__file__", None) for module in config.hooks.values()}
        for methods in config.plugins.events.values():
            methods[:] = [self._watched(method) if getattr(method, "__code__", None) and method.__code__.co_filename in hooks
                          else method for method in methods]
        return config

    def _watched(self, method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def timed(*given: Any, **named: Any) -> Any:
            start = time.perf_counter()
            try:
                told = method(*given, **named)
            finally:
                self.seconds += time.perf_counter() - start
            if self.folder and method.__name__ == "on_page_markdown":
                file = named["page"].file
                # Of a page that a hook gave, it may keep a part from Markdown; of one that stands in a file, it fills in the text.
                lay_page(self.folder / "docs" / file.src_uri, named["page"].meta, given[0] if file.generated_by else told)
            return told
        return timed


def build(project: Path, copy: Path | None) -> dict[str, float]:
    """Build a project as `mkdocs build` does."""
    watch = Watch(copy)
    config = watch.put_on(load_config(str(project / "mkdocs.yml")))
    config.plugins.on_startup(command="build", dirty=False)
    try:
        building.build(config)
    finally:
        config.plugins.on_shutdown()
    told = {"seconds": time.perf_counter() - START, "cpu": sum(os.times()[:4]), "ours": watch.seconds, "peak_mb": peak() / 1e6}
    if copy:
        lay_plain(project, config, copy)
    return told


def lay_page(place: Path, meta: dict[str, Any], text: str) -> None:
    """Lay down a page as a file, at once: a build that is measured must not hold its pages twice."""
    place.parent.mkdir(parents=True, exist_ok=True)
    front = yaml.safe_dump({name: meta[name] for name in _META if name in meta}, allow_unicode=True)
    place.write_text(f"---\n{front}---\n\n{text}", encoding="utf-8")


def lay_plain(project: Path, config: MkDocsConfig, folder: Path) -> None:
    """Lay down all other files of the documentation that a page loads, and the settings."""
    shutil.copytree(project / "docs", folder / "docs", ignore=shutil.ignore_patterns("*.md", "*.yml", "*.json"), dirs_exist_ok=True)
    with (project / "mkdocs.yml").open(encoding="utf-8") as opened:
        settings = {name: value for name, value in yaml_load(opened).items() if name not in _OURS}
    theme = {name: value for name, value in settings["theme"].items() if name not in ("custom_dir", "static_templates")}
    settings |= {"nav": config.nav, "theme": theme, "site_name": config.site_name}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")


def rebuild(project: Path, edits: int) -> dict[str, float]:
    """Serve a project as `mkdocs serve` does, edit a fact so many times, and return what the fastest rebuild took."""
    watch, told = Watch(), []

    def answer(server: serving.LiveReloadServer, **_: object) -> None:
        for _ in range(edits):
            edit(project / "docs" / "comparison.yml")
            start, before, worked = time.perf_counter(), watch.seconds, sum(os.times()[:4])
            server.builder()
            told.append({"seconds": time.perf_counter() - start, "cpu": sum(os.times()[:4]) - worked, "ours": watch.seconds - before})

    serving.load_config = lambda **given: watch.put_on(load_config(**given))
    # Instead of waiting for an edit; nothing is bound to an address then.
    serving.LiveReloadServer.serve = answer
    serving.serve(str(project / "mkdocs.yml"), livereload=True)
    return {**min(told, key=lambda one: one["seconds"]), "peak_mb": peak() / 1e6}


def edit(source: Path) -> None:
    """Turn the order of the two claims that the first such fact rests on; no text changes, so translations stay true."""
    text, count = re.subn(r"^(    claims: \[)(\w+), (\w+)\]$", r"\1\3, \2]", source.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    assert count == 1
    source.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    given = sys.argv[2:]
    project = Path(sys.argv[1])
    edits = int(given[1]) if given[:1] == ["--edits"] else 0
    print(json.dumps(rebuild(project, edits) if edits else build(project, Path(given[0]) if given else None)))
