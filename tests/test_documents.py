"""What README and its neighbors tell people to do: each command, path and link in them leads somewhere."""

from __future__ import annotations

import ast
import re
import tomllib
import xml.etree.ElementTree as ET

import cli
import pytest
from comparison import lint
from PIL import Image
from support import ROOT
from test_architecture import CORE, MODULES, imported, name_of

NAMES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE-CONTENT.md")
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in NAMES}
README = TEXTS["README.md"]
# What a build makes, or what there may be: it need not stand in a clean clone.
MADE = {"site/", "docs/moved.yml"}
# The first steps of the paths that are this project's.
FOLDERS = "docs|quizzes|hooks|tests|site|.github|.ci"
PICTURES = ROOT / ".github" / "pictures"


def anchors(name: str) -> set[str]:
    """Return what links can name behind the # in a Markdown file: its headings, as GitHub makes anchors of them."""
    headings = re.findall(r"^#+ (.+)$", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", NAMES)
def test_every_make_target_that_is_named_is_in_the_makefile(name):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert targets >= {"serve", "test", "build", "help"}
    # A command stands in code: behind a backtick, or at the start of an indented line, with or without a variable before it.
    named = re.findall(r"(?:`|^ {4})(?:[A-Z_]+=\S+ )?make ([a-z-]+)", TEXTS[name], re.MULTILINE)
    assert set(named) - targets == set()


def test_the_readme_names_the_two_commands_first():
    assert re.findall(r"^    make (\w+)", README, re.MULTILINE)[:2] == ["serve", "test"]


@pytest.mark.parametrize("name", NAMES)
def test_every_command_of_the_command_line_that_is_named_exists(name, capsys):
    for line in re.findall(r"python hooks/cli\.py ([^`\n#]+)", TEXTS[name]):
        command, *rest = line.split()
        with pytest.raises(SystemExit) as stopped:
            cli.main([command, "--help"])
        told = capsys.readouterr().out
        assert stopped.value.code == 0
        assert [option for option in rest if option.startswith("-") and option not in told] == []


def test_the_readme_tells_of_every_command_but_the_one_that_make_runs():
    commands = {node.args[0].value for node in ast.walk(ast.parse((ROOT / "hooks" / "cli.py").read_text(encoding="utf-8")))
                if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "add_parser"}
    assert commands == {"check", "new", "stats", "items", "stage", "finish", "schema", "export"}
    assert commands - set(re.findall(r"hooks/cli\.py (\w+)", README)) == {"schema"}
    assert "`make schema`" in TEXTS["CONTRIBUTING.md"]


def test_the_exports_of_the_readme_can_be_made(tmp_path, capsys):
    (format, quiz), = re.findall(r"cli\.py export ([\w-]+) ([\w-]+) -o", README)
    assert cli.main(["export", format, quiz, "-o", str(tmp_path / "file")]) == 0
    assert (tmp_path / "file").stat().st_size > 1000
    for rule in re.findall(r"check --explain ([\w-]+)", " ".join(TEXTS.values())):
        assert cli.main(["check", "--explain", rule]) == 0 or rule == "RULE"
    capsys.readouterr()


@pytest.mark.parametrize("name", NAMES)
def test_every_path_that_is_named_exists(name):
    paths = re.findall(rf"(?<![\w/.-])((?:{FOLDERS})/[\w./-]*[\w/])", TEXTS[name])
    # Those of files that authors make up, and those that are addresses on the site.
    there = [path for path in paths if path not in MADE and not any(re.fullmatch(one, path) for one in (r"quizzes/(assign|set|results|instructors)/",))]
    assert [path for path in there if not (ROOT / path).exists()] == []
    assert [file for file in re.findall(r"`((?:[\w-]+\.(?:toml|yml|md|json|txt)|LICENSE|Makefile))`", TEXTS[name])
            if not any((folder / file).exists() for folder in (ROOT, ROOT / "docs"))] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_link_between_the_documents_leads_somewhere(name):
    links = re.findall(r"\]\(([^)\s]+)\)", TEXTS[name])
    here = [link for link in links if not re.match(r"https?:", link)]
    assert here or name == "CHANGELOG.md"
    for link in here:
        file, _, anchor = link.partition("#")
        assert (ROOT / (file or name)).is_file(), link
        assert not anchor or anchor in anchors(file or name), link


def test_the_pictures_tell_in_words_what_they_show_and_weigh_little():
    shown = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", README)
    assert [path for _, path in shown] == [".github/pictures/side-by-side.png", ".github/pictures/data-flow.svg"]
    assert all(len(words.split()) > 15 for words, _ in shown)
    assert {file.name for file in PICTURES.iterdir()} == {path.rpartition("/")[2] for _, path in shown}
    with Image.open(PICTURES / "side-by-side.png") as picture:
        assert picture.width == 1280
    assert all(file.stat().st_size < 150_000 for file in PICTURES.iterdir())


def test_the_drawing_brings_its_own_ground_and_loads_nothing():
    text = (PICTURES / "data-flow.svg").read_text(encoding="utf-8")
    root = ET.fromstring(text)
    _, _, width, height = root.get("viewBox").split()
    ground = next(element for element in root if element.tag.endswith("}rect"))
    assert (ground.get("width"), ground.get("height"), ground.get("fill")) == (width, height, "#fdfcf8")
    assert root.find("{*}title").text and root.get("role") == "img"
    assert not re.search(r"<(script|style|image|use|foreignObject)\b|href=", text)
    # What stands in it are the core's own words.
    said = {element.text for element in root.iter() if element.tag.endswith("}text")}
    assert {"source", "model", "items", "outputs", "adapters"} <= said


def rooms() -> list[set[str]]:
    """Return the modules that the README's table names, row by row."""
    table = README[README.index("| Room |"):].partition("\n\n")[0].splitlines()[2:]
    return [set(re.findall(r"`(\w+)`", row.split("|")[2])) for row in table]


def test_imports_run_up_the_table_of_rooms():
    order = {module: number for number, modules in enumerate(rooms()) for module in modules}
    assert len(order) == sum(map(len, rooms())) > 40
    assert [module for module in order if not (CORE / f"{module}.py").is_file() and not (CORE / module).is_dir()] == []
    wrong = {(name_of(path), other) for path in MODULES if name_of(path) in order
             for other in imported(path) - ({file.stem for file in path.parent.glob("*.py")} if path.parent != CORE else set())
             if other in order and order[other] > order[name_of(path)]}
    assert wrong == set()


def test_the_rules_for_questions_are_as_many_as_is_said():
    assert f"{len(lint.RULES)} rules for good test questions" in README
    last = {letter: max(int(rule[1:]) for rule in lint.RULES if rule[0] == letter) for letter in "KWF"}
    assert f"(K1 to K{last['K']})" in README and f"(W1 to W{last['W']}, F1 to F{last['F']})" in README


def test_the_two_licenses_are_named_alike_everywhere():
    content = TEXTS["LICENSE-CONTENT.md"]
    assert "Creative Commons Attribution 4.0 International" in content and "`CC-BY-4.0`" in content
    assert "https://creativecommons.org/licenses/by/4.0/" in content
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License\n")
    for text in (README, (ROOT / "docs" / "about.md").read_text(encoding="utf-8")):
        assert "MIT license" in text and "CC BY 4.0" in text and re.search(r"Creative\s+Commons\s+Attribution\s+4\.0", text)


def test_the_changelog_tells_of_the_version_there_is():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert re.findall(r"^## (.+)$", TEXTS["CHANGELOG.md"], re.MULTILINE)[0] == f"Unreleased ({version})"
