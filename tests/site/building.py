"""Builds a project with the real commands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}


# Most tests look at pages and not at the files of quizzes, which take longer to make than all pages together.
FEW = {"FORMATS": "csv moodle-xml"}


def build(project: Path, generator: str = "mkdocs", *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Build a project into its folder site/ with the real command, strictly; do not judge the result."""
    return subprocess.run([sys.executable, "-m", generator, "build", "--strict", *arguments], cwd=project, text=True,
                          capture_output=True, env={**ENVIRONMENT, **environment}, timeout=300)


def built(project: Path, generator: str = "mkdocs", **environment: str) -> Path:
    """Build a project and return its site folder; a failure shows what the command printed."""
    result = build(project, generator, **environment)
    assert result.returncode == 0, result.stdout + result.stderr
    return project / "site"
