"""The catalogue's group BP1xx: names and types. Expressions have BP130 to BP159 to themselves."""

from __future__ import annotations

from borderpost.story.catalogue.form import FORM_RULES
from borderpost.story.catalogue.lesson import LESSON_RULES
from borderpost.story.catalogue.picture import PICTURE_RULES
from borderpost.story.catalogue.rule import Rule
from borderpost.story.catalogue.shapes import SHAPE_RULES
from borderpost.story.catalogue.unknown import UNKNOWN_RULES

NAME_RULES: tuple[Rule, ...] = (
    *(*SHAPE_RULES, *UNKNOWN_RULES, *FORM_RULES),
    *(*PICTURE_RULES, *LESSON_RULES),
)
"""All rules of the parser: shapes and ids, names that nothing bears, the form of each part."""
