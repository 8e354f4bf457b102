"""The run that alters the code (`make code-mutants`): what it alters by which tests, and what it lets live."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
import yaml
from code_mutants.__main__ import CORE, HERE, Accepted, Survivor, _module, accepted, lay, outcomes, parts
from support import ROOT


def test_every_part_names_modules_and_tests_that_exist():
    for part in parts().values():
        assert [pattern for pattern in part["modules"] if not list(CORE.glob(pattern))] == []
        for test in (*part["tests"], *part.get("without", ())):
            file, _, name = test.partition("::")
            assert not name or f"\ndef {name}(" in (ROOT / "tests" / file).read_text(encoding="utf-8"), test


def test_no_module_is_altered_twice():
    modules = [file for part in parts().values() for pattern in part["modules"] for file in CORE.glob(pattern)]
    assert len(modules) == len(set(modules))


def test_every_exporter_is_altered():
    altered = {file for part in parts().values() for pattern in part["modules"] for file in CORE.glob(pattern)}
    assert {file for file in CORE.glob("exporters/*.py") if file.name != "__init__.py"} <= altered


def test_a_part_that_is_not_there_is_told_with_those_that_are():
    assert list(parts(["items", "scoring"])) == ["scoring", "items"]
    with pytest.raises(SystemExit, match=r"There is no part nothing\. These are: scoring, items, "):
        parts(["scoring", "nothing"])


def test_what_is_let_live_has_a_reason_and_stands_in_the_code():
    for entry in yaml.safe_load((HERE / "accepted.yml").read_text(encoding="utf-8")):
        assert len(entry["reason"].split()) > 5 and ("alike" in entry) != ("mutants" in entry)
    for one in accepted().each:
        text = " ".join((CORE / f"{_module(one)}.py").read_text(encoding="utf-8").split())
        assert f"def {one.place.rpartition('.')[2]}(" in text and one.was in text and one.was != one.becomes


def test_a_survivor_is_let_live_by_itself_or_by_what_it_differs_in():
    one = Survivor("items.x", "a = 1", "a = 2")
    known = Accepted([{"mutants": [{"in": "items.x", "was": "a = 1", "becomes": "a = 2"}]}, {"alike": r", strict=\w+"}])
    assert one in known and one._replace(place="items.y") not in known and one._replace(becomes="a = 3") not in known
    assert Survivor("x", "zip(a, b, strict=True)", "zip(a, b, strict=None)") in known
    assert Survivor("x", "zip(a, b, strict=True)", "zip(b, strict=True)") not in known


@pytest.mark.parametrize("code", [None, 255])
def test_a_mutant_that_was_not_tried_stops_the_run(code, tmp_path):
    file = tmp_path / "mutants" / "src" / "comparison" / "lint" / "bank.py.meta"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"exit_code_by_key": {"one": 1, "two": code}}))
    found = outcomes(tmp_path)
    assert next(found) == ("lint/bank.py", "one", 1)
    with pytest.raises(SystemExit, match="The tests of two could not be run"):
        next(found)


def test_the_tests_of_a_part_run_where_it_is_laid(tmp_path):
    lay(tmp_path / "part", parts(["proof"])["proof"])
    for name in ("src", "tests", "pyproject.toml"):
        (tmp_path / "part" / "mutants" / name).symlink_to((tmp_path / "part" / name).resolve())
    ran = subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_proof.py"], cwd=tmp_path / "part" / "mutants",
                         capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout
