"""A real browser for the tests: one that is installed, else one that can be."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright

# The first is Chromium without its own windows: the same engine, and the tests take less than half as long.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
          "/Applications/Chromium.app/Contents/MacOS/Chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]
SENTENCE = "No browser could be started: install Chromium or Chrome, then run the tests again."
# An installation that takes longer than this hangs.
PATIENCE = 600


def launch(playwright: Playwright, *arguments: str) -> Browser | None:
    """Return the first browser that starts, with more arguments if given, or None where there is none and none can be installed.

    The order: an installed Chromium or Chrome, one that Playwright has or can fetch, Debian's package for root.
    """
    for path in _candidates(playwright):
        try:
            return playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *arguments])
        except Error:
            continue
    return None


def _candidates(playwright: Playwright) -> Iterator[str]:
    """Yield the paths of browsers, installing one only when those before it did not start."""
    yield from filter(None, map(shutil.which, NAMES))
    yield from (place for place in PLACES if Path(place).exists())
    own = playwright.chromium.executable_path
    if Path(own).exists() or _run(sys.executable, "-m", "playwright", "install", "chromium"):
        yield own
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get") and _run("apt-get", "update"):
        # Not every release of Debian has the first.
        for package in NAMES[:2]:
            if _run("apt-get", "install", "--yes", package):
                yield from filter(None, map(shutil.which, NAMES))


def _run(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=PATIENCE).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
