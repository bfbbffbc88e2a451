"""The one way a page is made: a template and data, everything in the data escaped.

Whoever wrote a story or a saved run, nothing of theirs becomes markup: Jinja2 escapes every value,
what a browser might obey is taken out first, and the page itself forbids scripts and anything that
would be fetched (a content security policy of its own).
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from borderpost import __version__
from borderpost.debrief.run.transcript import literal, paragraphs
from borderpost.debrief.wording import on_one_line
from borderpost.story.model import Text
from borderpost.story.prose import Paragraph, Prose, Span, clean, parse_prose

_MANY_LINES = re.compile(r"\n{3,}")

TEMPLATES = Path(__file__).with_name("templates")
"""Where the templates lie, and the stylesheets they put into their pages."""


def page(template: str, **data: object) -> str:
    """A whole page, from a template in `templates/` and what it is to show."""
    return environment().get_template(template).render(version=__version__, **data)


def part(template: str, **data: object) -> Markup:
    """A part of a page, from a template of its own."""
    return Markup(environment().get_template(template).render(**data))  # noqa: S704 - escaped there


def markdown(template: str, **data: object) -> str:
    """A text in Markdown from a template: what is put in stands as it is, and is never markup."""
    text = _markdown_environment().get_template(template).render(**data)
    return _MANY_LINES.sub("\n\n", text).strip() + "\n"


@cache
def environment() -> Environment:
    """The environment of every template. A name that is not given is an error, never a blank."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_cleaned,
    )
    made.filters["prose"] = prose_markup
    made.filters["inline"] = inline_markup
    made.filters["authored"] = authored
    made.filters["lines"] = lines_markup
    return made


@cache
def _markdown_environment() -> Environment:
    """The environment of templates in Markdown."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=False,  # noqa: S701 - this is no HTML: `finalize` escapes what Markdown obeys
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_literal,
    )
    made.filters["paragraphs"] = _paragraphs
    return made


def _literal(value: object) -> object:
    """A value as it may stand in a text in Markdown, be it in a table."""
    return literal(value).replace("|", "\\|") if type(value) is str else value


def _paragraphs(prose: str) -> Markup:
    """A text of the story's, in Markdown."""
    return Markup(" ".join(paragraphs(parse_prose(prose))))  # noqa: S704 - escaped there


def _cleaned(value: object) -> object:
    """A value as it may stand in a page; markup made here is left as it is."""
    return clean(value) if type(value) is str else value


def authored(text: Text) -> Prose:
    """A text of the story's, every block of it, as its author wrote it."""
    return tuple(each for block in text for each in parse_prose(block.prose))


def prose_markup(prose: Prose | str) -> Markup:
    """Paragraphs of the story's markup as HTML: papers as quotations, items as lists."""
    paragraphs = parse_prose(prose) if isinstance(prose, str) else prose
    parts: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        before = paragraphs[number - 1].kind if number else ""
        after = paragraphs[number + 1].kind if number + 1 < len(paragraphs) else ""
        parts.append(_paragraph(paragraph, before, after))
    return Markup("\n".join(parts))  # noqa: S704 - every text in it is escaped


def inline_markup(prose: Prose | str) -> Markup:
    """The same where there is room for a line only: no paragraphs, the emphasis kept."""
    paragraphs = parse_prose(prose) if isinstance(prose, str) else prose
    spans = [_spans(paragraph.spans) for paragraph in paragraphs if paragraph.spans]
    return Markup(on_one_line(" ".join(spans)))  # noqa: S704 - every text in it is escaped


def lines_markup(text: str) -> Markup:
    """A text that somebody typed, its lines kept."""
    return Markup("<br>").join(clean(text).split("\n"))


def _paragraph(paragraph: Paragraph, before: str, after: str) -> str:
    """One paragraph, with what opens and closes a group of its kind."""
    if paragraph.kind == "rule":
        return "<hr>"
    opens, tag, closes = {
        "paper": ("<blockquote>", "p", "</blockquote>"),
        "item": ("<ul>", "li", "</ul>"),
    }.get(paragraph.kind, ("", "p", ""))
    written = f"<{tag}>{_spans(paragraph.spans)}</{tag}>"
    opens = opens if before != paragraph.kind else ""
    closes = closes if after != paragraph.kind else ""
    return f"{opens}{written}{closes}"


def _spans(spans: tuple[Span, ...]) -> str:
    """The spans of a paragraph."""
    return "".join(map(_span, spans))


def _span(span: Span) -> str:
    """A span: a citation as a small mark, a variable as the name one reads on a sheet."""
    text = escape(clean(span.text)).replace("\n", "<br>")
    if span.fact:
        return f'<span class="cites">{escape(span.fact)}</span>'
    if span.variable:
        return f'<span class="value">{text.strip("{}")}</span>'
    if span.strong:
        text = f"<strong>{text}</strong>"
    return f"<em>{text}</em>" if span.emphasis else text
