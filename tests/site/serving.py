"""Serves folders on addresses of this machine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType


class _Quiet(SimpleHTTPRequestHandler):
    def __init__(self, *arguments, headers: Mapping[str, str], **more) -> None:
        self.more_headers = headers
        super().__init__(*arguments, **more)

    def log_message(self, *arguments) -> None:
        pass

    def end_headers(self) -> None:
        # Tests build a site anew under the same address; without this the browser may show what it had.
        self.send_header("Cache-Control", "no-cache")
        for name, value in self.more_headers.items():
            self.send_header(name, value)
        super().end_headers()


@contextmanager
def serving() -> Iterator[Callable[[Path], str]]:
    """A function that serves a folder, with more headers if given, and returns its address, until the end of the block."""
    servers = []

    def start(folder: Path, headers: Mapping[str, str] = MappingProxyType({})) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder), headers=headers))
        # How often it looks whether it is to end, in seconds: there are dozens of them, and they end one after another.
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        servers.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}/"

    try:
        yield start
    finally:
        for server, thread in servers:
            server.shutdown()
            server.server_close()
            thread.join()
