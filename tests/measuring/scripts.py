"""What pages run of the site's scripts, as Chromium itself counts it: reports of the browser in, characters and functions out.

Counted are the files that a page loads as the site serves them, without comments, and those that packages for learning platforms
alone have, as they have them. The one script of all modules that the copy of the site for a disk has is another text; nothing of it is
counted here, and nothing of what packages have in other words than the site.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from comparison.assets import assets
from comparison.exporters.scorm import SCRIPTS
from comparison.packages import minified
from playwright.sync_api import CDPSession, Error, Page
from support import ROOT

# The folders of the site's own scripts, and where the site has them.
FOLDERS = {ROOT / "docs" / "assets": "assets", ROOT / "hooks" / "theme" / "assets": "assets"}
# Where the scripts of packages alone are.
PACKED = "assets/scorm/"
# What stands on lines of its own and is read by people alone.
_COMMENT = re.compile(r"^[ \t]*(?:/\*.*?\*/|//[^\n]*)", re.DOTALL | re.MULTILINE)
# Else Chromium gives a page's next document another place, and forgets what was counted in the one before.
KEEPING = "--disable-features=BackForwardCache,ProactivelySwapBrowsingInstance,RenderDocument"


@dataclass
class Seen:
    """What was run of one file: of each character whether, and of each function, by its first and last, whether."""

    run: bytearray
    functions: dict[tuple[int, int], bool] = field(default_factory=dict)


def texts() -> dict[str, str]:
    """Return the site's own scripts as they are served, by their places in the site or in a package; comments are spaces."""
    found = {place: text.decode() for place, text in assets(*SCRIPTS).items() if place.startswith(PACKED)}
    for folder, place in FOLDERS.items():
        names = [name for file in sorted(folder.rglob("*.*js"))
                 if not f"{place}/{(name := file.relative_to(folder).as_posix())}".startswith(PACKED)]
        served = minified(folder, [name for name in names if name.endswith(".mjs")])
        found |= {f"{place}/{name}": served[name].decode() if name in served else (folder / name).read_text(encoding="utf-8") for name in names}
    return {place: _COMMENT.sub(lambda comment: re.sub(r"\S", " ", comment.group()), text) for place, text in found.items()}


class Scripts:
    """Adds up what pages run of the site's scripts."""

    def __init__(self) -> None:
        self.texts = texts()
        self.seen = {place: Seen(bytearray(_length(text))) for place, text in self.texts.items()}

    def start(self, page: Page) -> CDPSession:
        """Have the browser count from now on what a page runs; it has to be asked before the page loads."""
        session = page.context.new_cdp_session(page)
        session.send("Profiler.enable")
        session.send("Profiler.startPreciseCoverage", {"callCount": True, "detailed": True})
        return session

    def take(self, session: CDPSession) -> None:
        """Add what a page has run, in all of its documents so far."""
        try:
            told = session.send("Profiler.takePreciseCoverage")
        except Error:
            # The test has closed the page, and with it went what it could tell.
            return
        self.add(told["result"])

    def add(self, told: Iterable[dict[str, Any]]) -> None:
        """Add a report of the browser's: scripts, each with its functions and the counts of their parts."""
        for script in told:
            place = self._place(unquote(urlsplit(script["url"]).path))
            if place is None:
                continue
            seen = self.seen[place]
            whole = max(part["endOffset"] for function in script["functions"] for part in function["ranges"])
            if whole != len(seen.run):
                # Another text under the same name, such as one that a test has changed.
                continue
            parts = [part for function in script["functions"] for part in function["ranges"]]
            counted = bytearray(len(seen.run))
            # Parts lie within each other; the inner one knows better.
            for part in sorted(parts, key=lambda part: (part["startOffset"], -part["endOffset"])):
                span = part["endOffset"] - part["startOffset"]
                counted[part["startOffset"]:part["endOffset"]] = (b"\1" if part["count"] else b"\0") * span
            seen.run = bytearray(map(max, seen.run, counted))
            for function in script["functions"]:
                first = function["ranges"][0]
                at = first["startOffset"], first["endOffset"]
                seen.functions[at] = seen.functions.get(at, False) or first["count"] > 0

    def _place(self, path: str) -> str | None:
        found = re.search(r"(?:^|/)(assets/.+)$", path)
        return found[1] if found and found[1] in self.seen else None

    def save(self, file: Path) -> None:
        """Write down what was seen."""
        file.write_text(json.dumps({place: {"run": seen.run.hex(), "functions": [[*at, run] for at, run in seen.functions.items()]}
                                    for place, seen in self.seen.items()}), encoding="utf-8")

    def load(self, file: Path) -> None:
        """Add what another run of tests wrote down."""
        for place, told in json.loads(file.read_text(encoding="utf-8")).items():
            seen = self.seen[place]
            seen.run = bytearray(map(max, seen.run, bytes.fromhex(told["run"])))
            for first, last, run in told["functions"]:
                seen.functions[first, last] = seen.functions.get((first, last), False) or run

    def rows(self) -> Iterator[tuple[str, int, int, int, int, str]]:
        """Yield each file: its characters and those run, its functions and those run, and the lines with something left.

        Space between what is run counts for nothing. A file that no page loaded has no functions that are known.
        """
        for place, seen in self.seen.items():
            signs = run = at = 0
            left = []
            for number, line in enumerate(self.texts[place].splitlines(keepends=True), 1):
                missed = 0
                for sign in line:
                    if not sign.isspace():
                        signs += 1
                        missed += not seen.run[at]
                    # The browser counts as scripts do: a sign beyond the first 65,536 is two.
                    at += _length(sign)
                run += len("".join(line.split())) - missed
                if missed:
                    left.append(number)
            yield place, signs, run, len(seen.functions), sum(seen.functions.values()), spans(left)


def spans(numbers: Iterable[int]) -> str:
    """Return numbers in order with those that follow each other drawn together, such as "3-5, 9"."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1][1:] = [number]
        else:
            found.append([number])
    return ", ".join("-".join(map(str, span)) for span in found)


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
