"""A checked story kept as plain data, so that playing it again need not read its files anew.

A cache is a shortcut and never a truth: it holds for exactly the files it was made from, byte by
byte, and for this version of the program; anything else about it, damage included, makes it as
good as absent. It is JSON of our own named tuples and nothing else, so a forged one can at most
show a wrong story or none. It may be deleted at any time.

Its first line is a mark of the rest; the second holds the story without its scenes, and what was
found wrong with it; each line after that is a scene, read when play first asks for it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from borderpost.story import diagnostics, model
from borderpost.story.diagnostics import Diagnostic
from borderpost.story.expressions import syntax
from borderpost.story.gist import Gist, gist_of
from borderpost.story.known import usual_folder
from borderpost.story.scene_lines import written
from borderpost.story.shelved import ShelvedScenes

__all__ = ["MOST_KEPT", "Kept", "read_cached", "usual_folder", "write_cached"]


class Kept(NamedTuple):
    """What a cache holds of a story: all of it, and the warnings that its files gave."""

    story: model.Story
    diagnostics: tuple[Diagnostic, ...]


class _Head(NamedTuple):
    """The second line of a cache; the scenes of `story` stand in the lines below it."""

    story: model.Story
    diagnostics: tuple[Diagnostic, ...]
    scenes: tuple[str, ...]
    remarkable: tuple[str, ...]
    queries: tuple[syntax.Query, ...]
    logic_hash: str
    prose_hash: str


_TYPES: tuple[Callable[..., Any], ...] = tuple(
    dict.fromkeys(
        part
        for part in (
            *vars(model).values(),
            *vars(syntax).values(),
            *vars(diagnostics).values(),
            _Head,
        )
        if isinstance(part, type)
        and part.__module__.startswith("borderpost.")
        and issubclass(part, tuple | StrEnum)
    )
)
"""What the head of a cache may hold beside plain values; their order is part of the format."""

MOST_KEPT = 20
"""How many stories a cache folder holds, the newest."""

_NUMBERS = {kind: number for number, kind in enumerate(_TYPES)}
_TUPLE = len(_TYPES)
_MAPPING = _TUPLE + 1


def read_cached(cache: Path, key: str) -> Kept | None:
    """What is kept under a key in a cache folder, or None."""
    try:
        data = (cache / f"{key}.json").read_bytes()
        mark, _, body = data.partition(b"\n")
        if mark != _mark(body):
            return None
        line, *lines = body.split(b"\n")
        head = _thaw(json.loads(line))
        if not isinstance(head, _Head):
            return None
        scenes = dict(zip(head.scenes, lines, strict=True))
        gist = Gist(head.remarkable, frozenset(head.queries))
        story = head.story._replace(scenes=ShelvedScenes(scenes, gist))
        vars(story).update(logic_hash=head.logic_hash, prose_hash=head.prose_hash)
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return None
    return Kept(story, head.diagnostics)


def write_cached(
    cache: Path, key: str, story: model.Story, found: Sequence[Diagnostic] = ()
) -> None:
    """Keep a story and its warnings under a key; where that cannot be done, only time is lost."""
    gist = gist_of(story.scenes)
    queries = tuple(sorted(gist.queries))
    head = _Head(
        story._replace(scenes={}),
        tuple(found),
        tuple(story.scenes),
        gist.remarkable,
        queries,
        story.logic_hash,
        story.prose_hash,
    )
    lines = [written(_freeze(head)), *map(written, story.scenes.values())]
    body = "\n".join(lines).encode(errors="surrogatepass")  # a file's name may hold such
    new = cache / f"{key}.{os.getpid()}.new"
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with new.open("wb") as file:
            file.writelines((_mark(body), b"\n", body))
        new.replace(cache / f"{key}.json")
        _drop_oldest(cache)
    except OSError:
        with suppress(OSError):
            new.unlink(missing_ok=True)


def _drop_oldest(cache: Path) -> None:
    """Keep only the newest caches: each edit of a story leaves one behind."""
    kept = sorted(cache.glob("*.json"), key=lambda file: file.stat().st_mtime)
    for file in kept[:-MOST_KEPT]:
        file.unlink(missing_ok=True)


def _mark(body: bytes) -> bytes:
    """What the first line of a cache must say of the rest, and of what it can hold."""
    return b"%d %s" % (len(_TYPES), blake2b(body, digest_size=16).hexdigest().encode())


def _freeze(value: object) -> object:
    """A value as JSON: lists headed by the number of their type, and plain values as they are."""
    if isinstance(value, StrEnum):
        return [_NUMBERS[type(value)], value.value]
    if isinstance(value, tuple):
        return [_NUMBERS.get(type(value), _TUPLE), *map(_freeze, value)]
    if isinstance(value, dict):
        return [_MAPPING, *(_freeze(part) for pair in value.items() for part in pair)]
    return value


def _thaw(value: Any) -> Any:  # noqa: ANN401 - any part of a story
    """The value that `_freeze` made JSON of."""
    if type(value) is not list:
        return value
    number, *parts = [_thaw(part) if type(part) is list else part for part in value]
    if number < _TUPLE:
        return _TYPES[number](*parts)
    if number == _TUPLE:
        return tuple(parts)
    return dict(zip(parts[::2], parts[1::2], strict=True))
