"""The forms in which the comparison and its quizzes leave the site, one module a format."""

from ..exchange import Exporter, TextExporter
from . import (aiken, anki, blackboard, brightspace, canvas_qti, cartridge, comparison_json, gift,
               items_csv, items_json, moodle_xml, paper, qti21, qti30, scorm, table_csv)

# Of the whole comparison. Each has `name` (its message), `uri` (its place in the site) and `text(project)`.
FORMATS = (comparison_json, table_csv)
# Of a quiz or a set; `exchange.Exporter` says what each has. In the order in which instructors are told of them.
QUIZ_FORMATS: tuple[Exporter, ...] = (
    moodle_xml, gift, aiken, canvas_qti, cartridge, scorm, qti30, qti21,
    anki, brightspace, blackboard, items_csv, items_json, *paper.FORMATS)
# Those of them that a browser puts together for a set, from pieces that the build wrote; `exchange.TextExporter` says how.
TEXT_FORMATS: tuple[TextExporter, ...] = (moodle_xml, gift, aiken, brightspace, blackboard, items_csv)
