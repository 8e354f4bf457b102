"""What is written comes whole or not at all: a process is killed at each step that changes a disk, and nothing is lost."""

from __future__ import annotations

import os
import re
import signal
import stat
import subprocess
import sys

import pytest
from comparison import placing, starter
from comparison.placing import Replacement
from support import ROOT, THREE_ROLES, lay_project

CLI = ROOT / "hooks" / "cli.py"
OLD = {"index.html": "old", "gone/index.html": "old", "same/a.html": "old", ".git/config": "mine", ".nojekyll": ""}
NEW = {"index.html": "new", "same/a.html": "new", "same/b.html": "new", "more/index.html": "new"}
HIDDEN = {place: text for place, text in OLD.items() if place.startswith(".")}
SEEN = {place: text for place, text in OLD.items() if place not in HIDDEN}
# What a system tells of itself before it changes a disk.
STEPS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "ctypes.dlsym", "ctypes.call_function"}


def lay(folder, files):
    for place, text in files.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text)
    return folder


def held(folder):
    return {file.relative_to(folder).as_posix(): file.read_text() for file in folder.rglob("*")
            if file.is_file() and file.relative_to(folder).parts[0] != ".new"}


def killed(step, work):
    """Do some work in a process of its own that is killed before its step of this number; return whether there was one."""
    child = os.fork()
    if not child:
        count = 0

        def watch(event, arguments):
            nonlocal count
            if event not in STEPS:
                return
            count += 1
            if count == step:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        try:
            work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


# Where the system lets two folders change places, where it does not, and where the folder cannot be renamed at all.
@pytest.fixture(params=["one-step", "two-steps", "by-parts"])
def system(request, monkeypatch):
    if request.param == "two-steps":
        monkeypatch.setattr(placing, "_exchanged", lambda one, other: False)
    if request.param == "by-parts":
        monkeypatch.setattr(os.path, "ismount", lambda folder: True)
    return request.param


def test_whenever_a_process_is_killed_the_folder_is_the_old_one_or_the_new_one(system, tmp_path):
    def replace(place):
        new = Replacement(place)
        lay(new.new, NEW)
        new.finish()

    ends = []
    for step in range(1, 500):
        home = tmp_path / str(step)
        site = lay(home / "site", OLD)
        was_killed = killed(step, lambda site=site: replace(site))
        if system == "one-step":
            # What is hidden may still be on its way.
            assert {place: text for place, text in held(site).items() if place not in HIDDEN} in (NEW, {p: t for p, t in OLD.items() if p not in HIDDEN})
        Replacement(site).close()
        after = held(site)
        if system == "by-parts" and after.keys() == OLD.keys() | NEW.keys():
            pytest.fail(f"a mixture after step {step}")
        assert after in (OLD, NEW | HIDDEN), step
        assert [part.name for part in home.iterdir()] == ["site"] and not (site / ".new").exists()
        ends.append(after == OLD)
        if not was_killed:
            break
    # The old one up to some step, the new one from there on.
    assert not was_killed and ends == sorted(ends, reverse=True) and {*ends} == {True, False}


def test_what_is_not_finished_is_given_up(system, tmp_path):
    site = lay(tmp_path / "site", OLD)
    new = Replacement(site)
    lay(new.new, NEW)
    new.close()
    new.close()
    assert held(site) == OLD and list(tmp_path.iterdir()) == [site] and not (site / ".new").exists()


def test_a_folder_that_is_new_comes_with_the_folders_around_it(tmp_path):
    new = Replacement(tmp_path / "a" / "b")
    lay(new.new, NEW)
    assert not (tmp_path / "a" / "b").exists()
    new.finish()
    assert held(tmp_path / "a" / "b") == NEW and [*(tmp_path / "a").iterdir()] == [tmp_path / "a" / "b"]


def test_a_link_to_a_folder_stays_and_so_do_the_rights_of_the_folder(tmp_path):
    lay(tmp_path / "real" / "site", OLD).chmod(0o2770)
    (tmp_path / "link").symlink_to(tmp_path / "real" / "site")
    new = Replacement(tmp_path / "link")
    lay(new.new, NEW)
    new.finish()
    assert (tmp_path / "link").is_symlink() and held(tmp_path / "real" / "site") == NEW | HIDDEN
    assert stat.S_IMODE((tmp_path / "real" / "site").stat().st_mode) == 0o2770


def test_a_file_in_the_place_of_the_folder_is_left_alone(tmp_path):
    (tmp_path / "site").write_text("mine")
    with pytest.raises(NotADirectoryError):
        Replacement(tmp_path / "site")
    assert (tmp_path / "site").read_text() == "mine" and list(tmp_path.iterdir()) == [tmp_path / "site"]


def test_whenever_a_process_is_killed_a_file_is_the_old_one_or_the_new_one(tmp_path):
    file, ends = tmp_path / "quiz.csv", []
    for step in range(1, 50):
        file.write_bytes(b"old" * 1000)
        was_killed = killed(step, lambda: placing.write(file, b"new" * 2000))
        assert file.read_bytes() in (b"old" * 1000, b"new" * 2000)
        ends.append(file.read_bytes()[:1])
        if not was_killed:
            break
    assert not was_killed and ends[0] == b"o" and ends[-1] == b"n"


def test_what_is_no_file_is_written_to_and_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    placing.write(pipe, b"all of it")
    assert os.read(end, 100) == b"all of it" and stat.S_ISFIFO(pipe.stat().st_mode)
    os.close(end)


def limited(*arguments):
    """Run a command of cli.py that may write no file of more than 2000 bytes, as if a disk were full."""
    limit = "import resource, signal, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); import cli; sys.exit(cli.main(sys.argv[1:]))"
    # What is measured of a run would find no room either.
    unmeasured = {name: value for name, value in os.environ.items() if name != "COVERAGE_PROCESS_START"}
    return subprocess.run([sys.executable, "-c", limit, *map(str, arguments)], capture_output=True, text=True, timeout=300,
                          env={**unmeasured, "PYTHONPATH": str(CLI.parent), "PYTHONDONTWRITEBYTECODE": "1"})


def test_an_export_that_finds_no_room_leaves_the_file_that_was_there(tmp_path):
    (tmp_path / "x.csv").write_text("old")
    run = limited("--root", THREE_ROLES, "export", "csv", "kinds", "-o", tmp_path / "x.csv")
    assert (run.returncode, run.stdout, run.stderr) == (2, "", f"'{tmp_path}/x.csv' cannot be written: File too large\n")
    assert (tmp_path / "x.csv").read_text() == "old" and list(tmp_path.iterdir()) == [tmp_path / "x.csv"]


def test_a_new_project_that_finds_no_room_or_is_killed_is_laid_down_whole_or_not_at_all(tmp_path):
    run = limited("new", tmp_path / "mine")
    assert (run.returncode, run.stdout, list(tmp_path.iterdir())) == (2, "", [])
    assert re.fullmatch(r"'[^']+/mine' cannot be written: [^;]+; name another folder\n", run.stderr)
    starter.lay(tmp_path / "whole")
    whole = names(tmp_path / "whole")
    (tmp_path / "mine").mkdir()
    for step in (3, 50, 300, 600):
        assert killed(step, lambda: starter.lay(tmp_path / "mine")) and list((tmp_path / "mine").iterdir()) == []
    starter.lay(tmp_path / "mine")
    assert names(tmp_path / "mine") == whole and sorted(part.name for part in tmp_path.iterdir()) == ["mine", "whole"]


def names(folder):
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*")}


def test_a_new_project_does_not_take_the_place_of_one_that_was_laid_down_while_it_waited(tmp_path, monkeypatch):
    real = Replacement.__init__

    def waited(self, folder):
        lay(folder, {"mine.txt": "mine"})
        real(self, folder)

    monkeypatch.setattr(Replacement, "__init__", waited)
    with pytest.raises(starter.NotLaid, match="holds something already"):
        starter.lay(tmp_path / "mine")
    assert names(tmp_path) == {"mine", "mine/mine.txt"}


def test_a_folder_that_is_staged_or_finished_without_room_is_told_and_left_as_it_was(tmp_path, tmp_path_factory):
    run = limited("--root", lay_project(tmp_path_factory.mktemp("small") / "project", data=THREE_ROLES), "stage", tmp_path / "out")
    assert (run.returncode, run.stdout) == (2, "") and "cannot be written: " in run.stderr and "Traceback" not in run.stderr
    assert list(tmp_path.iterdir()) == []
    site = lay(tmp_path / "site", {"index.html": "x" * 3000, "assets/a.js": "a"})
    before = held(site)
    run = limited("finish", site)
    assert (run.returncode, run.stdout) == (2, "") and "cannot be written: " in run.stderr and "Traceback" not in run.stderr
    assert held(site) == before and list(tmp_path.iterdir()) == [site]
