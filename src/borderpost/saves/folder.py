"""Where runs are kept unless another folder is named."""

from __future__ import annotations

from pathlib import Path

from borderpost.saves.problem import LogProblem


def default_folder() -> Path:
    """The folder of saved runs: in a checkout, its own `saves`; else among the user's data.

    Raises LogProblem for a user who has no home on this system.
    """
    package = Path(__file__).resolve().parents[1]
    checkout = package.parent.parent
    try:
        if 'name = "borderpost"' in (checkout / "pyproject.toml").read_text("utf-8"):
            return checkout / "saves"
    except (OSError, UnicodeDecodeError):
        pass  # no checkout
    from platformdirs import user_data_path

    try:
        usual = user_data_path("borderpost", appauthor=False)
    except RuntimeError:
        usual = Path("~")
    if not usual.is_absolute():  # what could not be found stands in it as it was asked for
        message = "there is no home folder on this system to keep your runs in"
        raise LogProblem(message, "choose one, as in: borderpost play --saves DIR")
    return usual / "saves"


def is_same_place(path: Path, other: Path) -> bool:
    """Whether two paths lead to the same file or folder."""
    try:
        return path.resolve() == other.resolve()
    except OSError:  # the working folder was deleted
        return path == other
