"""A new project: an empty folder in, the code and a small made-up comparison in it out."""

from __future__ import annotations

import re
import shutil
from contextlib import closing
from pathlib import Path

from .placing import Replacement, is_empty

# The project that this code belongs to, whatever project it is given to read.
HOME = Path(__file__).resolve().parents[2]
# What a project needs to be built and served, beside what it says. Its tests stay here: they are about this code.
CODE = ("hooks", "docs/assets", "docs/comparison.schema.json", "docs/notes.schema.json", "docs/quiz.schema.json",
        "mkdocs.yml", "Makefile", "requirements.in", "requirements.txt",
        "package.json", "package-lock.json", ".npmrc", ".gitignore", ".gitattributes", "LICENSE")
CONTENT = HOME / "hooks" / "starter"
# The words of this project are offered under a license. Whoever writes others chooses one, or none.
_LICENSES = re.compile(r"^## Licenses\b.*?(?=^## |\Z)", re.DOTALL | re.MULTILINE)
_UNWANTED = shutil.ignore_patterns("__pycache__")


class NotLaid(ValueError):
    """A folder in which no project can be laid down; the message says why and what to do."""


def lay(folder: Path) -> None:
    """Lay down a project in a folder that is empty or does not exist yet: all of it, or nothing where that breaks off.

    Raises NotLaid where there is something already, where the folder would be part of what is copied, and where the system
    refuses to write.
    """
    inside = [part for part in ("docs", "hooks", "quizzes") if folder.is_relative_to(HOME / part)]
    if inside:
        raise NotLaid(f"'{folder}' lies in the folder '{inside[0]}' of this project; name a folder outside of it")
    try:
        if folder.exists() and not folder.is_dir():
            raise NotLaid(f"'{folder}' is a file; name a folder that is empty or does not exist yet")
        _check_empty(folder)
        with closing(Replacement(folder)) as placed:
            # Another one may have laid down a project there, while this one waited for it.
            _check_empty(folder)
            _fill(placed.new)
            placed.finish()
    except OSError as error:
        if isinstance(error, FileNotFoundError) and Path(str(error.filename)).is_relative_to(HOME) and not folder.is_relative_to(HOME):
            raise NotLaid(f"'{Path(error.filename).relative_to(HOME)}' is missing in this project, and a new one needs it; put it back") from None
        # Copying a folder collects what the system said of each file in it.
        told = error.strerror or "not everything could be copied"
        raise NotLaid(f"'{folder}' cannot be written: {told}; name another folder") from None


def _check_empty(folder: Path) -> None:
    if not is_empty(folder):
        raise NotLaid(f"'{folder}' holds something already, and nothing of it is to be lost; name a folder that is empty or "
                      "does not exist yet")


def _fill(folder: Path) -> None:
    for part in (*CODE, *_pages()):
        target = folder / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if (HOME / part).is_dir():
            shutil.copytree(HOME / part, target, ignore=_UNWANTED)
        else:
            shutil.copyfile(HOME / part, target)
    for page in (folder / "docs").glob("*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(_LICENSES.sub("", text).rstrip() + "\n", encoding="utf-8", newline="\n")
    shutil.copytree(CONTENT, folder, ignore=_UNWANTED, dirs_exist_ok=True)


def _pages() -> list[str]:
    """Return the pages that were written by hand: they name nothing that is compared, so they fit any comparison.

    Whoever does not want one deletes it, and its line in mkdocs.yml.
    """
    return sorted(page.relative_to(HOME).as_posix() for page in (HOME / "docs").glob("*.md"))
