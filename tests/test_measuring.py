"""What `make coverage` makes of the counts of a browser. Their form is that of V8's inspector, ScriptCoverage."""

from __future__ import annotations

import json

import pytest
from comparison.assets import assets
from comparison.exporters.scorm import SCRIPTS
from measuring import scripts

TEXT = "const one = 1;\n\nfunction two() {\n  return 2;\n}\nif (one > 1) {\n  two();\n}\n"
PLACE = "assets/some.mjs"


@pytest.fixture
def seen(monkeypatch):
    """What was run of one script, which is nothing yet."""
    monkeypatch.setattr(scripts, "texts", lambda: {PLACE: TEXT})
    return scripts.Scripts()


def told(called: int, branch: int, url: str = f"http://127.0.0.1:8000/some/{PLACE}?again", whole: str = TEXT) -> list[dict]:
    """Return a report: the module is run once, its function and the branch as often as given."""
    start, end = whole.index("function"), whole.index("}") + 1
    body = whole.index("{", end)
    return [{"scriptId": "1", "url": url, "functions": [
        {"functionName": "", "isBlockCoverage": True, "ranges": [
            {"startOffset": 0, "endOffset": len(whole), "count": 1},
            {"startOffset": body, "endOffset": len(whole) - 1, "count": branch}]},
        {"functionName": "two", "isBlockCoverage": True, "ranges": [{"startOffset": start, "endOffset": end, "count": called}]}]}]


def test_what_is_left_is_told_by_its_lines(seen):
    seen.add(told(called=0, branch=0))
    signs = len("".join(TEXT.split()))
    missed = len("".join("function two() {return 2;}{two();}".split()))
    assert [*seen.rows()] == [(PLACE, signs, signs - missed, 2, 1, "3-8")]


def test_the_runs_of_several_pages_add_up(seen, tmp_path, monkeypatch):
    seen.add(told(called=1, branch=0))
    seen.save(tmp_path / "one.json")
    assert json.loads((tmp_path / "one.json").read_text())[PLACE]["functions"] == [[0, len(TEXT), True], [16, 46, True]]
    other = scripts.Scripts()
    other.add(told(called=0, branch=1))
    assert [row[-1] for row in other.rows()] == ["3-5"]
    other.load(tmp_path / "one.json")
    signs = len("".join(TEXT.split()))
    assert [*other.rows()] == [(PLACE, signs, signs, 2, 2, "")]


@pytest.mark.parametrize("report", [
    told(1, 1, url="http://127.0.0.1:8000/assets/other.mjs"), told(1, 1, url="http://127.0.0.1:8000/some.mjs"),
    told(1, 1, whole=TEXT + "// changed\n")], ids=["other file", "other folder", "other text"])
def test_what_is_none_of_the_sources_counts_for_nothing(seen, report):
    seen.add(report)
    assert [row[2:] for row in seen.rows()] == [(0, 0, 0, "1, 3-8")]


def test_signs_that_are_two_to_a_script_do_not_shift_what_follows(monkeypatch):
    text = "'\U0001f33b';\n" + TEXT
    monkeypatch.setattr(scripts, "texts", lambda: {PLACE: text})
    seen = scripts.Scripts()
    at = text.index("function") + 1
    seen.add([{"scriptId": "1", "url": f"http://127.0.0.1/{PLACE}", "functions": [
        {"functionName": "", "isBlockCoverage": True, "ranges": [{"startOffset": 0, "endOffset": len(text) + 1, "count": 1}]},
        {"functionName": "two", "isBlockCoverage": True, "ranges": [{"startOffset": at, "endOffset": at + 30, "count": 0}]}]}])
    assert [row[-1] for row in seen.rows()] == ["4-6"]


def test_every_script_of_the_site_is_counted():
    names = scripts.texts()
    assert {"assets/start.mjs", "assets/quiz/quiz.mjs", "assets/theme/early.js"} <= set(names)
    assert all(names.values())


@pytest.mark.parametrize("numbers, expected", [([], ""), ([4], "4"), ([1, 2, 3, 5, 7, 8], "1-3, 5, 7-8")])
def test_lines_in_a_row_are_told_as_one(numbers, expected):
    assert scripts.spans(numbers) == expected


def test_scripts_of_packages_are_counted_as_packages_have_them():
    found, packed = scripts.texts(), assets(*SCRIPTS)
    own = {place for place in packed if place.startswith(scripts.PACKED)}
    assert own and own == {place for place in found if place.startswith(scripts.PACKED)}
    for place in own:
        # Whoever reads the code reads comments, but no browser runs them; all else stays in its place.
        whole, counted = packed[place].decode().splitlines(), found[place].splitlines()
        assert [len(line) for line in whole] == [len(line) for line in counted]
        assert [line for line, left in zip(whole, counted, strict=True) if line != left and not line.lstrip().startswith(("/", "*"))] == []
        assert whole != counted
