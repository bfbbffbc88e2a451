"""Which stories ship with the program, and which story an argument names.

Installed, the shipped stories lie inside the package (`borderpost/shipped`); in a checkout they
lie where they are written, in its `story` folder.
"""

from __future__ import annotations

from pathlib import Path

from borderpost.story.mendable import Mendable

STORY_FILE = "story.yaml"
"""The file that makes a folder a story."""

LONGEST_SHOWN = 120
"""How many characters of an argument a message repeats; a pasted page is cut."""


class StoryNotFound(Mendable):
    """No story where one was named."""


def shipped_stories() -> dict[str, Path]:
    """Every story that ships with the program, its folder by its name, in alphabetical order."""
    return {folder.name: folder for folder in _stories_below(_shelf())}


def find_story(argument: str) -> Path:
    """The folder of the story that `argument` names: a folder, a story.yaml, or a shipped name.

    A story in the working folder wins over a shipped one of the same name, so that an author who
    copied one gets the copy; any other file or folder of that name does not hide the shipped one.
    The path is relative where the argument was. Raises StoryNotFound.
    """
    if not argument.strip():
        raise StoryNotFound("no story was named", _usual_mend())
    path = Path(argument)
    try:
        found = _story_at(path) or shipped_stories().get(argument)
        if found is None:
            raise _not_found(path, _shown(argument))
    except OSError as error:
        what = f"{_shown(argument)} cannot be looked at: {error.strerror or error}"
        raise StoryNotFound(what, _usual_mend()) from error
    return found


def _story_at(path: Path) -> Path | None:
    """The story folder that a path leads to: itself, or the one whose story.yaml it is."""
    if path.name == STORY_FILE and path.is_file():
        return path.parent
    return path if _is_story(path) else None


def _is_story(folder: Path) -> bool:
    return (folder / STORY_FILE).is_file()


def _shelf() -> Path:
    """The folder that holds the shipped stories."""
    package = Path(__file__).parents[1]
    installed = package / "shipped"
    return installed if installed.is_dir() else package.parents[1] / "story"


def _stories_below(folder: Path) -> list[Path]:
    """The stories directly below a folder, by name; none where it is missing or unreadable."""
    try:
        return sorted(child for child in folder.iterdir() if _is_story(child))
    except OSError:
        return []


def _not_found(path: Path, shown: str) -> StoryNotFound:
    """What to tell someone whose argument leads to no story, by what it does lead to."""
    main = path / STORY_FILE
    if main.exists() and not main.is_file():
        message = f"the {STORY_FILE} in {shown} is a folder, or no ordinary file"
        return StoryNotFound(message, _usual_mend())
    if path.is_dir():
        below = _stories_below(path)
        mend = f"name the story in it, such as {_shown(str(below[0]))}" if below else _usual_mend()
        return StoryNotFound(f"{shown} is a folder without a {STORY_FILE}", mend)
    if path.is_file():
        for folder in path.parents:
            if _is_story(folder):
                mend = f"name the story's folder, {_shown(str(folder))}"
                return StoryNotFound(f"{shown} is a part of a story, not the story", mend)
        return StoryNotFound(f"{shown} is a file, but not a {STORY_FILE}", _usual_mend())
    from borderpost.story.messages import did_you_mean

    guess = did_you_mean(path.name, list(shipped_stories()))
    return StoryNotFound(f"there is no story {shown}{guess}", _usual_mend())


def _usual_mend() -> str:
    names = ", ".join(shipped_stories())
    return f"name a folder that holds a {STORY_FILE}" + (
        f", or a story that ships with borderpost: {names}" if names else ""
    )


def _shown(argument: str) -> str:
    """An argument in quotes, harmless to a terminal and no longer than a line can hold."""
    clean = argument if argument.isprintable() else ascii(argument)[1:-1]
    return f"'{clean}'" if len(clean) <= LONGEST_SHOWN else f"'{clean[:LONGEST_SHOWN]}…'"
