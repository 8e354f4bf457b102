"""The MkDocs adapter: gives every generated file to MkDocs (1.x) and ProperDocs; the only module that knows them.

It reads and checks in `on_pre_build`, before anything is built, and has the site built into a folder of its own, which takes
the place of the last good site once it is whole: a mistake, a full disk or an interruption leaves that one as it is.
"""

from __future__ import annotations

import importlib
import logging
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from mkdocs.exceptions import Abort, PluginError
from mkdocs.structure.files import File, file_sort_key

if TYPE_CHECKING:
    # The core itself is imported late, and while serving anew with every build.
    from comparison.output import Output
    from comparison.placing import Replacement
    from comparison.project import Project
    from comparison.watching import Progress
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

_log = logging.getLogger("mkdocs.hooks.comparison")
_last: tuple[Project, tuple[Output, ...]] | None = None
_serving = False
# What was warned of in the build before: while serving, the same warnings are not told again with every build.
_warned: tuple[str, ...] = ()
_copy: bytes | None = None
# How many pages are made: each is read from Markdown, then put into its template.
_pages: Progress | None = None
# The questions of each page, from when it is read until it is put into its template.
_aside: dict[str, bytes] = {}
# What the page that is put into its template holds without its questions.
_bare = ""
# The core's files as they were when it was imported.
_imported: dict[Path, tuple[int, int]] = {}
# The folder that is being built into; none while serving, where MkDocs has one that goes with the server.
_building: Replacement | None = None


class _Late(File):
    """A generated file whose bytes are asked for when MkDocs reads or copies it: those of thousands would fill the memory."""

    _made: Callable[[], str | bytes | None]

    @classmethod
    def of(cls, output: Output, config: MkDocsConfig) -> _Late:
        file = cls(output.uri, None, config.site_dir, config.use_directory_urls)
        file.generated_by = "hooks"
        file._made = lambda: output.data
        return file

    @property
    def _content(self) -> str | bytes | None:
        return self._made()

    @_content.setter
    def _content(self, content: str | bytes | None) -> None:
        self._made = lambda: content


def on_startup(*, command: str, dirty: bool) -> None:
    global _serving
    _serving = command == "serve"
    if _serving:
        # Byte code written next to the modules would count as a change and start a second rebuild.
        sys.dont_write_bytecode = True


def on_pre_build(config: MkDocsConfig) -> None:
    global _last, _warned, _building
    core = _core()
    if not _serving:
        _building = _core("placing").Replacement(Path(config.site_dir), lambda: _log.info(
            "Another build writes the same site; this one starts when that one has ended"))
        config.site_dir = str(_building.new)
    watching = _core("watching", fresh=False)
    try:
        _last = core.read(Path(config.config_file_path).parent, config.use_directory_urls,
                          core.formats_named(config.extra.get("formats") or ""), watching.watched if _is_talking() else watching.unwatched)
    except core.SourceError as error:
        if _last is None:
            raise PluginError(f"\n{error}") from None
        # MkDocs' server answers nothing at all after a failed rebuild; the last good site does better.
        _log.error("The last good site stays until this is mended:\n%s", error)
    warnings = tuple(_core("errors", fresh=False).told(_last[0].warnings, lambda warning: warning.as_warning()))
    if warnings and warnings != _warned:
        # No warning of MkDocs' own: wording is no reason to leave a site unbuilt. `cli.py check --strict` stops for it.
        _log.info("The questions could be better:\n%s", "\n".join(warnings))
    _warned = warnings
    config.update(core.settings(_last[0], config.extra))
    config.theme["language"] = _last[0].language


def on_files(files: Files, config: MkDocsConfig) -> Files:
    global _last, _pages
    assert _last
    (project, made), core = _last, _core(fresh=False)
    for file in [file for file in files if file.src_dir not in (None, config.docs_dir)]:
        data = core.of_theme(file.src_uri, file.content_bytes, project, config.theme.get("features") or ())
        if data is None:
            files.remove(file)
        else:
            file.content_bytes = data
    for output in made:
        files.append(_Late.of(output, config))
    # The order of files is the order of the search index; generated or staged, it has to be the same.
    for file in sorted(files, key=file_sort_key):
        files.remove(file)
        files.append(file)
    config.nav = core.expand(config.nav, project, made)
    if _is_talking():
        _pages = _core("watching", fresh=False).Progress("Building pages", 2 * sum(file.is_documentation_page() for file in files))
    if not _serving:
        # Each page asks which pages there are, among thousands of files. While serving, a rebuild that fails hands all over again.
        _last = project, tuple(output for output in made if output.is_page)
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    assert _last
    core = _core(fresh=False)
    text: str = core.fill(markdown, page.file.src_uri, *_last, config.use_directory_urls)
    text, questions = core.apart(text)
    _aside[page.file.src_uri] = questions.encode()
    # Otherwise the questions of all pages would be held twice.
    page.file.content_string = text
    _step()
    return text


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    # Links are checked before the questions are back.
    page.present_anchor_ids = {*(page.present_anchor_ids or ()), *re.findall(r' id="([^"]+)"', _aside[page.file.src_uri].decode())}
    return html


def on_page_context(context: dict[str, object], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, object]:
    global _bare
    # Plugins come before hooks, so the search has read the page.
    _bare = page.content or ""
    page.content = _bare.replace(_core(fresh=False).ASIDE, _aside.pop(page.file.src_uri).decode())
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    # MkDocs keeps pages until all are written.
    page.content = _bare
    _step()
    return output


def _step() -> None:
    if _pages:
        _pages.step()


def on_post_build(config: MkDocsConfig) -> None:
    global _copy, _building
    _end()
    site = Path(config.site_dir)
    # Plugins come before hooks, so the search index is there.
    for uri, data in _core(fresh=False).closing(site, _copy if _serving else None):
        place = site / uri
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    # The last is the copy of the site.
    _copy = data
    if _building and not _has_warned():
        _building.finish()
        config.site_dir, _building = str(_building.folder), None


def _is_talking() -> bool:
    """Tell whether MkDocs was not told to be quiet."""
    return _log.isEnabledFor(logging.INFO)


def _has_warned() -> bool:
    """Tell whether MkDocs is about to give the build up because of warnings: it counts them when it is strict."""
    handlers = [handler for name in ("mkdocs", "properdocs") for handler in logging.getLogger(name).handlers]
    return any(handler.get_counts() for handler in handlers if hasattr(handler, "get_counts"))


def on_build_error(error: Exception) -> None:
    _give_up()
    if isinstance(error, _core(fresh=False).SourceError):
        # What shows only when the site is there.
        raise Abort(f"The site cannot be built. The last one stays as it was.\n{error}") from None
    if isinstance(error, OSError):
        # The machine's fault and not the code's: a sentence, and no traceback.
        place = f": '{error.filename}'" if error.filename else ""
        raise Abort(f"The site cannot be built: {error.strerror or error}{place}. The last one stays as it was.") from None
    if isinstance(error, UnicodeError):
        # It was UTF-8 when it was checked, and has been saved since.
        raise Abort("The site cannot be built: the page named above is not UTF-8 text. The last site stays as it was.") from None


def on_shutdown() -> None:
    if _building:
        _log.error("The build was interrupted. The last site stays as it was.")
    _give_up()


def _end() -> None:
    global _pages
    if _pages:
        _pages.close()
    _pages = None


def _give_up() -> None:
    global _building
    _end()
    if _building:
        _building.close()
    _building = None


def _core(name: str = "outputs", fresh: bool = True) -> ModuleType:
    """Return a module of the core; while serving, freshly imported with a build after its files changed: MkDocs never reloads.

    Unchanged it stays, since it keeps what it made: most pages are the same again.
    """
    global _imported
    if _serving and fresh:
        files = {file: (file.stat().st_mtime_ns, file.stat().st_size) for file in Path(__file__).with_name("comparison").rglob("*")}
        if files != _imported:
            for known in [known for known in sys.modules if known.partition(".")[0] == "comparison"]:
                del sys.modules[known]
            importlib.invalidate_caches()
        _imported = files
    # MkDocs keeps this folder on the path only while it reads this file.
    folder = str(Path(__file__).parent)
    sys.path.insert(0, folder)
    try:
        return importlib.import_module(f"comparison.{name}")
    finally:
        sys.path.remove(folder)
