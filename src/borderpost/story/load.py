"""Loads a story: finds its files, reads them, and checks them, all problems at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from borderpost.story.collector import collector_paused
from borderpost.story.diagnostics import Diagnostic, Enough, Findings
from borderpost.story.files import MAIN_FILE, MOST_FILES, files_beside_main, in_order
from borderpost.story.model import Story
from borderpost.story.names import Names
from borderpost.story.position import Position

MOST_VALUES: Final = 2_000_000
"""Keys and values that all files of a story may hold; one of 20,000 scenes has 1.3 million."""

FEW_BYTES: Final = 2 * 1024 * 1024
"""So few bytes cannot hold too many values, and are not counted."""


class Loaded(NamedTuple):
    """A story, or why there is none.

    `story` is None if any diagnostic is an error. `names` are the names that were found all the
    same (none of a story that came from the cache), and `folder` is what the files in the
    diagnostics are relative to.
    """

    story: Story | None
    diagnostics: list[Diagnostic]
    names: Names
    folder: Path


def load_story(path: Path, cache: Path | None = None) -> Loaded:
    """Load the story in a folder, or that of its `story.yaml`, or one that is a single file.

    Never raises for what the files may hold: everything wrong is in the diagnostics. With the
    folder `cache`, a story without errors is kept there, and taken from there as long as no byte
    of its files has changed.
    """
    findings = Findings()
    names = Names()
    folder, main, files = path, path.name, []
    own: Path | None = None
    try:
        if path.is_dir() or path.name == MAIN_FILE:
            own = folder = path if path.is_dir() else path.parent
            main = MAIN_FILE
            files = _files_of_folder(folder, findings)
        else:
            folder, files = path.parent, _single_file(path, findings)
    except Enough:
        files = []
    except OSError as error:
        why = error.strerror or "it cannot be opened"
        mend = "check the path, and that you may open it"
        findings.add("BP178", Position(main, 1, 1), f"no story is found: {why}", mend)
    key = _key(folder, files) if cache is not None and files and not findings.sorted() else ""
    if cache is not None and key:
        from borderpost.story.cache import read_cached

        with collector_paused():
            kept = read_cached(cache, key)
        if kept is not None:
            kept.story.folder = own
            return Loaded(kept.story, list(kept.diagnostics), names, folder)
    with collector_paused():
        built = _read(folder, main, files, names, findings) if files else None
        story = None if findings.has_errors else built
    if story is not None:
        story.folder = own
    diagnostics = findings.sorted()
    if diagnostics:
        from borderpost.story.cascades import without_consequences

        diagnostics = without_consequences(diagnostics, findings)
    if built is not None and built.allow:
        from borderpost.story.checks import apply_allowances

        diagnostics = apply_allowances(built, diagnostics)
    if cache is not None and key and story is not None:
        from borderpost.story.cache import write_cached

        with collector_paused():
            write_cached(cache, key, story, diagnostics)
    return Loaded(story, diagnostics, names, folder)


def _key(folder: Path, files: list[str]) -> str:
    """What a cache of these files is marked with; empty where they cannot be read."""
    from borderpost.story.known import key_of

    try:
        return key_of(folder, files)
    except OSError:
        return ""


def _read(
    folder: Path, main: str, files: list[str], names: Names, findings: Findings
) -> Story | None:
    """The story that the files make, as far as they could be read; the rest is in `findings`.

    None where there is so much wrong that nobody looked on.
    """
    try:
        return _built(folder, main, files, names, findings)
    except Enough:
        names.incomplete = True
        return None


def _built(folder: Path, main: str, files: list[str], names: Names, findings: Findings) -> Story:
    """The same; raises Enough."""
    from borderpost.story.checks import check_story
    from borderpost.story.parser.gathering import gather
    from borderpost.story.parser.naming import name_parts
    from borderpost.story.parser.page import Notes, Page
    from borderpost.story.parser.variables import read_variables
    from borderpost.story.parser.whole import read_story
    from borderpost.story.tree import size_of
    from borderpost.story.yaml_reader import read_file

    notes = Notes({}, {})
    trees = []
    size = 0
    for file in files:
        tree = read_file(folder / file, file, findings)
        if tree is None:
            continue
        if findings.bytes_read > FEW_BYTES:
            size += size_of(tree)
        if size > MOST_VALUES:
            message = f"up to here the story has more than {MOST_VALUES:,} keys and values in all"
            mend = "look for files in this folder and below it that are no part of the story"
            findings.add("BP002", Position(file, 1, 1), message, mend)
            findings.unread_files.add(file)
            break
        trees.append((Page(file, names, findings, notes), tree))
    names.incomplete = bool(findings.unread_files) or len(trees) < len(files)
    gathered = gather(trees, main)
    name_parts(gathered, names)
    read_variables(gathered.parts["variables"], names)
    story = read_story(gathered, Page(main, names, findings, notes), names, notes)
    check_story(story, names, findings)
    return story


def _single_file(path: Path, findings: Findings) -> list[str]:
    if path.exists():
        return [path.name]
    findings.add(
        "BP178",
        Position(path.name, 1, 1),
        f"there is no folder and no file {path.name!r}",
        "check the path, and give a story's folder or its story.yaml",
    )
    return []


def _files_of_folder(folder: Path, findings: Findings) -> list[str]:
    """The files of a story in order: `story.yaml`, then the others by name; posix slashes."""
    main = folder / MAIN_FILE
    if not main.exists() or main.is_symlink():
        _report_no_story(folder, findings)
        return []
    files = [MAIN_FILE]
    for file in _walk(folder, findings):
        files.append(file)
        if len(files) > MOST_FILES:
            findings.add(
                "BP178",
                Position(MAIN_FILE, 1, 1),
                f"more than {MOST_FILES} YAML files stand in this folder and below it",
                "move story.yaml and the story's other files into a folder of their own",
            )
            return []
    return in_order(files)


def _walk(folder: Path, findings: Findings) -> Iterator[str]:
    """The files beside the main one; what is not among them is reported."""

    def report_unread(error: OSError) -> None:
        file = Path(error.filename).relative_to(folder).as_posix()
        why = error.strerror or "it cannot be opened"
        mend = "let yourself read it, or move it out of the story's folder"
        findings.add("BP001", Position(file, 1, 1), f"{file} cannot be read: {why}", mend)
        findings.unread_files.add(file)

    def report_link(file: str) -> None:
        findings.add(
            "BP179",
            Position(file, 1, 1),
            f"{file} is a link to another file, and links are not followed",
            "put the file itself into the story's folder, or take the link out",
        )

    return files_beside_main(folder, report_unread, report_link)


def _report_no_story(folder: Path, findings: Findings) -> None:
    at = Position(MAIN_FILE, 1, 1)
    if not folder.exists():
        message = f"there is no folder {folder.name!r}"
        mend = "check the path, and give a story's folder or its story.yaml"
    elif (folder / MAIN_FILE).is_symlink():
        message = f"{MAIN_FILE} is only a link, and links are not followed"
        mend = "put the file itself into the story's folder"
    else:
        message = f"the folder {folder.resolve().name!r} holds no {MAIN_FILE}"
        mend = f"give the folder that holds the story's {MAIN_FILE}"
        inside = sorted(each.parent.name for each in _stories_below(folder))
        if inside:
            mend = f"give the folder of one story: {', '.join(inside[:5])}"
        elif (folder / "story.yml").exists():
            mend = f"rename story.yml to {MAIN_FILE}"
    findings.add("BP178", at, message, mend)


def _stories_below(folder: Path) -> Iterator[Path]:
    try:
        yield from folder.glob(f"*/{MAIN_FILE}")
    except OSError:
        return
