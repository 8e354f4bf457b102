"""One file of the site: where it goes and what it holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Output:
    """A generated file.

    `uri` is its place in the site's sources, with forward slashes; one that ends in .md becomes a page. `content` is
    text, or the bytes of a file that is none; `data` is its bytes, text in UTF-8. A page that is not `is_listed` has no
    entry in the navigation; `not_in_nav` in mkdocs.yml names it too.
    """

    uri: str
    content: str | bytes
    is_listed: bool = True

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        return self.content.encode("utf-8") if isinstance(self.content, str) else self.content

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
