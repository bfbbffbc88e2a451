"""Handles: names for runs that say nothing about who plays. They are made, never asked for."""

from __future__ import annotations

import os
import re

ADJECTIVES = (
    "amber", "autumn", "azure", "bright", "calm", "clear", "copper", "crimson", "dappled", "early",
    "even", "fair", "gentle", "golden", "green", "grey", "indigo", "ivory", "kind", "late",
    "light", "lucid", "mellow", "merry", "mild", "misty", "noble", "olive", "patient", "plain",
    "quick", "quiet", "russet", "sandy", "silver", "steady", "still", "sunny", "violet", "warm",
)  # fmt: skip
ANIMALS = (
    "badger", "beaver", "bison", "bunting", "crane", "curlew", "deer", "dipper", "dove", "egret",
    "falcon", "finch", "gazelle", "hare", "heron", "hoopoe", "ibex", "kestrel", "lark", "lynx",
    "marmot", "marten", "newt", "oriole", "osprey", "otter", "owl", "partridge", "pika", "plover",
    "quail", "robin", "sparrow", "stork", "swallow", "swift", "thrush", "tortoise", "trout", "wren",
)  # fmt: skip

_UNFIT = re.compile(r"[^a-z0-9_-]+")


def new_handle() -> str:
    """A handle such as `amber-heron-17`: one of 144,000, from the system's randomness."""
    return handle_of(int.from_bytes(os.urandom(8), "big"))


def handle_of(number: int) -> str:
    """The handle that belongs to a number from 0 on."""
    number, adjective = divmod(number, len(ADJECTIVES))
    number, animal = divmod(number, len(ANIMALS))
    return f"{ADJECTIVES[adjective]}-{ANIMALS[animal]}-{10 + number % 90}"


def next_handle(handle: str) -> str:
    """The handle of a run that goes on from another: `-2` is added, or the number after raised."""
    first, _, last = handle.rpartition("-")
    if first and first == stem(handle) and len(last) < 6:
        return f"{first}-{int(last) + 1}"
    return f"{handle}-2"


def fit(name: str) -> str:
    """A name as part of a file's name on every system, whatever it was."""
    return _UNFIT.sub("-", name.lower()).strip("-")[:60] or "run"


def stem(handle: str) -> str:
    """A handle without the number that it gained where its run went on in another file."""
    first, _, last = handle.rpartition("-")
    return first if first.count("-") == 2 and last.isdecimal() else handle
