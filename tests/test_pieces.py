"""What a browser joins to files: the parts that the build wrote make the very bytes that the exporters do."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from comparison import exchange, pieces
from comparison.exporters import TEXT_FORMATS
from comparison.render import SET_FILES, pieces_uri
from exporting import assessments
from hypothesis import given, settings


def parts(project) -> tuple[dict, dict]:
    """Return the index of the formats, and the pieces by item and format."""
    made = {output.uri: json.loads(output.content) for output in pieces.outputs(project)}
    index = made.pop(SET_FILES)
    return index, {item.id: made.pop(pieces_uri(item.id)) for item in project.items} | made


@pytest.mark.parametrize("exporter", TEXT_FORMATS, ids=lambda exporter: exporter.name)
def test_the_pieces_of_a_whole_quiz_make_the_bytes_of_its_file(made, exporter):
    project, outputs = made
    files = {output.uri: output.data for output in outputs}
    _, by_item = parts(project)
    assert project.quizzes
    for asked in project.quizzes:
        assessment = exchange.of_quiz(asked, project)
        joined = "".join([exporter.head(assessment), *(by_item[item.id][exporter.name] for item in asked.items), exporter.FOOT])
        assert joined.encode() == exporter.data(assessment) == files[f"downloads/{asked.quiz.id}.{exporter.suffix}"]


@pytest.mark.parametrize("exporter", TEXT_FORMATS, ids=lambda exporter: exporter.name)
def test_the_parts_of_any_set_make_the_bytes_of_its_export(made, exporter):
    project, _ = made
    index, by_item = parts(project)
    told = index[exporter.name]
    for name, items in (("0badcafe", project.items), ("00000000", project.items[3:9]), ("9f4aa143", project.items[:1])):
        joined = "".join([name.join(told["head"]), *(by_item[item.id][exporter.name] for item in items), told["foot"]])
        assert joined.encode() == exporter.data(exchange.of_set(name, items, project))
    assert told["suffix"] == exporter.suffix


def test_the_index_names_the_questions_that_a_format_leaves_out(made):
    index, by_item = parts(made[0])
    assert list(index) == [exporter.name for exporter in TEXT_FORMATS]
    for name, told in index.items():
        assert told["without"] == [id for id, pieces_ in by_item.items() if pieces_[name] == ""]


@pytest.mark.parametrize("exporter", TEXT_FORMATS, ids=lambda exporter: exporter.name)
@settings(max_examples=15, deadline=None)
@given(assessments())
def test_a_piece_hangs_on_its_question_alone_and_a_head_on_no_question(exporter, assessment):
    bare = replace(assessment, questions=())
    told = "".join([exporter.head(bare), *map(exporter.piece, reversed(assessment.questions)), exporter.FOOT])
    assert told.encode() == exporter.data(replace(assessment, questions=assessment.questions[::-1]))


def test_the_files_are_published_once_for_each_item(made):
    project, outputs = made
    written = {output.uri: output for output in outputs}
    assert [written[output.uri] for output in pieces.outputs(project)] == list(pieces.outputs(project))
    assert len(list(pieces.outputs(project))) == 1 + len(project.items)
