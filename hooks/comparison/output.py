"""One file of the site: where it goes and what it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Output:
    """A generated file.

    `uri` is its place in the site's sources, with forward slashes; one that ends in .md becomes a page. `content` is
    text, or bytes, or what gives the bytes when they are asked for; `data` is its bytes, text in UTF-8. A page that is not
    `is_listed` has no entry in the navigation; `not_in_nav` in mkdocs.yml names it too.
    """

    uri: str
    content: str | bytes | Callable[[], bytes]
    is_listed: bool = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Output) and (self.uri, self.data, self.is_listed) == (other.uri, other.data, other.is_listed)

    def __hash__(self) -> int:
        return hash(self.uri)

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        content = self.content() if callable(self.content) else self.content
        return content.encode("utf-8") if isinstance(content, str) else content

    @property
    def text(self) -> str:
        """What it holds, where that is text."""
        return self.data.decode("utf-8")

    @property
    def is_page(self) -> bool:
        """Whether a site generator makes a page of it."""
        return self.uri.endswith(".md")

    @property
    def dest_uri(self) -> str:
        """Where a site generator puts it, up to the choice between page.html and page/index.html."""
        return destination(self.uri)


def destination(uri: str) -> str:
    """Return the address a source file takes in the site; two files with the same one would overwrite each other."""
    if not uri.endswith(".md"):
        return uri
    folder, _, name = uri.removesuffix(".md").rpartition("/")
    name = "" if name in ("index", "README") else name
    return "/".join(part for part in (folder, name, "index.html") if part)
