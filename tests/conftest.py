"""What all tests share: the real project, and made-up ones of two to four roles."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from comparison import outputs, source
from hypothesis import settings
from support import PROJECTS

# What made-up data finds differs from run to run; a build server has to give the same answer for the same commit.
settings.register_profile("server", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("server")


def pytest_addoption(parser):
    parser.addoption("--scripts", metavar="FOLDER", help="have browsers count what pages run of the site's scripts, and write it there")
    parser.addoption("--whole", action="store_true", help="try many more broken and random sources")


@pytest.fixture(scope="session")
def some():
    """A function that returns the entries of a list to alter, with their places: a dozen spread over it.

    Each alteration makes all outputs anew, which takes the better part of a second; `make mutants` alters everything.
    """
    return lambda entries: list(enumerate(entries))[::max(1, len(entries) // 12)]


@pytest.fixture(params=PROJECTS, scope="session")
def data_root(request) -> Path:
    """A folder with docs/comparison.yml and quizzes/: the shipped one, then the made-up ones."""
    return PROJECTS[request.param]


@pytest.fixture(scope="session")
def made(data_root):
    """A project and its outputs."""
    return outputs.read(data_root)


@pytest.fixture(scope="session")
def raw(data_root):
    """The plain data of its comparison and the files it names, with nothing between it and the YAML but the reader."""
    data = source.read(data_root / "docs" / "comparison.yml", data_root).data
    for name in data.get("files", ()):
        data |= source.read(data_root / "docs" / name, data_root).data
    return data
