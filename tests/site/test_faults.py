"""What goes wrong around a build: it is killed, the disk is full, nothing can be written, files change, two run at once.

The site that was there stays, byte for byte, or the new one is there; what happened is told in a sentence; the next build works.
"""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from building import ENVIRONMENT, build, built
from comparison.placing import Replacement
from support import STARTER, lay_project
from test_build import contents
from test_serve import Served

FORMATS = {"FORMATS": "csv"}
PATIENCE = 120
# From here on MkDocs writes.
WRITING = "Building documentation to directory"


class Running:
    """A build under way: what it printed, and the process to be stopped."""

    def __init__(self, project: Path, *arguments: str):
        self.log = project.parent / f"{time.monotonic_ns()}.log"
        with self.log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-u", "-m", "mkdocs", "build", "--strict", *arguments], cwd=project, stdout=output,
                stderr=subprocess.STDOUT, env={**ENVIRONMENT, **FORMATS},
                # A shell starts what it puts into the background deaf to it, and a child takes that over.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler))  # noqa: PLW1509

    def printed(self) -> str:
        return self.log.read_text()

    def wait_for(self, text: str) -> None:
        end = time.monotonic() + PATIENCE
        while text not in self.printed():
            assert self.process.poll() is None and time.monotonic() < end, self.printed()
            time.sleep(0.01)

    def end(self) -> int:
        try:
            return self.process.wait(timeout=PATIENCE)
        finally:
            self.process.kill()


class Case:
    """A project with a site that was built, and what it looks like before and after a change of its source."""

    def __init__(self, folder: Path):
        self.project = lay_project(folder / "project", data=STARTER)
        self.site = built(self.project, **FORMATS)
        self.old = contents(self.site)
        (self.project / "docs" / "about.md").write_text("# About\n\nChanged.\n")
        start = time.monotonic()
        build(self.project, "mkdocs", "-d", str(folder / "other"), **FORMATS)
        self.seconds = time.monotonic() - start
        self.new = contents(folder / "other")
        self.laid = sorted(part.name for part in self.project.iterdir())
        shutil.copytree(self.site, folder / "kept")
        self.kept = folder / "kept"

    def put_back(self) -> None:
        shutil.rmtree(self.site, ignore_errors=True)
        shutil.copytree(self.kept, self.site)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    return Case(tmp_path_factory.mktemp("faults"))


@pytest.fixture
def case(prepared):
    prepared.put_back()
    assert prepared.old != prepared.new and len(prepared.old) > 40
    yield prepared
    assert sorted(part.name for part in prepared.project.iterdir()) == prepared.laid


def is_kind(told: str) -> bool:
    """Tell whether a failed build says that the last site stayed, and nothing of Python."""
    return "The last one stays as it was." in told and "Traceback" not in told


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL], ids=lambda number: number.name)
def test_an_interrupted_build_leaves_the_last_site_and_the_next_one_works(case, number):
    moments = random.Random(number)
    ends = []
    for _ in range(3):
        run = Running(case.project)
        run.wait_for(WRITING)
        time.sleep(moments.random() * case.seconds / 3)
        run.process.send_signal(number)
        code = run.end()
        now = contents(case.site)
        assert now == case.old or now == case.new, "a mixture"
        ends.append((code, now == case.new))
        if number == signal.SIGINT and code:
            # Once all is done, Python alone ends, and in the system's way.
            assert code == 1 or (code, now) == (-number, case.new), (code, run.printed())
            assert now == case.new or "Traceback" not in run.printed(), run.printed()
            assert now == case.new or "The build was interrupted. The last site stays as it was." in run.printed()
        case.put_back()
    assert any(code for code, _ in ends), ends
    assert built(case.project, **FORMATS) == case.site and contents(case.site) == case.new


def in_mounts(script: str, *arguments: object) -> subprocess.CompletedProcess | None:
    """Run a shell script that may mount, with its own view of the disks, which ends with it; None where the system lets nobody."""
    names = ["unshare", "--mount", *(["--user", "--map-root-user"] if os.geteuid() else [])]
    try:
        if subprocess.run([*names, "sh", "-c", "mount -t tmpfs none /mnt"], capture_output=True, timeout=PATIENCE).returncode:
            return None
    except FileNotFoundError:
        return None
    return subprocess.run([*names, "sh", "-euc", script, "sh", *map(str, arguments)], text=True, capture_output=True,
                          env={**ENVIRONMENT, **FORMATS}, timeout=300)


BUILD = f'cd "$1"; code=0; {sys.executable} -m mkdocs build --strict -d "$2" || code=$?'


def test_a_disk_that_is_full_is_told_and_leaves_the_last_site(case, tmp_path):
    room = (sum(map(len, case.old.values())) * 3) // 2 + 400_000
    run = in_mounts(f'mount -t tmpfs -o size={room} none /mnt; cp -a "$3" /mnt/site; {BUILD}; ls -A /mnt >"$4/left"; '
                    'cp -a /mnt/site "$4"; exit $code', case.project, "/mnt/site", case.kept, tmp_path)
    told = "No space left on device"
    if run is None:
        run, told = limited(case), "File too large"
        shutil.copytree(case.site, tmp_path / "site")
        (tmp_path / "left").write_text("site\n")
    assert run.returncode == 1 and told in run.stderr + run.stdout and is_kind(run.stdout + run.stderr), run.stdout + run.stderr
    assert contents(tmp_path / "site") == case.old and (tmp_path / "left").read_text() == "site\n"


def limited(case) -> subprocess.CompletedProcess:
    """Build where no file may grow larger than most are; unmeasured, since what coverage keeps would not fit either."""
    unmeasured = {name: value for name, value in ENVIRONMENT.items() if name != "COVERAGE_PROCESS_START"}
    return subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=case.project, text=True, capture_output=True,
                          env={**unmeasured, **FORMATS}, timeout=300,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)))


def test_a_file_that_cannot_be_written_to_its_end_is_told_and_leaves_the_last_site(case):
    run = limited(case)
    assert run.returncode == 1 and "File too large" in run.stdout + run.stderr and is_kind(run.stdout + run.stderr), run.stdout + run.stderr
    assert contents(case.site) == case.old


def test_a_site_folder_that_cannot_be_written_is_told_and_stays(case, tmp_path):
    run = in_mounts(f'mount --bind "$2" "$2"; mount -o remount,ro,bind "$2"; {BUILD}; exit $code', case.project, case.site)
    if run is None:
        # Whoever may not mount is held by the rights of a folder.
        case.site.chmod(0o555)
        run = build(case.project, **FORMATS)
        case.site.chmod(0o755)
    assert run.returncode == 1 and is_kind(run.stdout + run.stderr), run.stdout + run.stderr
    assert f"'{case.site}'" in run.stdout + run.stderr and contents(case.site) == case.old


def test_a_folder_in_which_no_site_can_be_made_is_told(case, tmp_path):
    (tmp_path / "shut").mkdir()
    run = in_mounts(f'mount -t tmpfs -o ro none "$3"; {BUILD}; exit $code', case.project, tmp_path / "shut" / "site", tmp_path / "shut")
    if run is None:
        (tmp_path / "shut").chmod(0o555)
        run = build(case.project, "mkdocs", "-d", str(tmp_path / "shut" / "site"), **FORMATS)
    assert run.returncode == 1 and is_kind(run.stdout + run.stderr), run.stdout + run.stderr
    assert "The site cannot be built: " in run.stdout + run.stderr and not (tmp_path / "shut" / "site").exists()


def test_a_site_folder_that_is_mounted_gets_the_new_site(case, tmp_path):
    run = in_mounts(f'mount -t tmpfs none "$2"; cp -a "$3/." "$2"; {BUILD}; cp -a "$2" "$4"; exit $code', case.project, case.site,
                    case.kept, tmp_path)
    if run is None:
        # Where nobody may mount, a folder is as good in which nothing new can be made next to the site.
        case.project.chmod(0o555)
        run = build(case.project, **FORMATS)
        case.project.chmod(0o755)
        shutil.copytree(case.site, tmp_path / "site")
    assert run.returncode == 0, run.stdout + run.stderr
    assert contents(tmp_path / "site") == case.new and not (tmp_path / "site" / ".new").exists()


def test_warnings_of_a_strict_build_leave_the_last_site(case):
    about = case.project / "docs" / "about.md"
    text = about.read_text()
    about.write_text("# About\n\n[x](nowhere.md)\n")
    try:
        assert build(case.project, **FORMATS).returncode == 1
        assert contents(case.site) == case.old
    finally:
        about.write_text(text)


def test_a_program_that_makes_no_scripts_is_told_and_leaves_the_last_site(case):
    (program,) = case.project.glob("node_modules/@esbuild/*/bin/esbuild*")
    program.rename(case.project.parent / program.name)
    try:
        run = build(case.project, **FORMATS)
    finally:
        (case.project.parent / program.name).rename(program)
    assert run.returncode == 1 and is_kind(run.stdout + run.stderr), run.stdout + run.stderr
    assert "package-lock.json:1:1: the package 'esbuild' does not work here (" in run.stdout + run.stderr
    assert contents(case.site) == case.old


def test_a_page_that_goes_while_the_site_is_built_is_told_and_leaves_the_last_site(case):
    about = case.project / "docs" / "about.md"
    text = about.read_text()
    run = Running(case.project)
    try:
        run.wait_for(WRITING)
        about.unlink()
        code = run.end()
    finally:
        about.write_text(text)
    # Which it is depends on how far the build was.
    assert (code, contents(case.site) == case.new) == (0, True) or (code, contents(case.site) == case.old) == (1, True)
    assert "Traceback" not in run.printed()


# Writes a file over and over, in two pieces.
WRITER = """
import pathlib, random, sys
file = pathlib.Path(sys.argv[1])
whole, cuts = file.read_bytes(), random.Random(7)
while True:
    cut = cuts.randrange(len(whole))
    with file.open("wb", buffering=0) as out:
        out.write(whole[:cut])
        out.write(whole[cut:])
"""


def test_a_source_that_changes_while_it_is_read_gives_a_site_or_mistakes(case):
    source = case.project / "docs" / "comparison.yml"
    whole = source.read_bytes()
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(source)])
    try:
        for _ in range(4):
            run = subprocess.run([sys.executable, case.project / "hooks" / "cli.py", "check"], capture_output=True, text=True,
                                 env=ENVIRONMENT, timeout=PATIENCE)
            lines = run.stderr.splitlines()
            assert (run.returncode == 0 and "No mistakes" in run.stdout) or (run.returncode == 1 and lines)
            assert all(re.fullmatch(r"(docs|quizzes)/[\w.-]+:\d+:\d+: .* \[[\w-]+\]", line) for line in lines), run.stderr
    finally:
        writer.kill()
        writer.wait()
        source.write_bytes(whole)


def test_of_two_builds_at_once_the_second_waits_for_the_first(case):
    first = Running(case.project)
    first.wait_for(WRITING)
    first.process.send_signal(signal.SIGSTOP)
    second = Running(case.project)
    try:
        second.wait_for("Another build writes the same site")
        assert WRITING not in second.printed() and contents(case.site) == case.old
    finally:
        first.process.send_signal(signal.SIGCONT)
    assert (first.end(), second.end()) == (0, 0), first.printed() + second.printed()
    assert contents(case.site) == case.new


def test_a_build_that_waits_is_interrupted_without_harm_to_the_other(case):
    held = Replacement(case.site)
    second = Running(case.project)
    second.wait_for("Another build writes the same site")
    second.process.send_signal(signal.SIGINT)
    assert second.end() == 1 and "Traceback" not in second.printed()
    assert held.new.is_dir() and contents(case.site) == case.old
    held.close()


EDITS, BURST = 200, 20


def test_serve_comes_through_two_hundred_edits_and_shows_the_last(tmp_path):
    project = lay_project(tmp_path / "project", data=STARTER)
    files = [project / "docs" / "comparison.yml", project / "docs" / "about.md", *(project / "quizzes").glob("*.yml")]
    good = {file: file.read_text(encoding="utf-8") for file in files}
    edits = random.Random(200)
    served = Served(project, tmp_path / "log.txt")
    try:
        served.wait_for(lambda: "Serving on" in served.printed(), "the first build")
        for number in range(1, EDITS + 1):
            file = edits.choice(files)
            text = good[file]
            place = edits.randrange(len(text))
            match edits.randrange(5):
                case 0:
                    file.write_text(text[:place], encoding="utf-8")
                case 1:
                    file.write_text(text[:place] + edits.choice("\t\0:[{'\"&*\u202e<") + text[place + 1:], encoding="utf-8")
                case 2:
                    file.unlink(missing_ok=True)
                case 3:
                    file.write_bytes(text.encode()[:place] + b"\xff" + text.encode()[place:])
                case 4:
                    file.write_text(text + "\n", encoding="utf-8")
            time.sleep(edits.random() / 20)
            if number % BURST == 0:
                # Whatever state that left: the last good site answers.
                served.wait_for(lambda: "</html>" in served.page("side-by-side/"), "an answer")
        for file, text in good.items():
            file.write_text(text, encoding="utf-8")
        about = project / "docs" / "about.md"
        about.write_text(good[about] + "\n\nAfter all of them.\n", encoding="utf-8")
        served.wait_for(lambda: "After all of them." in served.page("about/"), "the last edit")
        assert served.printed().count("The last good site stays until this is mended") > 1
        assert "Traceback" not in served.printed(), served.printed()
    finally:
        served.stop()
