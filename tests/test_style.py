"""The style of the code and its types: what pyproject.toml asks of them, held by ruff and mypy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from support import ROOT


def told(*command: object) -> str:
    """Run a tool of the environment where pyproject.toml is, and return what it prints."""
    result = subprocess.run([sys.executable, "-m", *map(str, command)], cwd=ROOT, capture_output=True, text=True, timeout=300)
    return result.stdout + result.stderr


def ruff(*files: object) -> str:
    return told("ruff", "check", "--quiet", "--output-format", "concise", "--config", "pyproject.toml", *files)


def test_the_code_keeps_to_the_style():
    assert ruff("hooks", "tests") == ""


def test_a_breach_of_the_style_is_told_with_its_place(tmp_path: Path):
    (tmp_path / "unused.py").write_text("import os\n", encoding="utf-8")
    assert "unused.py:1:8: F401" in ruff(tmp_path / "unused.py")


def test_the_types_of_the_code_agree():
    assert told("mypy", "--no-error-summary") == ""


def test_a_type_that_disagrees_is_told_with_its_place(tmp_path: Path):
    (tmp_path / "wrong.py").write_text('count: int = "many"\n\n\ndef untyped(given):\n    return given\n', encoding="utf-8")
    found = told("mypy", "--cache-dir", tmp_path / "cache", tmp_path / "wrong.py")
    assert "wrong.py:1: error: " in found and "wrong.py:4: error: " in found and "Found 2 errors" in found
