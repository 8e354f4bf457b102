"""The MkDocs adapter: gives every generated file to MkDocs (1.x) and ProperDocs; the only module that knows them.

It reads and checks in `on_pre_build`, before the site folder is emptied: a mistake leaves the last good site in place.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

_made = ()
_serving = False


def on_startup(*, command, dirty):
    global _serving
    _serving = command == "serve"
    if _serving:
        # Byte code written next to the modules would count as a change and start a second rebuild.
        sys.dont_write_bytecode = True


def on_pre_build(config):
    global _made
    core = _core()
    try:
        project, _made = core.read(Path(config.config_file_path).parent, config.use_directory_urls)
    except sys.modules["comparison.errors"].SourceError as error:
        raise PluginError(f"\n{error}") from None
    config.site_name = project.comparison.title
    config.site_description = project.comparison.summary


def on_files(files, config):
    for output in _made:
        files.append(File.generated(config, output.uri, content=output.content if output.is_page else output.data))
    config.nav = _core(fresh=False).expand(config.nav, _made)
    return files


def _core(fresh=True):
    """Return the core's outputs module; while serving, freshly imported once a build, since MkDocs never reloads."""
    if _serving and fresh:
        for name in [name for name in sys.modules if name.partition(".")[0] == "comparison"]:
            del sys.modules[name]
        importlib.invalidate_caches()
    # MkDocs keeps this folder on the path only while it reads this file.
    folder = str(Path(__file__).parent)
    sys.path.insert(0, folder)
    try:
        return importlib.import_module("comparison.outputs")
    finally:
        sys.path.remove(folder)
