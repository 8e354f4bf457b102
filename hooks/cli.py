"""The command line: the same outputs without a site generator, and what authors need besides.

    python hooks/cli.py new FOLDER     lay down a small project of made-up content, to write over
    python hooks/cli.py check          read and check every file; print each mistake with file, line and column, and
                                       each warning about a question; with --strict, a warning is a mistake;
                                       --format json or github is for tools
    python hooks/cli.py check --explain RULE
                                       say why a rule exists, with a bad and a good example
    python hooks/cli.py stats          show how much of the article is covered, and how the texts read
    python hooks/cli.py items          list the items that a quiz can choose
    python hooks/cli.py export FORMAT QUIZ -o FILE
                                       write a quiz in a format; the link of a set does for a quiz; --list names them
    python hooks/cli.py stage OUT      lay down a folder that MkDocs, ProperDocs or Zensical builds without hooks
    python hooks/cli.py finish SITE    do to a site that was built from such a folder what the hook would have done
    python hooks/cli.py schema         write the JSON Schemas that editors use, after a change of the model

Exit code 0: fine. 1: the author's files have mistakes. 2: the command itself was not understood or cannot be carried
out.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import sys
import textwrap
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from comparison import errors, outputs, placing, reports, rules, source, starter, stats
from comparison.errors import Problem, SourceError
from comparison.output import Output
from comparison.project import Project, read_project
from comparison.watching import watched

FINE, MISTAKE, USAGE = 0, 1, 2
# Where a staged folder keeps the templates of the theme.
THEME = "theme"
CONFIG = "mkdocs.yml"


def main(arguments: list[str] | None = None) -> int:
    """Carry out one command and return the exit code."""
    parser = argparse.ArgumentParser(prog="cli.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent, metavar="FOLDER",
                        help="the project folder (default: the one this file is in)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="read and check every file")
    check.add_argument("--strict", action="store_true", help="count a warning as a mistake")
    check.add_argument("--format", choices=("text", *_FORMATS), default="text", help="how to tell the problems (default: text)")
    check.add_argument("--explain", metavar="RULE", help="say why a rule exists; its name stands in brackets behind a problem")
    commands.add_parser("new", help="lay down a small project to write over").add_argument("folder", metavar="FOLDER")
    commands.add_parser("stats", help="show how much of the article is covered")
    commands.add_parser("items", help="list the items that a quiz can choose")
    commands.add_parser("stage", help="lay down a folder that builds without hooks").add_argument("folder", type=Path, metavar="OUT")
    commands.add_parser("finish", help="finish a site that was built from such a folder").add_argument("folder", type=Path, metavar="SITE")
    commands.add_parser("schema", help="write the JSON Schemas")
    export = commands.add_parser("export", help="write a quiz, or a set by its link, in a format")
    export.add_argument("format", nargs="?", metavar="FORMAT")
    export.add_argument("quiz", nargs="?", metavar="QUIZ", help="the id of a quiz, or the link of a set")
    export.add_argument("-o", "--output", type=Path, metavar="FILE")
    export.add_argument("--list", action="store_true", help="list the formats and quizzes there are")
    chosen = parser.parse_args(arguments)
    root = chosen.root.resolve()
    if chosen.command == "schema":
        return _schema(root)
    if chosen.command == "new":
        return _new(chosen.folder)
    if chosen.command == "check":
        return _explain(chosen.explain) if chosen.explain is not None else _check(root, chosen.strict, chosen.format)
    try:
        if chosen.command in ("finish", "stage"):
            return _fill(root, chosen.folder.resolve(), _finish if chosen.command == "finish" else _stage)
        project = read_project(root) if chosen.command in ("export", "stats") else outputs.read(root, formats=(), watch=watched)[0]
    except SourceError as error:
        print(error, file=sys.stderr)
        return MISTAKE
    if chosen.command == "export":
        return _export(project, chosen)
    if chosen.command == "stats":
        print(stats.text(project))
        return FINE
    for item in project.bank:
        print(f"{item.id}\t{item.stem}")
    return FINE


_FORMATS = {"json": reports.as_json, "github": reports.as_github}


def _check(root: Path, strict: bool, format: str) -> int:
    project: Project | None = None
    problems: tuple[Problem, ...] = ()
    try:
        project = outputs.read(root, formats=(), watch=watched)[0]
    except SourceError as error:
        problems = error.problems
    warnings = project.warnings if project else ()
    if format == "text":
        for line in (*errors.told(problems), *errors.told(warnings, Problem.as_warning)):
            print(line, file=sys.stderr)
    elif report := _FORMATS[format]([*((reports.ERROR, one) for one in problems), *((reports.WARNING, one) for one in warnings)]):
        print(report)
    if project is None or warnings and strict:
        return MISTAKE
    if format == "text":
        print(f"No mistakes: {len(project.comparison.facts)} facts, {len(project.comparison.claims)} claims, "
              f"{len(project.bank)} items, {len(project.quizzes)} quizzes.")
    return FINE


def _explain(rule: str) -> int:
    try:
        told = rules.reason(rule)
    except rules.UnknownRule as error:
        print(error, file=sys.stderr)
        return USAGE
    print(told.rule, textwrap.fill(told.why, 100), sep="\n\n")
    for lead, example in (("Bad example:", told.bad), ("Good example:", told.good)):
        lines = [part for line in example.splitlines() for part in textwrap.wrap(line, 96) or [""]]
        print("", lead, *(f"    {line}" for line in lines), sep="\n")
    return FINE


def _new(name: str) -> int:
    folder = Path(name).resolve()
    try:
        starter.lay(folder)
    except starter.NotLaid as error:
        print(error, file=sys.stderr)
        return USAGE
    print(f"Laid down a small project in {folder}. Go there and run `make serve`; README.md tells the rest.")
    return FINE


def _schema(root: Path) -> int:
    for output in outputs.schemas():
        placing.write(root / outputs.DOCS / output.uri, output.data)
    return FINE


def _fill(root: Path, folder: Path, command: Callable[[Path, Path], int]) -> int:
    """Carry out a command that fills a folder: it comes whole or not at all."""
    try:
        return command(root, folder)
    except BrokenPipeError:
        raise
    except OSError as error:
        # Copying a folder collects what the system said of each file in it.
        print(f"'{folder}' cannot be written: {error.strerror or 'not everything could be copied'}", file=sys.stderr)
        return USAGE


def _finish(root: Path, site: Path) -> int:
    if not (site / "index.html").is_file():
        print(f"'{site}' holds no built site; name the folder that the site generator wrote", file=sys.stderr)
        return USAGE
    features = _theme(_config(root)).get("features") or ()
    with closing(placing.Replacement(site)) as placed:
        for part in site.iterdir():
            if not part.name.startswith("."):
                (shutil.copytree if part.is_dir() else shutil.copy2)(part, placed.new / part.name)
        try:
            for uri, data in outputs.finished(placed.new, features):
                if data is None:
                    (placed.new / uri).unlink()
                    continue
                (placed.new / uri).parent.mkdir(parents=True, exist_ok=True)
                (placed.new / uri).write_bytes(data)
        except (UnicodeError, json.JSONDecodeError):
            # What the site generator writes is UTF-8, and its index of words is JSON.
            print(f"'{site}' was not built from a staged folder, or not to its end; build it again", file=sys.stderr)
            return USAGE
        placed.finish()
    print(f"Finished {site}")
    return FINE


def _export(project: Project, chosen: argparse.Namespace) -> int:
    if chosen.list:
        for sort, names in (("formats", outputs.format_names(project)), ("quizzes", outputs.quiz_names(project))):
            print(f"{sort}:", *(f"  {name}\t{title}" for name, title in names.items()), sep="\n")
        return FINE
    if not (chosen.format and chosen.quiz and chosen.output):
        print("say which format, which quiz and where to: export FORMAT QUIZ -o FILE (export --list names them)", file=sys.stderr)
        return USAGE
    try:
        content = outputs.export(project, chosen.format, chosen.quiz, partial(watched, patience=0))
        placing.write(chosen.output, content)
    except outputs.EXPORT_ERRORS as error:
        print(error, file=sys.stderr)
        return USAGE
    except OSError as error:
        print(f"'{chosen.output}' cannot be written: {error.strerror}", file=sys.stderr)
        return USAGE
    print(f"Wrote {chosen.output} ({len(content)} bytes)")
    return FINE


def _stage(root: Path, out: Path) -> int:
    if out.exists() and (not out.is_dir() or not placing.is_empty(out)):
        print(f"'{out}' exists and is not an empty folder; name another, or empty it", file=sys.stderr)
        return USAGE
    config = _config(root)
    if out.is_relative_to(root / outputs.DOCS):
        print(f"'{out}' lies in the folder '{outputs.DOCS}', all of which is staged; name a folder outside of it", file=sys.stderr)
        return USAGE
    if problems := _unusable(root, config):
        raise SourceError(problems)
    directory_urls = config.get("use_directory_urls", True)
    project, made = outputs.read(root, directory_urls, watch=watched)
    with closing(placing.Replacement(out)) as placed:
        _lay(placed.new, root, config, project, made)
        placed.finish()
    print(f"Staged {len(made)} generated files in {out}")
    return FINE


def _lay(out: Path, root: Path, config: dict[str, Any], project: Project, made: tuple[Output, ...]) -> None:
    """Fill a folder with pages, other files and settings, ready to be built without hooks."""
    # What is hidden may lead nowhere, such as the lock of an editor; the site generator passes over it as well.
    shutil.copytree(root / outputs.DOCS, out / outputs.DOCS, ignore=shutil.ignore_patterns(".*"))
    for page in (out / outputs.DOCS).rglob("*.md"):
        if not page.is_file():
            continue
        uri = page.relative_to(out / outputs.DOCS).as_posix()
        text = outputs.fill(page.read_text(encoding="utf-8"), uri, project, made, config.get("use_directory_urls", True))
        page.write_text(text, encoding="utf-8")
    for output in made:
        target = out / outputs.DOCS / output.uri
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(output.data)
    for key in ("hooks", "watch"):
        config.pop(key, None)
    if folder := _theme(config).get("custom_dir"):
        shutil.copytree(root / folder, out / THEME)
        config["theme"]["custom_dir"] = THEME
    if theme := _theme(config):
        theme["language"] = project.language
    config |= outputs.settings(project, config.get("extra") or {})
    if nav := config.get("nav"):
        config["nav"] = outputs.expand(nav, project, made)
    text = yaml.dump(config, Dumper=_ConfigDumper, allow_unicode=True, sort_keys=False)
    (out / "mkdocs.yml").write_text(text, encoding="utf-8")


def _config(root: Path) -> dict[str, Any]:
    """Return the settings of the site generator; raises SourceError where they cannot be read."""
    text = source.text_in(root / CONFIG, root)
    try:
        # The loader is a safe one, which the rule cannot see.
        config = yaml.load(text, Loader=_ConfigLoader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        raise SourceError([source.broken(CONFIG, error)]) from None
    except yaml.reader.ReaderError:
        raise SourceError(source.unwanted(text, CONFIG)) from None
    if config is None:
        raise SourceError([Problem(CONFIG, 1, 1, "empty-file", "the file holds no data; fill it in")])
    if not isinstance(config, dict):
        found = "a list" if isinstance(config, list) else "a text"
        raise SourceError([Problem(CONFIG, 1, 1, "expected-mapping", f"expected a mapping, found {found}; write fields with their names")])
    return config


def _unusable(root: Path, config: dict[str, Any]) -> list[Problem]:
    """Return what keeps settings from being filled in; the site generator tells the rest."""
    problems = []
    if not isinstance(config.get("extra") or {}, dict):
        problems.append(Problem(CONFIG, 1, 1, "expected-mapping", "expected a mapping under 'extra'; write fields with their names"))
    if not isinstance(config.get("nav") or [], list):
        problems.append(Problem(CONFIG, 1, 1, "expected-list", "expected a list under 'nav'; start each entry on a line of its own with '- '"))
    if (folder := _theme(config).get("custom_dir")) and not (root / str(folder)).is_dir():
        problems.append(Problem(CONFIG, 1, 1, "unknown-file", f"there is no folder '{folder}', which theme.custom_dir names; create it, or "
                                                              "take its name out"))
    return problems


def _theme(config: dict[str, Any]) -> dict[str, Any]:
    """Return the settings of the theme, which may be its name alone."""
    theme = config.get("theme")
    return theme if isinstance(theme, dict) else {}


class _Tagged:
    """A value of mkdocs.yml with a tag of its own, such as `!ENV`, kept as it stands."""

    def __init__(self, node: yaml.Node):
        self.node = node


class _ConfigLoader(yaml.SafeLoader):
    pass


class _ConfigDumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


for prefix in ("!", "tag:yaml.org,2002:python/"):
    _ConfigLoader.add_multi_constructor(prefix, lambda loader, suffix, node: _Tagged(node))
_ConfigDumper.add_representer(_Tagged, lambda dumper, tagged: tagged.node)


def _run() -> int:
    """Carry out the command that was typed. Whoever reads what it prints may stop early, as `head` does, and hears no more."""
    # What stays when it could not be told all.
    code = USAGE
    # Nobody may listen, and whoever does may not know every sign.
    for stream in filter(None, (sys.stdout, sys.stderr)):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = main()
        if sys.stdout:
            sys.stdout.flush()
    except OSError as error:
        # Python flushes once more as it ends; what is left goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            print(f"The command cannot be carried out: {error.strerror or error}", file=sys.stderr)
            code = USAGE
    except KeyboardInterrupt:
        print("The command was interrupted. No file or folder was left half-written.", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(_run())
