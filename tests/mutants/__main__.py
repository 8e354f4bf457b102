"""Alters every value of the source in turn (`make mutants`), builds all outputs, and reports what told of it.

For each mutant the report names the surfaces that changed, or the rule that stopped the build. A mutant of which nothing tells is a
survivor: it is listed, and the command fails. Texts are altered many at a time, since each brings a word of its own that stands
nowhere else: a surface that holds the word is one that the text reaches. What stops such a build is taken out of it and tried alone.
"""

from __future__ import annotations

import copy
import gc
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS.parent / "hooks"), str(TESTS)]

import yaml
from comparison import outputs, source
from comparison.errors import SourceError
from comparison.exporters import QUIZ_FORMATS
from comparison.project import Project
from comparison.watching import Progress

from mutants.altering import Mutant, mutants, put

ROOT = TESTS.parent
MAIN = "docs/comparison.yml"
TOGETHER = 40
# What changes one format alone, by the name of its field; a mutant's outputs leave files of quizzes out for their weight.
_FORMATS = {"edition": ("anki",), "vignette": ("json",)}


def surface(uri: str) -> str:
    """Return what a person would call the place of an output."""
    if uri.startswith("es/"):
        return f"es: {surface(uri.removeprefix('es/'))}"
    folder, _, name = uri.rpartition("/")
    if folder == "quizzes/items":
        return "files of sets" if name.endswith(".json") else "questions of sets"
    return {"": name.removesuffix(".md"), "assets/quiz": "index of the bank"}.get(folder, folder.replace("/", " "))


class Workshop:
    """A copy of the source to alter, and what it gives unaltered, in one process."""

    def __init__(self, root: Path):
        self.folder = Path(tempfile.mkdtemp(prefix="mutants-"))
        self.data: dict[str, Any] = {}
        for file in sorted([*(root / "docs").glob("*.yml"), *(root / "quizzes").glob("*.yml")]):
            place = file.relative_to(root).as_posix()
            self.data[place] = yaml.safe_load(file.read_text(encoding="utf-8"))
        # A waiver whose warning is gone with a changed wording stops the build, and a translation whose original has changed does.
        # Both have tests of their own, and would hide what else tells of a mutant.
        for data in self.data.values():
            data.pop("waivers", None)
        self.translations = self.data[MAIN].pop("translations", [])
        self.texts = {place: _text(data) for place, data in self.data.items()}
        self.written: dict[str, str] = {}
        self.before: dict[tuple[bool, tuple[str, ...]], dict[str, Any]] = {}

    def read(self, altered: dict[str, Any], translated: bool) -> Project:
        """Return the project with some of its files altered; raises SourceError."""
        texts = {**self.texts, **{place: _text(data) for place, data in altered.items()}}
        if translated:
            texts[MAIN] += _text({"translations": self.translations})
        for place, text in texts.items():
            if self.written.get(place) != text:
                (self.folder / place).parent.mkdir(exist_ok=True)
                (self.folder / place).write_text(text, encoding="utf-8")
        self.written = texts
        return outputs.read_project(self.folder)

    def made(self, project: Project, formats: tuple[str, ...] = ()) -> dict[str, bytes]:
        """Return all outputs by their places; raises SourceError."""
        wanted = tuple(exporter for exporter in QUIZ_FORMATS if exporter.name in formats)
        return {output.uri: output.data for output in outputs.outputs(project, formats=wanted)}

    def told(self, batch: list[Mutant]) -> list[tuple[Mutant, str, list[str]]]:
        """Return, for mutants of one file, what told of each: "changed" with the surfaces, "stopped" with the rules, or "survived"."""
        if len(batch) < 2:
            return [self._alone(mutant) for mutant in batch]
        file = batch[0].file
        altered = copy.deepcopy(self.data[file])
        for mutant in batch:
            put(altered, mutant)
        try:
            made = self.made(self.read({file: altered}, _is_translated(file)))
        except SourceError as error:
            suspects = self._suspects(batch, error)
            if not suspects:
                half = len(batch) // 2
                return [*self.told(batch[:half]), *self.told(batch[half:])]
            return [*map(self._alone, suspects), *self.told([mutant for mutant in batch if mutant not in suspects])]
        texts = [(surface(uri), content.decode("utf-8", "replace").lower()) for uri, content in made.items()]
        found = [sorted({name for name, text in texts if mutant.mark in text}) for mutant in batch]
        return [(mutant, "changed", names) if names else self._alone(mutant) for mutant, names in zip(batch, found, strict=True)]

    def _suspects(self, batch: list[Mutant], error: SourceError) -> list[Mutant]:
        """Return the mutants at whose places the problems are told."""
        places = {(problem.path, problem.line) for problem in error.problems}
        written = source.read(self.folder / batch[0].file, self.folder)
        found = [(mutant, written.problem(mutant.path, "", "")) for mutant in batch]
        return [mutant for mutant, there in found if (there.path, there.line) in places]

    def _alone(self, mutant: Mutant) -> tuple[Mutant, str, list[str]]:
        translated, formats = _is_translated(mutant.file), _FORMATS.get(_field(mutant), ())
        before = self.before.get((translated, formats))
        if before is None:
            before = self.before[translated, formats] = self.made(self.read({}, translated), formats)
        try:
            after = self.made(self.read({mutant.file: mutant.applied(self.data[mutant.file])}, translated), formats)
        except SourceError as error:
            return mutant, "stopped", sorted({problem.rule for problem in error.problems})
        differing = {uri for uri in before.keys() | after.keys() if before.get(uri) != after.get(uri)}
        return (mutant, "changed", sorted(map(surface, differing))) if differing else (mutant, "survived", [])


def _field(mutant: Mutant) -> str:
    return next(step for step in reversed(mutant.path) if isinstance(step, str))


def _is_translated(file: str) -> bool:
    return file.startswith("docs/comparison.") and file != MAIN


def _text(data: object) -> str:
    return yaml.dump(data, sort_keys=False, allow_unicode=True, Dumper=_Dumper)


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes each value where it stands: no anchors, which authors' files may not have."""

    def ignore_aliases(self, data: object) -> bool:
        return True


_workshop: Workshop


def _open(root: Path) -> None:
    global _workshop
    _workshop = Workshop(root)
    # What a build leaves behind goes by itself, nearly all of it; to look through it takes a tenth of the time.
    gc.freeze()
    gc.set_threshold(200_000)


def _told(batch: list[Mutant]) -> list[tuple[Mutant, str, list[str]]]:
    return _workshop.told(batch)


def batches(root: Path) -> Iterator[list[Mutant]]:
    """Yield the mutants of a project in the portions that are built at once; the long portions first."""
    for texts in (True, False):
        for file, data in Workshop(root).data.items():
            # By their fields, since what stops a build most often is of one kind.
            own = sorted((mutant for mutant in mutants(file, data) if bool(mutant.mark and "made_of" not in mutant.path) is texts), key=_field)
            size = TOGETHER if texts else 1
            yield from (own[start:start + size] for start in range(0, len(own), size))


def main() -> int:
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "mutants.txt")
    portions = list(batches(ROOT))
    lines, outcomes, survivors = [], Counter[str](), []
    with ProcessPoolExecutor(os.cpu_count(), initializer=_open, initargs=(ROOT,)) as pool, \
            closing(Progress("Altering", sum(map(len, portions)), patience=0)) as progress:
        for told in pool.map(_told, portions):
            progress.step(len(told))
            for mutant, outcome, names in told:
                outcomes[outcome] += 1
                lines.append(f"{mutant}: {outcome}{': ' if names else ''}{', '.join(dict.fromkeys(names))}")
                survivors += [lines[-1]] if outcome == "survived" else []
    out.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")
    print("\n".join(survivors) + "\n" if survivors else "", end="")
    print(f"{sum(outcomes.values())} mutants: {outcomes['changed']} changed what is published, {outcomes['stopped']} stopped the build, "
          f"{outcomes['survived']} survived. All are in {out}.")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
