"""The rooms of the core: imports run one way, and no module knows what is compared."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml
from support import ROOT

CORE = ROOT / "hooks" / "comparison"
# Each module may import only from rooms before its own.
ROOMS = (
    {"errors", "output", "placing", "watching"},
    {"source", "reports", "rules", "shelf", "starter"},
    {"messages"},
    {"model", "validation"},
    {"items", "translation"},
    {"account", "quizzes", "scoring"},
    {"bank"},
    {"proof", "lint", "checks"},
    {"waivers"},
    {"project"},
    {"stats"},
    {"assets", "bank_index", "figure", "glossary", "packages", "rows", "theme", "typesetting"},
    {"reading", "render"},
    {"archive", "by_hand", "drawing", "exchange", "moved", "sets", "structured"},
    {"offline", "share"},
    {"decks", "qti_items", "qti12"},
    {"qti"},
    {"exporters"},
    {"pages", "pieces"},
    {"outputs"},
)
MODULES = sorted(path for path in CORE.rglob("*.py") if path != CORE / "__init__.py")
# Doing any of these would make an output depend on more than the source.
FORBIDDEN_IN_EXPORTERS = {"open", "time", "datetime", "random", "os", "pathlib", "uuid", "secrets"}


def room(module: str) -> int:
    return next(index for index, modules in enumerate(ROOMS) if module in modules)


def imported(path: Path) -> set[str]:
    """Return the names of the core's modules that a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            names |= {node.module.split(".")[0]} if node.module else {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("comparison"):
            names.add(node.module.partition(".")[2] or "outputs")
    return names


def name_of(path: Path) -> str:
    return path.relative_to(CORE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(CORE).as_posix())
def test_a_module_imports_only_from_rooms_before_its_own(path):
    own = name_of(path)
    siblings = {file.stem for file in path.parent.glob("*.py")} if path.parent != CORE else set()
    wrong = {name for name in imported(path) - siblings if room(name) >= room(own)}
    assert wrong == set()


@pytest.mark.parametrize("path", sorted((CORE / "exporters").glob("[!_]*.py")), ids=lambda path: path.stem)
def test_an_exporter_imports_no_other_exporter_and_touches_nothing_outside(path):
    others = {file.stem for file in path.parent.glob("[!_]*.py")} - {path.stem}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    used |= {alias.name.partition(".")[0] for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))
             for alias in node.names}
    used |= {node.module.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    assert used & (others | FORBIDDEN_IN_EXPORTERS) == set()


def test_only_the_hook_knows_the_site_generator():
    knowing = {path.relative_to(ROOT).as_posix() for path in (ROOT / "hooks").rglob("*.py")
               if re.search(r"^\s*(?:import|from) (?:mkdocs|properdocs|material)\b", path.read_text(encoding="utf-8"), re.MULTILINE)}
    assert knowing == {"hooks/mkdocs_hook.py"}


def test_the_proof_shares_no_code_with_what_it_proves():
    assert imported(CORE / "proof.py") == set()


def test_no_module_template_script_or_hand_written_page_names_what_is_compared():
    data = yaml.safe_load((ROOT / "docs" / "comparison.yml").read_text(encoding="utf-8"))
    names = {"massage", "therapist", data["noun"], data["article"]["title"], "spa"}
    names |= {part[key] for part in data["roles"] for key in ("id", "name", "plural", "short")}
    names |= {part["label"] for part in data["facts"]} | {part["id"] for part in data["facts"] if "-" in part["id"]}
    names |= {part["name"] for part in data["aspects"] if " " in part["name"]}
    files = [*(ROOT / "hooks").rglob("*.*"), *(ROOT / "docs" / "assets").rglob("*.*"), *(ROOT / "docs").glob("*.md"),
             ROOT / "mkdocs.yml"]
    texts = {path: path.read_text(encoding="utf-8") for path in files
             if path.suffix in {".py", ".j2", ".typ", ".yml", ".mjs", ".js", ".css", ".html", ".md"}}
    assert len(texts) > 25
    pattern = re.compile("|".join(rf"\b{re.escape(name)}s?\b" for name in sorted(names)), re.IGNORECASE)
    assert {path.name: found.group() for path, text in texts.items() if (found := pattern.search(text))} == {}
