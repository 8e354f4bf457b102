"""What all tests share: the real project, and made-up ones of two to four roles."""

from __future__ import annotations

import os
import pickle
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from comparison import outputs, source
from comparison.output import Output
from hypothesis import Phase, settings
from support import PROJECTS, shared, wordings

# What made-up data finds differs from run to run; a build server has to give the same answer for the same commit.
settings.register_profile("server", derandomize=True)
# What fails under a mutant fails; the smallest example of it, which takes a hundred times as long to find, is nobody's concern.
settings.register_profile("mutants", derandomize=True, phases=(Phase.explicit, Phase.generate))
if os.environ.get("MUTANT_UNDER_TEST"):
    settings.load_profile("mutants")
elif os.environ.get("CI"):
    settings.load_profile("server")


def pytest_addoption(parser):
    parser.addoption("--scripts", metavar="FOLDER", help="have browsers count what pages run of the site's scripts, and write it there")
    parser.addoption("--whole", action="store_true", help="try many more broken and random sources")
    parser.addoption("--renew", action="store_true", help="write the wordings in told.txt anew, instead of holding the code to them")


@pytest.fixture(scope="session")
def some():
    """A function that returns the entries of a list to alter, with their places: a dozen spread over it.

    Each alteration makes all outputs anew, which takes the better part of a second; `make mutants` alters everything.
    """
    return lambda entries: list(enumerate(entries))[::max(1, len(entries) // 12)]


@pytest.fixture(scope="session")
def as_told(request):
    """A function that holds lines to those that a file has for a case.

    After a change of wordings, `pytest --renew` writes them anew in one process; what differs is then read in the commit.
    """
    def hold(file: Path, case: str, lines: list[str]) -> None:
        known = wordings(file)
        if request.config.getoption("--renew") and known.get(case) != lines:
            known[case] = lines
            file.write_text("\n\n".join("\n".join([f"# {case}", *known[case]]) for case in sorted(known)) + "\n", encoding="utf-8")
        assert known[case] == lines
    return hold


@pytest.fixture(params=PROJECTS, scope="session")
def data_root(request) -> Path:
    """A folder with docs/comparison.yml and quizzes/: the shipped one, then the made-up ones."""
    return PROJECTS[request.param]


@pytest.fixture(scope="session")
def project(data_root):
    """A project alone: its outputs, which take many times as long, are in `made`."""
    return outputs.read_project(data_root)


@pytest.fixture(scope="session")
def outputs_of(tmp_path_factory, worker_id):
    """A function that returns the outputs of a project, for which all of its papers are set: the processes of a run share them."""
    @cache
    def of(root: Path) -> tuple[Output, ...]:
        name = next(name for name, place in PROJECTS.items() if place == root)
        with shared(tmp_path_factory, worker_id, f"outputs-{name}") as place:
            file = place / "outputs.pickle"
            if not file.exists():
                whole = tuple(replace(output, content=output.data) for output in outputs.read(root)[1])
                # Under its name stands the whole or nothing, whatever becomes of the process.
                file.with_suffix(".new").write_bytes(pickle.dumps(whole))
                file.with_suffix(".new").replace(file)
            return pickle.loads(file.read_bytes())
    return of


@pytest.fixture(scope="session")
def made(data_root, project, outputs_of):
    """A project and its outputs."""
    return project, outputs_of(data_root)


@pytest.fixture(scope="session")
def raw(data_root):
    """The plain data of its comparison and the files it names, with nothing between it and the YAML but the reader."""
    data = source.read(data_root / "docs" / "comparison.yml", data_root).data
    for name in data.get("files", ()):
        data |= source.read(data_root / "docs" / name, data_root).data
    return data
