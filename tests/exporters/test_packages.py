"""The formats that are packages or data, kept as they are: a few questions of every form, some of them on facts.

As with the formats of text, the readers of the other tests say that what is written means the right thing. After a change that is
meant, `pytest --renew` writes the files in packages/ anew, to be read.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from comparison.exporters import anki, canvas_qti, cartridge, comparison_json, items_json, paper, qti21, qti30, scorm, table_csv
from few import SOURCED, full, held, unpacked

KEPT = Path(__file__).parent / "packages"


def told(files: dict[str, bytes]) -> bytes:
    """Return files as one text, each after its name, with the elements of XML on lines of their own."""
    return b"\n".join(b"--- %s\n%s" % (name.encode(), data.replace(b"><", b">\n<")) for name, data in files.items())


@pytest.mark.parametrize("exporter", [canvas_qti, cartridge, qti21, qti30], ids=lambda exporter: exporter.name)
def test_a_package_of_a_few_questions_holds_these_files(exporter, request):
    held(KEPT / f"{exporter.suffix}.txt", told(unpacked(exporter.data(full()))), request)


def test_the_schema_of_that_document_is_this(request):
    held(KEPT / "items.schema.json", items_json.schema(), request)


def test_a_package_of_scorm_has_this_manifest_and_the_files_that_it_names(request):
    # The page and what it loads are the site's own.
    files = unpacked(scorm.data(full()))
    held(KEPT / "scorm.zip.txt", told({"imsmanifest.xml": files["imsmanifest.xml"]}), request)
    assert [name for name in files if f'href="{name}"'.encode() not in files["imsmanifest.xml"]] == ["imsmanifest.xml"]
    # A browser would ask the LMS for one.
    assert b'href="assets/scorm/icon.svg"' in files["index.html"]


def test_a_few_questions_are_this_document(request):
    held(KEPT / items_json.suffix, items_json.data(full()), request)


@pytest.mark.parametrize("exporter", [comparison_json, table_csv], ids=lambda exporter: exporter.name)
def test_a_comparison_is_this_text(exporter, request):
    held(KEPT / exporter.uri.rpartition("/")[2], exporter.text(SOURCED).encode("utf-8"), request)


def test_flashcards_of_a_few_questions_are_these_notes_and_decks(request):
    files = unpacked(anki.data(full()))
    assert list(files) == ["collection.anki2", "media"] and files["media"] == b"{}"
    database = sqlite3.connect(":memory:")
    database.deserialize(files["collection.anki2"])
    database.row_factory = sqlite3.Row
    tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite%'")]
    rows = {table: [{key: opened(value) for key, value in dict(row).items()} for row in database.execute(f"select * from {table}")] for table in tables}
    database.close()
    held(KEPT / "anki.json", (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode("utf-8"), request)


def test_flashcards_are_made_without_a_file(monkeypatch):
    connect = sqlite3.connect

    def without(name):
        assert name == ":memory:"
        return connect(name)

    monkeypatch.setattr(sqlite3, "connect", without)
    assert list(unpacked(anki.data(full()))) == ["collection.anki2", "media"]


def opened(value: object) -> object:
    """Return a value of the database, with what is JSON in it read."""
    return json.loads(value) if isinstance(value, str) and value.startswith(("{", "[")) else value


@pytest.mark.parametrize("kind", [format for format in paper.FORMATS if format.size == "a4"], ids=lambda format: format.name)
def test_the_typesetter_gets_this_to_put_on_paper(kind, request, monkeypatch):
    given = []
    monkeypatch.setattr(paper, "typeset", lambda template, values: given.append({"template": template, **values}) or b"%PDF")
    assert kind.data(full()) == b"%PDF"
    held(KEPT / f"{kind.name}.json", (json.dumps(given[0], ensure_ascii=False, indent=1) + "\n").encode("utf-8"), request)
