"""A gamebook as a page of its own, as it is printed."""

from __future__ import annotations

from collections.abc import Mapping

from borderpost.debrief.gamebook.part import gamebook_part
from borderpost.debrief.pages.environment import environment
from borderpost.story.model import Story

PAGE = """\
{% extends "base.html.j2" %}
{% block title %}Gamebook{% endblock %}
{% block style %}{% include "gamebook.css" %}{% endblock %}
{% block body %}{{ book }}{% endblock %}
"""


def printed(story: Story, settings: Mapping[str, str] | None = None) -> str:
    """The whole page."""
    book = gamebook_part(story, settings)
    page = environment().from_string(PAGE)
    return page.render(version="0", language=story.info.language, book=book)
