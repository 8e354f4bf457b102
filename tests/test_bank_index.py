"""The bank's index, what each item alone says, and the packages that pages load."""

from __future__ import annotations

import json
import shutil

import pytest
from comparison import bank_index, packages
from comparison.errors import SourceError
from comparison.items import code_of
from support import ROOT, fragment, having, text_of


def test_the_index_tells_of_every_item_what_a_set_needs(made):
    project, _ = made
    index = json.loads(bank_index.text(project))
    assert index["bank"] == project.version
    assert [(entry["id"], entry["code"], entry["revision"], entry["key"], entry["kind"], entry["topic"], entry["stem"]) for entry in index["items"]] == [
        (item.id, item.code, item.revision, item.key_revision, item.kind, item.topic, item.stem) for item in project.items]
    for entry, item in zip(index["items"], project.items):
        assert entry["options"] == {part.id: {option.id: option.text for option in part.options} for part in item.parts}
        assert entry["quizzes"] == [asked.quiz.id for asked in project.quizzes if item in asked.items]
    assert index["retired"] == [{"id": id, "code": code_of(id)} for asked in project.quizzes for id in asked.quiz.retired]


def test_the_short_index_tells_the_same_in_short(made):
    project, _ = made
    whole, short = json.loads(bank_index.text(project)), json.loads(bank_index.codes(project))
    assert {**whole, "items": {item["id"]: item["code"] + item["revision"][:3] for item in whole["items"]}} == short


def test_the_index_holds_no_key_and_no_rationale(made):
    project, _ = made
    index = bank_index.text(project)
    assert {key for entry in json.loads(index)["items"] for key in entry} == {
        "id", "code", "revision", "key", "kind", "topic", "areas", "quizzes", "rests", "stem", "options"}
    shown = {text for item in project.items for text in (item.stem, *(o.text for part in item.parts for o in part.options))}
    reasons = {text for item in project.items for part in item.parts
               for text in (part.rationale, *(option.rationale for option in part.options))} - shown - {""}
    assert reasons and {text for text in reasons if json.dumps(text, ensure_ascii=False)[1:-1] in index} == set()
    # Nor do the places of options tell: the right one stands first no more often than chance has it.
    firsts = [next(iter(entry["options"]["answer"])) in item.parts[0].key
              for entry, item in zip(json.loads(index)["items"], project.items)
              if entry["kind"] in ("single", "spot") and len(item.parts[0].options) > 2]
    assert len(firsts) < 20 or sum(firsts) < len(firsts) / 2


def test_every_item_stands_alone_in_a_file_of_its_own(made):
    project, outputs = made
    files = {output.uri: output.text for output in outputs if output.uri.startswith("quizzes/items/")
             and not output.uri.endswith(".json")}
    assert list(files) == [f"quizzes/items/{item.id}.txt" for item in project.items]
    for item in project.items:
        (form,) = having(fragment(files[f"quizzes/items/{item.id}.txt"]), "data-quiz-item")
        assert (form.get("data-quiz-item"), form.get("data-quiz-stamp")) == (
            item.id, f"{item.code} {item.revision} {item.key_revision}")
        assert item.stem in text_of(form)


def test_no_two_items_have_one_code(made):
    project, _ = made
    assert len({item.code for item in project.items}) == len(project.items)


def home(tmp_path):
    shutil.copy(ROOT / "package-lock.json", tmp_path)
    for name in packages.FILES:
        shutil.copytree(ROOT / "node_modules" / name, tmp_path / "node_modules" / name)
    return tmp_path


def test_the_files_of_packages_are_served_as_they_are_with_their_license(tmp_path):
    made = {output.uri: output.content for output in packages.packages(home(tmp_path))}
    assert list(made) == [packages.QR, "assets/quiz/qr/LICENSE.txt"]
    assert made[packages.QR] == (ROOT / "node_modules" / "lean-qr" / "index.mjs").read_text(encoding="utf-8")
    assert "Copyright" in made["assets/quiz/qr/LICENSE.txt"]


@pytest.mark.parametrize("spoil", [shutil.rmtree,
                                   lambda folder: (folder / "package.json").write_text('{"version": "0.0.1"}')],
                         ids=["missing", "another version"])
def test_a_package_that_is_missing_or_another_is_told_with_the_command_to_run(tmp_path, spoil):
    folder = home(tmp_path)
    spoil(folder / "node_modules" / "lean-qr")
    with pytest.raises(SourceError, match=r"package 'lean-qr' 2\.7\.4 is not installed; run 'make packages'"):
        packages.packages(folder)


def test_packages_are_pinned_with_their_contents_and_no_address():
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    told = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    # What pages load comes alone; what the tests read with brings packages of its own.
    for wanted, loaded in ((told["dependencies"], True), (told["devDependencies"], False)):
        assert wanted.items() <= {name.removeprefix("node_modules/"): entry["version"] for name, entry in lock.items()
                                  if name and loaded != entry.get("dev", False)}.items()
    # The programs for single machines, of which npm installs one, count as optional.
    assert [name for name, entry in lock.items() if name and not entry.get("dev") and not entry.get("optional")] == [
        f"node_modules/{name}" for name in told["dependencies"]]
    assert [name for name, entry in lock.items() if name and not entry["integrity"].startswith("sha512-")] == []
    assert [name for name, entry in lock.items() if "resolved" in entry] == []
