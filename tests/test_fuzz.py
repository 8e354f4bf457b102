"""Whatever bytes a source holds: a comparison comes of it, or every mistake with its place; no traceback, no hang, 500 MB at most."""

from __future__ import annotations

import hashlib
import json
import os
import re
import select
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

import pytest
from comparison.source import LONGEST
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import comparisons
from support import GOOD, PROJECTS, ROOT
from test_outputs import check_shown

# Only what hangs takes longer than this; how fast the rest is, no test passes or fails by.
PATIENCE = 60
LINE = re.compile(r"(?:docs|quizzes)/[\w.-]+\.yml:(\d+):(\d+): [^\n]+ \[[\w-]+\]")
TINY, QUIZ = (GOOD / "tiny.yml").read_bytes(), (GOOD / "tiny-quiz.yml").read_bytes()


class Reader:
    """A process that reads projects, with a limit to its memory; a new one takes the place of one that died."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp())
        self.process = None
        self.slowest = 0.0

    def read(self, root: Path) -> dict:
        if self.process is None:
            self.process = subprocess.Popen([sys.executable, ROOT / "tests" / "fuzz_worker.py", ROOT / "hooks"], stdin=subprocess.PIPE,
                                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.process.stdin.write(f"{root}\n")
        self.process.stdin.flush()
        answer = ""
        if select.select([self.process.stdout], [], [], PATIENCE)[0]:
            answer = self.process.stdout.readline()
        if not answer.startswith("{"):
            answer += self.stop()
            pytest.fail(f"the reader died or hung: {answer}")
        told = json.loads(answer)
        self.slowest = max(self.slowest, told["seconds"])
        return told

    def stop(self) -> str:
        if self.process is None:
            return ""
        self.process.kill()
        left, _ = self.process.communicate()
        self.process = None
        return left


@pytest.fixture(scope="module")
def reader():
    reading = Reader()
    yield reading
    reading.stop()
    shutil.rmtree(reading.folder)
    print(f"the slowest took {reading.slowest:.2f} s of the processor's time")


def lay(folder: Path, files: dict[str, bytes]) -> Path:
    """Lay down a project of these files alone."""
    for part in ("docs", "quizzes"):
        shutil.rmtree(folder / part, ignore_errors=True)
        (folder / part).mkdir(parents=True)
    for place, data in files.items():
        (folder / place).write_bytes(data)
    return folder


def check(reader: Reader, files: dict[str, bytes]) -> str:
    """Read a project; return "ok" or "mistakes", and fail for anything else."""
    told = reader.read(lay(reader.folder, files))
    assert told["outcome"] in ("ok", "mistakes"), told["outcome"]
    texts: dict[str, list[str]] = {}
    for line, path, row, column in told["problems"]:
        assert LINE.fullmatch(line) and line.isprintable(), line
        assert len(line) < 2000, line[:200]
        # The place is in the file, or right behind its end; that of a missing file is where it would begin.
        if path not in texts:
            texts[path] = re.split("\r\n|[\n\r\x85\u2028\u2029]", files.get(path, b"").decode("utf-8-sig", errors="replace"))
        rows = texts[path]
        assert 1 <= row <= len(rows) + 1, line
        assert 1 <= column <= (len(rows[row - 1]) if row <= len(rows) else 0) + 1, line
    assert (told["outcome"] == "mistakes") == bool(told["problems"])
    return told["outcome"]


def files_of(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for part in ("docs", "quizzes") for file in sorted((root / part).glob("*.yml"))}


# By name: whole projects, as the files they are.
WHOLE = {"tiny": {"docs/comparison.yml": TINY, "quizzes/tiny-quiz.yml": QUIZ},
         "notes": {"docs/comparison.yml": (GOOD / "tiny-notes.yml").read_bytes(), "quizzes/tiny-quiz.yml": QUIZ},
         "spanish": {"docs/comparison.yml": TINY + b"translations: [es]\n", "docs/comparison.es.yml": (GOOD / "tiny.es.yml").read_bytes(),
                     "quizzes/tiny-quiz.yml": QUIZ},
         **{name: files_of(root) for name, root in PROJECTS.items()}}


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_altered_below_can_be_read(name, reader):
    assert check(reader, WHOLE[name]) == "ok"


def _deep(start: str, end: str = "", inner: str = "x") -> bytes:
    return (start * 10_000 + inner + end * 10_000).encode()


LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9))
# Whole files that stand in the place of the comparison or of the quiz, then lines that are added on top of the good ones.
FILES = {
    "deep-brackets": _deep("[", "]"), "deep-braces": _deep("{a: ", "}"), "deep-and-open": _deep("[", inner=""), "deep-dashes": _deep("- "),
    "deep-questions": _deep("? "), "deep-indentation": b"".join(b" " * n + b"a:\n" for n in range(1300)), "laughs": LAUGHS.encode(),
    "itself": b"&a [*a]", "itself-in-a-mapping": b"&a {b: *a}", "merged-with-itself": b"a: &a\n  <<: *a\n", "nul": b"\0" * 1000,
    "no-utf8": b"\xff\xfe\xfd" * 1000, "half-a-pair": b"title: \xed\xa0\x80\n", "half-a-pair-escaped": b'title: "\\ud800"\n',
    "beyond-unicode": b'title: "\\UFFFFFFFF"\n', "version": b"%YAML 9.9\n---\na: 1\n", "python": b"!!python/object/apply:os.system [exit]\n",
    "documents": b"---\n" * 10_000, "line-ends": b"\n" * 900_000, "comments": b"# x\n" * 200_000, "one-word": b"x" * 900_000,
    "fifty-megabytes": b"a: b\n" * 10_000_000, "fifty-megabytes-of-one-word": b"title: " + b"x" * 50_000_000,
    "one-key": b"k" * 900 + b": 1\n", "same-key": b"a: 1\n" * 100_000, "signs": b"\x01" * 900_000, "tabs": b"\ta: b\n" * 100_000,
    "aliases": b"a:\n" + b"- *x\n" * 100_000, "anchors": b"a:\n" + b"- &x y\n" * 100_000, "list": b"title: [" + b"a, " * 300_000 + b"]",
    "entries": b"facts:\n" + b"- {id: x}\n" * 4_900, "unknown-fields": b"facts:\n" + b"- {lable: x, idd: y, aspekt: z}\n" * 2_400,
}
def _facts(*ids: str) -> str:
    """Return the good comparison with more facts."""
    facts = (f"  - {{id: {id}, aspect: tools, label: L{n}, phrase: p{n}, stances: {{builder: stated, flier: denied}}, claims: [K01]}}\n"
             for n, id in enumerate(ids))
    return TINY.decode().replace("claims:\n  - id: K01", "".join(facts) + "claims:\n  - id: K01")


def _answers(text: str, *ids: str) -> bytes:
    return text.replace("answer: [glue, string]", f"answer: [{', '.join(ids)}]").encode()


_SHUFFLED = [hashlib.sha256(str(n).encode()).hexdigest() + "-x" for n in range(6_000)]
# Comparisons in which thousands of names are nearly right.
NAMES = {
    "shuffled": _answers(_facts(*_SHUFFLED[:400]), *_SHUFFLED[400:]),
    "alike": _answers(_facts(*(f"which-of-the-many-{n}" for n in range(300))), *(f"which-of-the-many-{n}" for n in range(1_000, 6_000))),
    "long": _answers(_facts(*(name * 80 for name in _SHUFFLED[:75])), *(name * 80 + "y" for name in _SHUFFLED[:75])),
}
LINES = {
    "merge": b"x: &x {a: 1}\ny: {<<: *x}\n", "hexadecimal": b"edition: 0x" + b"f" * 100_000 + b"\n", "binary": b"edition: 0b" + b"1" * 100_000 + b"\n",
    "sixties": b"edition: 1" + b":59" * 20_000 + b"\n", "digits": b"edition: " + b"9" * 100_000 + b"\n", "endless": b"edition: .inf\n",
    "no-number": b"edition: .nan\n", "exponent": b"edition: 1e999\n", "negative": b"edition: -0x" + b"f" * 10_000 + b"\n",
    "keys-of-other-kinds": b"1: 2\n2.5: 3\nnull: 4\ntrue: 5\n2024-01-01: 6\n", "list-as-key": b"[a]: 1\n? {b: c}\n: 2\n",
    "emoji-as-key": "🤷: 1\n".encode(), "long-key": b'"' + b"k" * 1000 + b'": 1\n', "no-date": b"edition: 0000-00-00\n",
    "long-comment": b"#" + b"x" * 900_000 + b"\n",
}


@pytest.mark.parametrize("place", ["docs/comparison.yml", "quizzes/tiny-quiz.yml", "docs/comparison.es.yml"])
@pytest.mark.parametrize("name", FILES)
def test_a_strange_file_is_told(name, place, reader):
    assert check(reader, {**WHOLE["spanish"], place: FILES[name]}) == "mistakes"


@pytest.mark.parametrize("name", NAMES)
def test_thousands_of_names_that_nothing_has_are_told(name, reader):
    assert check(reader, {**WHOLE["tiny"], "docs/comparison.yml": NAMES[name]}) == "mistakes"


def test_many_files_of_many_mistakes_are_told(reader):
    assert check(reader, {**WHOLE["tiny"], **{f"quizzes/q{n}.yml": b"items: [" + b"A, " * 9_000 + b"]\n" for n in range(10)}}) == "mistakes"


def _replaced(texts, found: re.Match) -> str:
    return f"{found[1]}: {next(texts)}"


def test_all_texts_may_be_as_long_as_they_may_and_of_signs_alone(reader):
    notes, quiz = (GOOD / "tiny-notes.yml").read_text(encoding="utf-8"), QUIZ.decode()
    for sign in ("[", "(", "<", "& "):
        texts = ("'" + (sign * LONGEST)[:LONGEST - 4] + f"x{n}'" for n in range(20_000))
        files = [re.sub(r"\b(label|phrase|says|meaning|plural|text|stem|rationale):.*", partial(_replaced, texts), text)
                 for text in (notes, quiz)]
        check(reader, {"docs/comparison.yml": files[0].encode(), "quizzes/tiny-quiz.yml": files[1].encode()})


@pytest.mark.parametrize("name", LINES)
def test_a_strange_line_is_told_or_harmless(name, reader):
    for place, text in (("docs/comparison.yml", TINY), ("quizzes/tiny-quiz.yml", QUIZ)):
        assert check(reader, {**WHOLE["tiny"], place: LINES[name] + text}) == (
            "ok" if name == "long-comment" else "mistakes")


TEXTS = {"brackets": "[", "word": "x", "words": "a ", "marks": "e\u0301\u0323", "right-to-left": "\u202e\u05d0", "sentences": "NOT a. B? "}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("field", ["label: Glue", "phrase: use glue", "says: Builders glue their kites.", "noun: kite people",
                                   "title: Kite builders and kite fliers"])
def test_a_very_long_text_is_read_and_one_without_end_is_told(field, text, reader):
    start, name = TINY.decode().index(field), field.partition(":")[0]

    def put(length: int) -> dict[str, bytes]:
        longer = (text * length)[:length - 1] + "x"
        return {**WHOLE["tiny"], "docs/comparison.yml": TINY.decode().replace(field, f"{name}: '{longer}'", 1).encode()}

    check(reader, put(LONGEST))
    assert check(reader, put(LONGEST * 30)) == "mistakes"
    line = TINY.decode()[:start].count("\n") + 1
    told = reader.read(lay(reader.folder, put(LONGEST + 1)))["problems"]
    assert [(at, problem.rpartition(" ")[2]) for problem, _, at, _ in told] == [(line, "[too-long-text]")]


def test_what_is_no_file_is_told(reader, tmp_path):
    for number, make in enumerate((os.mkfifo, partial(os.symlink, "tiny-quiz.yml"), partial(os.symlink, "/dev/zero"),
                                   partial(os.symlink, "../quizzes"), os.mkdir)):
        folder = lay(tmp_path / str(number), WHOLE["tiny"])
        (folder / "quizzes" / "tiny-quiz.yml").unlink()
        make(folder / "quizzes" / "tiny-quiz.yml")
        told = reader.read(folder)
        assert [line.split(": ")[0] for line, *_ in told["problems"]] == ["quizzes/tiny-quiz.yml:1:1"], told
        assert "unreadable-file" in told["problems"][0][0]


def test_folders_that_lead_into_themselves_are_told(reader, tmp_path):
    folder = lay(tmp_path, WHOLE["tiny"])
    (folder / "docs" / "again").symlink_to(folder / "docs")
    told = reader.read(folder)
    assert [(path, line.rpartition(" ")[2]) for line, path, *_ in told["problems"]] == [("docs/again", "[unreadable-file]")]


@pytest.fixture(scope="session")
def many(request):
    """How many examples to try: a few, or with --whole many."""
    return 2000 if request.config.getoption("whole") else 100


PIECES = [*"\t\n\r :-[]{}'\"&*!|>#%@`?,<=~\\", "\0", "\ufeff", "\u202e", "\x85", "\u2028", "\U0001f469\u200d", "e\u0301", "&a ", "*a", "<<: *a", "!!int ",
          "---\n", "- ", ": ", "? ", "]]>", "{role}", "9" * 5000, "0x" + "f" * 5000, "1e999", "yes", "null", "[[[[", "\n" * 50, " " * 50, "x" * 5000]


@st.composite
def altered(draw) -> dict[str, bytes]:
    """Return a whole project with one file cut off, with bytes flipped, or with pieces put in, left out or said twice."""
    files = dict(WHOLE[draw(st.sampled_from([name for name in WHOLE if name != "shipped"] + ["shipped"]))])
    place = draw(st.sampled_from(sorted(files)))
    data = files[place]
    where = st.integers(0, len(data) - 1)
    for _ in range(draw(st.integers(1, 3))):
        at, length = draw(where), draw(st.integers(0, 30))
        match draw(st.sampled_from(["cut", "flip", "put", "drop", "twice", "ends", "mark"])):
            case "cut":
                data = data[:at]
            case "flip":
                data = data[:at] + bytes([draw(st.integers(0, 255))]) + data[at + 1:]
            case "put":
                data = data[:at] + draw(st.sampled_from(PIECES)).encode() + data[at:]
            case "drop":
                data = data[:at] + data[at + length:]
            case "twice":
                data = data[:at] + data[at:at + length * 10] * 2 + data[at + length * 10:]
            case "ends":
                data = data.replace(b"\n", draw(st.sampled_from([b"\r\n", b"\r", b"\n\n"])))
            case "mark":
                data = b"\xef\xbb\xbf" + data
    files[place] = data
    return files


def test_any_alteration_of_any_file_is_told_or_harmless(reader, many):
    @given(altered())
    @settings(max_examples=many, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    def holds(files):
        check(reader, files)

    holds()


def test_any_bytes_are_told(reader, many):
    @given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
    @settings(max_examples=many, deadline=None)
    def holds(data):
        assert check(reader, {**WHOLE["tiny"], "docs/comparison.yml": data}) == "mistakes"

    holds()


def test_any_comparison_of_up_to_twenty_aspects_shows_as_it_is_written(many):
    @given(comparisons(most_aspects=20, most_facts=2))
    @settings(max_examples=many // 10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    def holds(data):
        check_shown(data)

    holds()
