"""Derived, and nothing else: change one thing in the source, and every place that shows it changes, or the build stops.

A place is an element of a page, an entry of a download or an option of a quiz that carries the id of the fact. Each is compared with
itself before the change, so a change elsewhere on the page cannot hide a survivor.

Each list is altered in a sample; `make mutants` alters every value, and tells what told of it.
"""

from __future__ import annotations

import copy
import csv
import dataclasses
import io
import json
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from comparison import outputs
from comparison.errors import SourceError
from support import ROOT, THREE_ROLES, fragment, having, reasons_of

STANCES = ("stated", "denied", "not mentioned")
NEW_TEXT = "Xyzzy plugh"
# The same in C, where it is there: each of some hundred alterations is written to a file.
QUICK = getattr(yaml, "CDumper", yaml.Dumper)
ROLES = [role["id"] for root in (ROOT, THREE_ROLES)
         for role in yaml.safe_load((root / "docs" / "comparison.yml").read_text(encoding="utf-8"))["roles"]]


def stage(root: Path, tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir(exist_ok=True)
    for beside in (root / "docs").glob("*.yml"):
        (tmp_path / "docs" / beside.name).write_bytes(beside.read_bytes())
    for quiz in (root / "quizzes").glob("*.yml"):
        (tmp_path / "quizzes").mkdir(exist_ok=True)
        (tmp_path / "quizzes" / quiz.name).write_bytes(quiz.read_bytes())
    return tmp_path


def without_items(task: str, entries: Iterable) -> Iterable:
    """Leave out the files of single items while outputs are made: they hold what the pages of quizzes do, drawn by the same template."""
    return () if task == "Writing questions for sets" else entries


def produce(data: dict, folder: Path) -> dict[str, str]:
    """Return the outputs of a comparison by uri, through the whole core."""
    (folder / "docs" / "comparison.yml").write_text(yaml.dump(data, Dumper=QUICK, sort_keys=False), encoding="utf-8")
    # The files to take away hold what their own readers find in them; that is tested elsewhere, as are the files of single items.
    return {output.uri: output.text for output in outputs.read(folder, formats=(), watch=without_items)[1]
            if not output.uri.endswith(".png") and not output.uri.startswith("quizzes/items/")}


# What speaks of a fact's stances; links, circles and forms carry ids as well, but show the fact's name or other facts.
TELLING = ("td", "th", "tr", "li", "span")


def shown(made: dict[str, str], fact: str, role: str | None = None, tags: tuple[str, ...] = TELLING) -> dict:
    """Return every place that shows a fact, as it reads, by output and number; with a role, what speaks of that role.

    A place that names no role speaks of them all. What does not hold the fact's id at all need not be read for that.
    """
    return {(uri, number): place.text
            for uri, content in made.items() if fact in content
            for number, place in enumerate(place for place in _places(content).get(fact, ())
                                           if place.tag in tags and (role is None or place.role in (None, role)))}


class Place(NamedTuple):
    tag: str
    role: str | None
    text: str


# Most outputs stay as they are under most changes; each distinct text is looked through once.
@lru_cache(maxsize=100)
def _places(content: str) -> dict[str, list[Place]]:
    places: dict[str, list[Place]] = {}
    if content.startswith("{"):
        # The index of the bank speaks of items; what they say stands on the pages as well.
        for entry in json.loads(content).get("facts", ()):
            places.setdefault(entry["id"], []).append(Place("tr", None, json.dumps(entry)))
    elif content.startswith("\ufeff"):
        for row in csv.reader(io.StringIO(content)):
            places.setdefault(row[0], []).append(Place("tr", None, ";".join(row)))
    else:
        tree = fragment(content)
        for form in having(tree, "data-quiz-item"):
            # Each kind of derived question is called after the fact it asks about, or has parts or options that are.
            asked = {form.get("data-quiz-item").partition("-")[2]} if form.get("data-quiz-kind") in ("which", "true-false") else set()
            for part in [key.get("data-quiz-key") for key in having(form, "data-quiz-key")]:
                for option, reason in reasons_of(form, part).items():
                    for fact in {*asked, part, option, *(option.removesuffix(f"-{role}") for role in ROLES)}:
                        places.setdefault(fact, []).append(Place("li", None, own_text(reason)))
        for element in tree.iter():
            for fact in {element.get("data-fact"), *element.get("data-facts", "").split()} - {None}:
                places.setdefault(fact, []).append(Place(element.tag, element.get("data-role"), own_text(element)))
    return places


def own_text(element) -> str:
    """Return the text of an element without the notes in it, which may use the same words as a fact."""
    parts = [element.text or ""]
    for child in element:
        if child.get("data-context") is None:
            parts.append(own_text(child))
        parts.append(child.tail or "")
    return " ".join(" ".join(parts).split())


def survivors(before: dict[str, str], after: dict[str, str], fact: str, role: str | None = None) -> list:
    """Return the places that show a fact and read the same as before."""
    old, new = shown(before, fact, role), shown(after, fact, role)
    assert old, f"nothing shows {fact}"
    return [place for place, text in old.items() if new.get(place) == text]


@pytest.fixture(params=[ROOT, THREE_ROLES], ids=["shipped", "three-roles"], scope="module")
def sound(request, tmp_path_factory):
    """A sound comparison as plain data, its outputs, and a function that makes outputs of altered data."""
    folder = stage(request.param, tmp_path_factory.mktemp("sound"))
    data = yaml.safe_load((request.param / "docs" / "comparison.yml").read_text(encoding="utf-8"))
    # A waiver whose warning is gone with a changed wording stops the build; that has tests of its own.
    data.pop("waivers", None)
    # A translation of what has changed stops the build as well; so do the tests of translations.
    data.pop("translations", None)
    return data, produce(data, folder), lambda altered: produce(altered, folder)


def test_every_surface_shows_every_fact(sound):
    data, before, _ = sound
    for fact in data["facts"]:
        kinds = {uri.partition("/")[0] for uri, _ in shown(before, fact["id"])}
        expected = {"side-by-side.md", "roles", "aspects", "downloads"}
        assert expected | ({"quizzes"} if "not_examinable" not in fact else set()) <= kinds


def test_a_flipped_stance_changes_every_place_that_shows_it_or_stops_the_build(sound, some):
    data, before, make = sound
    outcomes = {"changed": 0, "stopped": 0}
    for index, fact in some(data["facts"]):
        for role, stance in fact["stances"].items():
            for other in STANCES:
                if other == stance:
                    continue
                altered = copy.deepcopy(data)
                altered["facts"][index]["stances"][role] = other
                try:
                    after = make(altered)
                except SourceError as error:
                    # Most alterations raise nothing, so there is nothing that could be expected to.
                    assert fact["id"] in str(error)  # noqa: PT017
                    outcomes["stopped"] += 1
                else:
                    assert survivors(before, after, fact["id"], role) == []
                    outcomes["changed"] += 1
    assert min(outcomes.values()) > 0


@pytest.mark.parametrize("field", ["label", "phrase"])
def test_a_changed_text_of_a_fact_shows_wherever_the_old_one_stood(sound, some, field):
    data, before, make = sound
    for index, fact in some(data["facts"]):
        altered = copy.deepcopy(data)
        altered["facts"][index][field] = NEW_TEXT
        old = shown(before, fact["id"], tags=(*TELLING, "a", "circle", "fieldset"))
        new = shown(make(altered), fact["id"], tags=(*TELLING, "a", "circle", "fieldset"))
        holding = {place: text for place, text in old.items() if fact[field] in (text if field == "phrase" else text.replace(fact["phrase"], ""))}
        assert len({uri for uri, _ in holding}) >= 4
        assert [place for place in holding if NEW_TEXT not in new.get(place, "")] == []


@pytest.mark.parametrize("group, field", [("roles", "plural"), ("roles", "short"), ("aspects", "name"), ("claims", "says"),
                                          ("claims", "flag_note"), ("claims", "paragraph"), ("claims", "flags")])
def test_a_changed_value_elsewhere_shows_on_a_page_too(sound, some, group, field):
    data, before, make = sound
    for _, entry in some([entry for entry in data[group] if field in entry]):
        index = data[group].index(entry)
        altered = copy.deepcopy(data)
        altered[group][index][field] = {"paragraph": "P1" if entry.get("paragraph") != "P1" else "P2",
                                        "flags": ["frame"] if entry.get("flags") != ["frame"] else ["evidence"]
                                        }.get(field, NEW_TEXT)
        after = make(altered)
        assert [uri for uri in before if uri.endswith(".md") and after[uri] != before[uri]] != []


def test_a_claim_that_is_no_longer_cited_stops_the_build(sound):
    data, _, make = sound
    for index, fact in enumerate(data["facts"]):
        for claim in fact["claims"]:
            altered = copy.deepcopy(data)
            altered["facts"][index]["claims"] = [other for other in fact["claims"] if other != claim]
            if any(claim in other["claims"] for other in altered["facts"]) and altered["facts"][index]["claims"]:
                continue
            with pytest.raises(SourceError) as stopped:
                make(altered)
            assert claim in str(stopped.value) or fact["id"] in str(stopped.value) or "'claims'" in str(stopped.value)


@pytest.mark.parametrize("group, field", [("context", "says"), ("context", "place"), ("context", "as_of"), ("safety", "says"),
                                          ("terms", "meaning"), ("sources", "publisher")])
def test_a_changed_note_term_or_source_changes_every_page_that_shows_it(some, group, field):
    project = dataclasses.replace(outputs.read_project(ROOT), translations=())
    before = outputs.outputs(project, formats=(), watch=without_items)
    entries = getattr(project.comparison, group)
    for index, entry in some(entries):
        # Pages for the public say it in plain words, where there are any; they change with those.
        plain = {"plain": f"{NEW_TEXT}, plainly"} if field == "says" and entry.plain else {}
        changed = entry.model_copy(update={field: NEW_TEXT, **plain})
        altered = project.comparison.model_copy(update={group: (*entries[:index], changed, *entries[index + 1:])})
        after = outputs.outputs(dataclasses.replace(project, comparison=altered), formats=(), watch=without_items)
        shows = re.compile(rf"""(?:data-context|id)="{entry.id}\"""")
        showing = [(old, new) for old, new in zip(before, after) if old.is_page and shows.search(old.text)]
        assert showing and [old.uri for old, new in showing if old.content == new.content] == []
