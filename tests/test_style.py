"""The style of the code: what pyproject.toml asks of it, held by ruff."""

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
