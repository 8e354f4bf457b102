"""Files and folders that come whole or not at all: something to write in goes out, and gets its name once it is complete."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

try:
    import fcntl
except ImportError:
    import msvcrt

# The hidden folder in a folder that nothing can be made next to.
_ROOM = ".new"
# How often whoever waits for another one asks whether that one is done, in seconds.
_PAUSE = 0.1


def write(file: Path, data: bytes) -> None:
    """Write a file: whoever looks sees what it held before, or all of `data`, whenever this breaks off.

    What is no file, such as a terminal, is written to as it is.
    """
    file = file.resolve()
    if file.exists() and not file.is_file():
        file.write_bytes(data)
        return
    # Two that write the same file at once do not write into one another's.
    draft = file.with_name(f".{file.name[:200]}.{os.getpid()}.new")
    try:
        draft.write_bytes(data)
        if file.exists():
            shutil.copymode(file, draft)
        draft.replace(file)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def is_empty(folder: Path) -> bool:
    """Tell whether a folder holds nothing, or does not exist; what a dead Replacement left in it does not count."""
    return not folder.exists() or all(part.name == _ROOM for part in folder.iterdir())


class Replacement:
    """A folder that takes the place of another one: `new` is there to be filled, and until `finish` the other one stays as it is.

    What is hidden at the top of the other one stays there, as it does when MkDocs empties a folder. All that is needed meanwhile
    lies in one hidden folder next to it, `.NAME.new`, with a lock, so that one replaces it at a time; `waiting` is called once if
    another one does just now. What dead ones left there goes.

    A folder that cannot be renamed, such as one that is mounted, gets its parts replaced, one by one. Where nothing can be made
    next to it, the hidden folder lies in it, as `.new`.

    Raises OSError where the system refuses.
    """

    def __init__(self, folder: Path, waiting: Callable[[], None] = lambda: None):
        self.folder = folder.resolve()
        if not self.folder.exists():
            self.folder.parent.mkdir(parents=True, exist_ok=True)
        elif not self.folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(self.folder))
        elif not os.access(self.folder, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self.folder))
        is_inside = self.folder.is_dir() and (os.path.ismount(self.folder) or not os.access(self.folder.parent, os.W_OK))
        self._room = self.folder / _ROOM if is_inside else self.folder.with_name(f".{self.folder.name}.new")
        # In turn: what is being filled; what is complete; what was there before, as a whole or part by part.
        self.new, self._whole, self._old, self._parts = (self._room / name for name in ("new", "whole", "old", "parts"))
        self._lock = _lock(self._room / "lock", waiting)
        self._settle()
        self.new.mkdir()

    def finish(self) -> None:
        """Put what was filled in its place."""
        if self.folder.exists():
            shutil.copymode(self.folder, self.new)
        self.new.rename(self._whole)
        if not self.folder.exists():
            self._whole.rename(self.folder)
        elif not _exchanged(self._whole, self.folder):
            self._put()
        self.close()

    def _put(self) -> None:
        """Do in two steps, or in as many as there are parts, what the system cannot do in one; `_settle` does the last of them."""
        try:
            self.folder.rename(self._old)
        except OSError:
            self._parts.mkdir()
            for part in _seen(self.folder):
                _move(part, self._parts / part.name)
            self._parts.rename(self._old)

    def close(self) -> None:
        """Clear up; what was not finished is given up."""
        if self._lock.closed:
            return
        self._settle()
        unlock = [(self._room / "lock").unlink, self._lock.close]
        try:
            # Deleted while it is held, or somebody could take it in between and lose it. Windows deletes nothing that is open.
            for step in unlock if os.name == "posix" else reversed(unlock):
                step()
            self._room.rmdir()
        except OSError:
            # Whoever waited has it now, or it cannot be deleted and the next one tries again.
            pass

    def _settle(self) -> None:
        """Bring to an end what was broken off, whenever that was."""
        for part in _seen(self._parts):
            _move(part, self.folder / part.name)
        if self._old.exists() and self._whole.exists():
            if self.folder.exists():
                for part in _seen(self._whole):
                    _move(part, self.folder / part.name)
            else:
                self._whole.rename(self.folder)
        for left in (self._whole, self._old):
            for part in _seen(left, hidden=True):
                if not os.path.lexists(self.folder / part.name):
                    part.rename(self.folder / part.name)
        for left in (self.new, self._whole, self._old, self._parts):
            _delete(left)


def _seen(folder: Path, hidden: bool = False) -> list[Path]:
    """Return the parts of a folder that are not hidden, or those that are; none of one that does not exist."""
    return [part for part in sorted(folder.iterdir()) if part.name.startswith(".") == hidden] if folder.exists() else []


def _move(part: Path, target: Path) -> None:
    """Move a part, in place of what is there. Where the system cannot rename it, it is copied, and whole before it has its name."""
    _delete(target)
    try:
        part.rename(target)
    except OSError:
        draft = target.with_name(f".{target.name}.new")
        _delete(draft)
        (shutil.copytree if part.is_dir() else shutil.copy2)(part, draft)
        draft.rename(target)
        _delete(part)


def _delete(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place, ignore_errors=True)
    else:
        place.unlink(missing_ok=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders take each other's place in one step; return False where the system does not know how."""
    if os.name != "posix":
        return False
    system = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    if hasattr(system, "renameat2"):
        # Linux: both names are whole (AT_FDCWD), and RENAME_EXCHANGE.
        return bool(system.renameat2(-100, names[0], -100, names[1], 2) == 0)
    # macOS: RENAME_SWAP.
    return hasattr(system, "renamex_np") and bool(system.renamex_np(*names, 2) == 0)


def _lock(file: Path, waiting: Callable[[], None]) -> BinaryIO:
    """Return a file that nobody else holds, until it is closed or the process ends, however it ends."""
    told = False
    while True:
        file.parent.mkdir(exist_ok=True)
        try:
            held = file.open("ab")
        except FileNotFoundError:
            # The one before deleted the folder in between.
            continue
        if _is_locked(held) and _is_same(held, file):
            return held
        held.close()
        if not told:
            waiting()
            told = True
        time.sleep(_PAUSE)


def _is_locked(held: BinaryIO) -> bool:
    try:
        if os.name == "posix":
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            # Only Windows has it, and only there do its types.
            msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        # Some disks know no locks.
        return True
    return True


def _is_same(held: BinaryIO, file: Path) -> bool:
    """Tell whether a file still has its name: the one before deletes it."""
    try:
        return os.path.samestat(os.fstat(held.fileno()), file.stat())
    except FileNotFoundError:
        return False
