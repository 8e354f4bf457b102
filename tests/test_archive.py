"""Archives hold what they are given, as given, and nothing of the machine or the hour at which they are made."""

from __future__ import annotations

import io
import stat
import time
import zipfile

import pytest
from comparison.archive import packed, zipped

FILES = {"b/über.txt": b"kites " * 1000, "a.txt": b"", "b/a.bin": bytes(range(256))}


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def test_an_archive_holds_the_files_whole_under_their_names_in_the_order_given():
    with opened(zipped(FILES)) as archive:
        assert archive.testzip() is None
        assert [(name, archive.read(name)) for name in archive.namelist()] == list(FILES.items())


def test_files_take_less_room_than_they_have_bytes():
    with opened(zipped(FILES)) as archive:
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_DEFLATED}
        assert archive.getinfo("b/über.txt").compress_size < 100


@pytest.mark.parametrize("hour", [0, 2_000_000_000])
def test_no_file_has_a_date_of_its_own_whenever_it_is_made(hour, monkeypatch):
    monkeypatch.setattr(time, "time", lambda: hour)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(hour))
    with opened(zipped(FILES)) as archive:
        # The first date that a zip can hold.
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("system", ["linux", "win32"])
def test_files_can_be_read_by_anyone_and_run_by_nobody_whatever_they_are_made_on(system, monkeypatch):
    monkeypatch.setattr("sys.platform", system)
    with opened(zipped(FILES)) as archive:
        # 3 is Unix, and has modes in the upper half of what else is said of a file (APPNOTE 4.4.2 and 4.4.15).
        assert {(entry.create_system, stat.filemode(entry.external_attr >> 16)) for entry in archive.infolist()} == {(3, "?rw-r--r--")}
        assert {entry.external_attr & 0xFFFF for entry in archive.infolist()} == {0}


def test_of_large_files_one_piece_is_asked_for_after_the_other():
    asked = []

    def pieces(name, *told):
        for piece in told:
            asked.append((name, piece))
            yield piece

    def files():
        for name in ("one", "two"):
            asked.append(name)
            yield name, pieces(name, b"a", b"b")

    with opened(packed(files())) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {"one": b"ab", "two": b"ab"}
    assert asked == ["one", ("one", b"a"), ("one", b"b"), "two", ("two", b"a"), ("two", b"b")]
