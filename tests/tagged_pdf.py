"""A reader of tagged PDF (ISO 32000-1, 14.7 and 14.8): a file in, its structure with the text of every element out.

It takes pypdf for the syntax alone and shares no code with what wrote the file. Text stands in the order of the structure;
within one line, runs of opposite directions stand as they do on paper, from left to right.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdf
from pypdf.generic import ContentStream


@dataclass
class Element:
    """One element of the structure: its tag, its own pieces and elements in order, and the pages on which it stands."""

    tag: str
    parts: list[str | Element] = field(default_factory=list)
    pages: set[int] = field(default_factory=set)

    def walk(self) -> Iterator[Element]:
        yield self
        for part in self.parts:
            if isinstance(part, Element):
                yield from part.walk()

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    def of(self, *tags: str) -> list[Element]:
        """Return the elements in it with one of these tags, in order."""
        return [element for element in self.walk() if element.tag in tags]


class Document:
    """A PDF file: `reader` is pypdf's, `root` the document element; `edges` are, by page, the left, top, right and bottom
    of all text on it, in points from the lower left; `embedded` tells
    whether the file brings all of its fonts.
    """

    def __init__(self, data: bytes):
        self.reader = pypdf.PdfReader(io.BytesIO(data), strict=True)
        content = [_Content(page, self.reader) for page in self.reader.pages]
        marked = {(number, id): text for number, one in enumerate(content) for id, text in one.texts.items()}
        self.edges = [one.edges for one in content]
        self.embedded = all(font.embedded for one in content for font in one.fonts.values())
        self.root = self._element(self.reader.trailer["/Root"]["/StructTreeRoot"]["/K"], marked)
        assert marked == {}, "content that the structure does not hold"

    def _element(self, node, marked, page: int | None = None) -> Element:
        node = node.get_object()
        if isinstance(node, list):
            (node,) = (one.get_object() for one in node)
        if "/Pg" in node:
            page = self.reader.get_page_number(node["/Pg"])
        element = Element(node["/S"].removeprefix("/"))
        children = node.get("/K", [])
        for child in children.get_object() if isinstance(children.get_object(), list) else [children]:
            self._add(element, child.get_object(), marked, page)
        return element

    def _add(self, element: Element, child, marked, page: int | None) -> None:
        if isinstance(child, int):
            element.parts.append(marked.pop((page, child)))
            element.pages.add(page)
        elif child.get("/Type") == "/MCR":
            page = self.reader.get_page_number(child["/Pg"]) if "/Pg" in child else page
            element.parts.append(marked.pop((page, child["/MCID"])))
            element.pages.add(page)
        elif child.get("/Type") != "/OBJR":
            made = self._element(child, marked, page)
            element.parts.append(made)
            element.pages |= made.pages


class _Content:
    """What is shown on one page: `texts` by the number of its marked content, and `edges` of all of it."""

    def __init__(self, page: pypdf.PageObject, reader: pypdf.PdfReader):
        self.fonts = {name: _Font(font.get_object()) for name, font in page["/Resources"].get("/Font", {}).items()}
        self.texts: dict[int, str] = {}
        self.edges = (float("inf"), 0.0, 0.0, float("inf"))
        self.stack: list[dict] = []
        self.pieces: list[str] = []
        self.reversed = False
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            self._take(operator, operands)

    def _take(self, operator: bytes, operands: list) -> None:
        match operator:
            case b"BMC":
                self.reversed |= operands[0] == "/ReversedChars"
                self.stack.append({"tag": operands[0]})
            case b"BDC":
                # Properties stand in the stream itself; typst names none in the resources.
                properties = operands[1]
                self.stack.append({"tag": operands[0], **properties})
                if "/MCID" in properties:
                    self.pieces, self.reversed = [], False
                if "/ActualText" in properties:
                    self.pieces.append(str(properties["/ActualText"]))
            case b"EMC":
                closed = self.stack.pop()
                if "/MCID" in closed:
                    # A run from right to left: its pieces stand as on paper.
                    self.texts[closed["/MCID"]] = "".join(reversed(self.pieces) if self.reversed else self.pieces)
            case b"cm":
                assert operands[:4] == [1, 0, 0, -1], "text that is turned or scaled"
                self.origin = float(operands[4]), float(operands[5])
            case b"Tm":
                assert operands[:4] == [1, 0, 0, -1] and operands[5] == 0
                self.at = float(operands[4])
            case b"Tf":
                self.font, self.size = self.fonts[operands[0]], float(operands[1])
            case b"Tj":
                self._show(operands[0])
            case b"TJ":
                for operand in operands[0]:
                    if isinstance(operand, (int, float)):
                        self.at -= float(operand) * self.size / 1000
                    else:
                        self._show(operand)

    def _show(self, string) -> None:
        held = [one["tag"] for one in self.stack if one["tag"] == "/Artifact" or "/MCID" in one]
        assert held, "text outside of the structure"
        raw = string.original_bytes
        codes = [raw[at:at + 2] for at in range(0, len(raw), 2)]
        (x, y), start = self.origin, self.at
        self.at += sum(map(self.font.width, codes)) * self.size / 1000
        left, top, right, bottom = self.edges
        self.edges = min(left, x + start), max(top, y), max(right, x + self.at), min(bottom, y)
        if not any("/ActualText" in one for one in self.stack):
            self.pieces += map(self.font.unicode.__getitem__, codes)


class _Font:
    """A font with two bytes a code: what its codes stand for, and how wide they are, in thousandths of its size."""

    def __init__(self, font):
        cid = font["/DescendantFonts"][0].get_object()
        self.default = float(cid.get("/DW", 1000))
        self.widths: dict[int, float] = {}
        listed = [entry.get_object() for entry in cid.get("/W", [])]
        while listed:
            first, second, *listed = listed
            if isinstance(second, list):
                self.widths |= {first + index: float(width) for index, width in enumerate(second)}
            else:
                width, *listed = listed
                self.widths |= dict.fromkeys(range(first, second + 1), float(width))
        self.embedded = {"/FontFile2", "/FontFile3"} & set(cid["/FontDescriptor"]) != set()
        text = font["/ToUnicode"].get_object().get_data().decode("latin-1")
        assert "beginbfrange" not in text
        self.unicode = {
            bytes.fromhex(code): bytes.fromhex(told).decode("utf-16-be")
            for section in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL)
            for code, told in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", section)}

    def width(self, code: bytes) -> float:
        return self.widths.get(int.from_bytes(code), self.default)
