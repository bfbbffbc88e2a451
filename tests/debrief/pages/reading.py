"""A page read as a browser reads it: its elements, what it would fetch, and its words."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "br", "hr", "link", "img", "input", "line", "rect"}


class Read(HTMLParser):
    """A page gone through once: its tags in order, their attributes, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words = ""
        self._style = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self._style += tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._style -= tag == "style"

    def handle_data(self, data: str) -> None:
        self.words += "" if self._style else data


def fetched(read: Read) -> list[str]:
    """Every address that the page would ask for, or lead to, outside itself."""
    return [
        value
        for name, value in read.attributes
        if name in ("src", "href", "srcset", "action", "data", "poster") and value[:1] != "#"
    ]


def run_by_it(read: Read) -> list[str]:
    """What a browser would run."""
    found = [tag for tag in read.tags if tag in ("script", "iframe", "object", "embed", "base")]
    return found + [name for name, _ in read.attributes if name.startswith("on")]
