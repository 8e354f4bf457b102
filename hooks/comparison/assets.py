"""What the project's own pages load: names of scripts and style sheets in, these files and all that they import out.

They belong to the code, as the templates do, and not to the comparison that it is given.
"""

from __future__ import annotations

import posixpath
import re
from functools import cache
from pathlib import Path

HOME = Path(__file__).resolve().parents[2] / "docs"
_IMPORT = re.compile(r'^(import\s(?:[\w$*{},\s]+\sfrom\s)?")(\.{1,2}/[^"]+)(")', re.MULTILINE)


@cache
def assets(*names: str, home: Path = HOME) -> dict[str, bytes]:
    """Return files of docs/ by their places in it, those that a script imports after it, each once.

    A script that ends in .mjs is called .js here, and is imported by that name: servers that do not know the former send it
    as something that browsers refuse to run.
    """
    found: dict[str, bytes] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        if _served(name) in found:
            continue
        text = (home / name).read_text(encoding="utf-8")
        waiting += [posixpath.normpath(posixpath.join(posixpath.dirname(name), told[2])) for told in _IMPORT.finditer(text)]
        found[_served(name)] = _IMPORT.sub(lambda told: told[1] + _served(told[2]) + told[3], text).encode("utf-8")
    return found


def _served(name: str) -> str:
    return name.removesuffix(".mjs") + ".js" if name.endswith(".mjs") else name
