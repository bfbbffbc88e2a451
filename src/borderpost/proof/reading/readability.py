"""How hard prose is to read, by measures that need no dictionary of a language.

LIX (Björnsson 1968) is the words of a sentence plus the per cent of words longer than six letters;
it was made for several languages. Under 30 reads like a children's book, 30 to 40 like a story,
40 to 50 like a newspaper, 50 to 60 like an official text, beyond that like a treatise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from borderpost.story.model import Text
from borderpost.story.prose import parse_prose

LONG = 6
"""Letters beyond which a word is long."""

LEVELS = (
    (30, "children's book"),
    (40, "story"),
    (50, "newspaper"),
    (60, "official text"),
)
"""What reads like what, below which LIX."""

SENTENCE_END = re.compile(r"(?<![.!?:])[.!?:]++[\"'”’)]*+(?:\s|$)")


class Readability(NamedTuple):
    """Words, sentences and long words of some prose."""

    words: int
    sentences: int
    long_words: int

    @property
    def sentence_length(self) -> float:
        """Words a sentence has on average."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def lix(self) -> float:
        """LIX; 0 where there is nothing to read."""
        return self.sentence_length + 100 * self.long_words / self.words if self.words else 0.0

    @property
    def level(self) -> str:
        """What it reads like."""
        return next((name for below, name in LEVELS if self.lix < below), "treatise")


def readability(texts: Iterable[Text]) -> Readability:
    """The readability of texts, every block of them counted, shown or not.

    A paragraph ends a sentence. The mark of a cited fact is left out, and a value that is shown
    counts as one short word.
    """
    words = sentences = long_words = 0
    for text in texts:
        for block in text:
            for paragraph in parse_prose(block.prose):
                read = "".join(
                    "x" if span.variable else "" if span.fact else span.text
                    for span in paragraph.spans
                )
                letters = [sum(map(str.isalpha, word)) for word in read.split()]
                found = [count for count in letters if count]
                if not found:
                    continue
                words += len(found)
                long_words += sum(count > LONG for count in found)
                pieces = SENTENCE_END.split(read)
                sentences += sum(any(map(str.isalpha, piece)) for piece in pieces)
    return Readability(words, sentences, long_words)
