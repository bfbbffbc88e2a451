"""The stories on this machine: those that ship, and those in the folders where stories are kept.

Looked for one level deep and no deeper: in the working folder, in the folder `stories` among the
user's data, and in the folders that `BORDERPOST_STORIES` names. Links that lead out of those
folders are not followed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from heapq import nsmallest
from pathlib import Path
from typing import NamedTuple

from borderpost.story.files import MAIN_FILE
from borderpost.story.prose import clean
from borderpost.story.shipped import shipped_stories

FOLDERS_VARIABLE = "BORDERPOST_STORIES"
"""The environment variable that names more folders of stories."""

MOST_STORIES = 200
"""How many stories are listed; whoever has more names the folder that is wanted."""

MOST_ENTRIES = 5_000
"""How many names in one folder are looked at: the first of them in the order of the alphabet."""

LONGEST_TITLE = 200
"""How many characters of a title or an id are kept."""


class Found(NamedTuple):
    """The folders of stories, each once, and in words what could not be looked at or is left out.

    Those that ship come first.
    """

    paths: tuple[Path, ...]
    told: tuple[str, ...]


class Head(NamedTuple):
    """What the main file of a story says it is. Every text is safe to show, whoever wrote it.

    `id` and `language` are empty where the file does not say them in a form that can be read;
    `title` is then the name of the folder.
    """

    path: Path
    id: str
    title: str
    language: str


class Work(NamedTuple):
    """One story, in one language or several."""

    editions: tuple[Head, ...]

    def in_language(self, language: str) -> Head:
        """The edition in a language, or the first one."""
        return next((e for e in self.editions if e.language == language), self.editions[0])


def find_stories(environment: Mapping[str, str] | None = None) -> Found:
    """Every story that ships or lies where stories are looked for. Never raises."""
    told: list[str] = []
    paths: dict[Path, None] = {path.resolve(): None for path in shipped_stories().values()}
    for folder, named in _folders(os.environ if environment is None else environment):
        for path in _stories_in(folder, told, named=named):
            paths.setdefault(path, None)
            if len(paths) > MOST_STORIES:
                del paths[path]
                told.append(f"Only the first {MOST_STORIES} stories are listed.")
                return Found(tuple(paths), tuple(told))
    return Found(tuple(paths), tuple(told))


def stories_folder() -> Path | None:
    """The folder that a user's own stories are kept in; None for a user without a home."""
    from platformdirs import user_data_path

    try:
        usual = user_data_path("borderpost", appauthor=False) / "stories"
    except RuntimeError:
        return None
    return usual if usual.is_absolute() else None


def head_of(path: Path) -> Head:
    """What the story in a folder, or in a file, says of itself."""
    from borderpost.story.diagnostics import Enough, Findings
    from borderpost.story.tree import Mapping as Tree, Scalar
    from borderpost.story.yaml_reader import read_file

    file = path if path.is_file() else path / MAIN_FILE
    try:
        tree = read_file(file, MAIN_FILE, Findings())
    except Enough:
        tree = None
    entries = tree.entries if tree is not None else ()
    story = next((node for key, node in entries if key.value == "story"), None)
    said = {
        key.value: " ".join(clean(node.value).split())[:LONGEST_TITLE]
        for key, node in (story.entries if isinstance(story, Tree) else ())
        if isinstance(node, Scalar)
    }
    title = said.get("title") or " ".join(clean(path.resolve().name).split())
    return Head(path, said.get("id", ""), title, said.get("language", ""))


def paths_with_id(story_id: str) -> list[Path]:
    """Where the stories lie that say they have an id; one that ships comes first."""
    shipped = {path.resolve(): shipped_id for shipped_id, path in shipped_stories().items()}
    return [
        path
        for path in find_stories().paths
        if (shipped[path] if path in shipped else head_of(path).id) == story_id
    ]


def works_of(heads: Iterable[Head]) -> list[Work]:
    """Stories of one id in different languages as one; a second in the same language by itself."""
    works: list[list[Head]] = []
    for head in heads:
        for editions in works:
            same = head.id and head.language and editions[0].id == head.id and editions[0].language
            if same and head.language not in [edition.language for edition in editions]:
                editions.append(head)
                break
        else:
            works.append([head])
    return [Work(tuple(editions)) for editions in works]


def languages_of(works: Sequence[Work]) -> tuple[str, ...]:
    """The languages one can choose among: those of the stories that come in several."""
    several = (work for work in works if len(work.editions) > 1)
    return tuple(sorted({edition.language for work in several for edition in work.editions}))


def _folders(environment: Mapping[str, str]) -> Iterator[tuple[Path, bool]]:
    """The folders to look in, and whether the user named them."""
    with suppress(OSError):  # it may be deleted while we stand in it
        yield Path.cwd(), False
    usual = stories_folder()
    if usual is not None:
        yield usual, False
    for name in environment.get(FOLDERS_VARIABLE, "").split(os.pathsep):
        if name.strip():
            yield Path(name), True


def _stories_in(folder: Path, told: list[str], *, named: bool) -> list[Path]:
    """The story that a folder is, or those directly below it; what cannot be read is told.

    A folder that the user did not name, and that is not there, is nothing to tell of.
    """
    try:
        home = folder.resolve()
        if _is_story(home, home):
            return [home]
        with os.scandir(home) as entries:
            names = nsmallest(MOST_ENTRIES + 1, (entry.name for entry in entries))
    except (OSError, ValueError, RuntimeError) as error:
        missing = isinstance(error, FileNotFoundError)
        if named or not missing:
            why = "it is not there" if missing else getattr(error, "strerror", None) or str(error)
            told.append(f"{clean(str(folder))} cannot be looked into: {why}.")
        return []
    if len(names) > MOST_ENTRIES:
        told.append(f"Of what lies in {clean(str(folder))}, only {MOST_ENTRIES} names are seen.")
    below = (home / name for name in names[:MOST_ENTRIES] if not name.startswith("."))
    return [path.resolve() for path in below if _is_story(path, home)]


def _is_story(path: Path, home: Path) -> bool:
    """Whether a folder holds a story, and both it and its main file lie within another folder."""
    try:
        main = path / MAIN_FILE
        return main.is_file() and main.resolve().is_relative_to(home)
    except (OSError, RuntimeError):
        return False
