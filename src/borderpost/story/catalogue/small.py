"""The small story that the catalogue's examples are made of, changed in one place each."""

from __future__ import annotations

SMALL = """\
story:
  id: small
  title: Small
  version: 1
  language: en
  start: gate
scenes:
  gate:
    text: |
      You stand at the gate.
    choices:
      - id: go
        label: Go
        then: over
endings:
  over:
    title: Over
    text: |
      It is over.
"""


def changed(*changes: str, story: str = SMALL) -> str:
    """The story with each second text in the place of each first; both must be there in pairs.

    Raises ValueError where a text to be changed does not stand in the story.
    """
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        if old not in story:
            raise ValueError(old)
        story = story.replace(old, new, 1)
    return story


def longer(*sections: str, story: str = SMALL) -> str:
    """The story with further sections at its end."""
    return story + "".join(sections)
