"""The gamebook as a part of a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from borderpost.debrief.gamebook.book import gamebook
from borderpost.debrief.pages.environment import part
from borderpost.story.model import Story

if TYPE_CHECKING:
    from markupsafe import Markup


def gamebook_part(story: Story, settings: Mapping[str, str] | None = None) -> Markup:
    """A story's gamebook, to be put into a page that has `gamebook.css` among its styles.

    Raises CannotBePrinted where something in the story cannot be put on paper.
    """
    return part("gamebook.html.j2", book=gamebook(story, settings or {}))
