"""The real commands on real folders: strict, the same bytes everywhere, and the last good site never lost."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from building import ENVIRONMENT, FEW, build, built
from comparison.outputs import COPY
from comparison.project import read_project
from support import ROOT, THREE_ROLES, lay_project

# The only thing that tells which generator built a page.
GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')


def contents(site: Path) -> dict[str, bytes]:
    """Return every file of a site by its place, without the generator's name."""
    return {file.relative_to(site).as_posix(): GENERATOR.sub(b"", file.read_bytes())
            for file in sorted(site.rglob("*")) if file.is_file()}


def differing(one: Path, other: Path) -> list[str]:
    """Return the places of the files that two sites do not share byte for byte."""
    first, second = contents(one), contents(other)
    assert len(first) > 40
    return sorted(place for place in first.keys() | second.keys() if first.get(place) != second.get(place))


def test_a_build_elsewhere_with_another_hash_seed_gives_the_same_bytes(site, tmp_path):
    again = built(lay_project(tmp_path / "another" / "place"), PYTHONHASHSEED="7", TZ="Asia/Tokyo", LC_ALL="C")
    assert differing(site, again) == []


def test_properdocs_gives_the_same_bytes(site, tmp_path):
    assert differing(site, built(lay_project(tmp_path / "project"), "properdocs")) == []


@pytest.mark.parametrize("data", [ROOT, THREE_ROLES], ids=["shipped", "three-roles"])
def test_a_staged_folder_builds_to_the_same_bytes_without_hooks(request, tmp_path, data):
    expected = request.getfixturevalue("site" if data == ROOT else "other_site")
    project = lay_project(tmp_path / "project", data=data)
    subprocess.run([sys.executable, project / "hooks" / "cli.py", "stage", tmp_path / "staged"], check=True,
                   capture_output=True, env=ENVIRONMENT)
    assert not (tmp_path / "staged" / "hooks").exists()
    staged = built(tmp_path / "staged")
    # The theme's own files and the search index are made light by the hook, and the copy for taking along is made; all else is
    # there byte for byte.
    heavy = differing(expected, staged)
    assert {place.partition("/")[0] for place in heavy if place != COPY} == {"assets", "search"} and COPY in heavy and len(heavy) > 30
    # What the hook does, a command does without it, and a second time nothing.
    for _ in (1, 2):
        subprocess.run([sys.executable, project / "hooks" / "cli.py", "finish", staged], check=True, capture_output=True,
                       env=ENVIRONMENT)
        assert differing(expected, staged) == []


def test_staging_refuses_a_folder_that_holds_something(tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    result = subprocess.run([sys.executable, ROOT / "hooks" / "cli.py", "stage", tmp_path / "full"], capture_output=True,
                            text=True, env=ENVIRONMENT)
    assert (result.returncode, (tmp_path / "full" / "mine.txt").read_text()) == (2, "mine")
    assert "not an empty folder" in result.stderr


def test_a_mistake_stops_the_build_with_its_place_and_leaves_the_last_site(tmp_path, site):
    project = shutil.copytree(site.parent, tmp_path / "project")
    before = contents(project / "site")
    comparison = project / "docs" / "comparison.yml"
    text = comparison.read_text(encoding="utf-8")
    line = text[: text.index("relaxation: stated")].count("\n") + 1
    comparison.write_text(text.replace("relaxation: stated", "relaxtion: stated", 1), encoding="utf-8")
    result = build(project, **FEW)
    told = result.stdout + result.stderr
    assert result.returncode == 1
    assert f"docs/comparison.yml:{line}:7: " in told and "did you mean 'relaxation'?" in told
    assert "Traceback" not in told and str(tmp_path) not in told
    assert contents(project / "site") == before


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path):
    project = lay_project(tmp_path / "project")
    comparison, quiz = project / "docs" / "comparison.yml", project / "quizzes" / "self-check.yml"
    comparison.write_text(comparison.read_text(encoding="utf-8").replace("flags: [ok]", "flags: [okay]"), encoding="utf-8")
    quiz.write_text(quiz.read_text(encoding="utf-8").replace("minutes: 12", "minutes: twelve"), encoding="utf-8")
    told = build(project, **FEW).stderr
    assert told.count("[unknown-word]") == comparison.read_text(encoding="utf-8").count("flags: [okay]") > 5
    assert told.count("[expected-number]") == 1


def test_a_hand_written_page_in_the_place_of_a_generated_one_is_refused(tmp_path, site):
    project = shutil.copytree(site.parent, tmp_path / "project")
    before = contents(project / "site")
    (project / "docs" / "side-by-side").mkdir()
    (project / "docs" / "side-by-side" / "index.md").write_text("# Mine\n", encoding="utf-8")
    result = build(project, **FEW)
    assert result.returncode == 1 and "docs/side-by-side/index.md:1:1: " in result.stderr
    assert contents(project / "site") == before


def test_a_broken_link_or_anchor_on_a_hand_written_page_stops_a_strict_build(tmp_path):
    project = lay_project(tmp_path / "project")
    about = project / "docs" / "about.md"
    asked = read_project(project).quizzes[0]
    quiz, item = asked.quiz.id, asked.items[-1].id
    about.write_text(f"# About\n\n[a](article.md#p2) [b](quizzes/{quiz}.md#item-{item})\n", encoding="utf-8")
    assert build(project, **FEW).returncode == 0
    about.write_text(f"# About\n\n[a](nowhere.md) [b](article.md#nowhere) [c](quizzes/{quiz}.md#item-nowhere)\n", encoding="utf-8")
    result = build(project, **FEW)
    assert result.returncode == 1
    assert {f"'{place}'" for place in ("nowhere.md", "#nowhere", "#item-nowhere")} <= set(re.findall("'[^']*'", result.stderr))


def test_flat_addresses_lead_to_the_same_pages(tmp_path):
    from test_pages import broken_links

    project = lay_project(tmp_path / "project")
    config = project / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + "\nuse_directory_urls: false\n", encoding="utf-8")
    site = built(project, **FEW)
    assert (site / "side-by-side.html").exists()
    assert broken_links(site) == []


def test_nothing_is_written_into_the_sources(tmp_path):
    project = lay_project(tmp_path / "project")
    before = contents(project)
    shutil.rmtree(built(project, **FEW))
    assert contents(project) == before


def test_the_source_and_its_schemas_are_published_side_by_side(site):
    for name in ("comparison.yml", "comparison.schema.json", "quiz.schema.json"):
        assert (site / name).read_bytes() == (ROOT / "docs" / name).read_bytes()


def test_a_build_in_some_formats_offers_those_alone_and_a_wrong_name_is_answered(tmp_path):
    project = lay_project(tmp_path / "project", data=THREE_ROLES)
    site = built(project, FORMATS="gift, csv")
    assert {file.name.partition(".")[2] for file in (site / "downloads").iterdir()} == {
        "gift.txt", "items.csv", "csv", "json", "svg", "png", "zip"}
    result = build(project, FORMATS="gifd")
    assert result.returncode == 1 and "mkdocs.yml:1:1: " in result.stderr and "did you mean 'gift'?" in result.stderr
    assert (site / "downloads").is_dir()
