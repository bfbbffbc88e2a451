"""Where runs are kept unless another folder is named."""

from __future__ import annotations

from pathlib import Path

from borderpost.saves.problem import LogProblem


def default_folder() -> Path:
    """The folder of saved runs: in a checkout, its own `saves`; else among the user's data.

    Raises LogProblem for a user who has no home on this system.
    """
    checkout = Path(__file__).resolve().parents[3]
    try:
        if 'name = "borderpost"' in (checkout / "pyproject.toml").read_text("utf-8"):
            return checkout / "saves"
    except (OSError, UnicodeDecodeError):
        pass  # no checkout
    from platformdirs import user_data_path

    try:
        return user_data_path("borderpost", appauthor=False) / "saves"
    except RuntimeError as error:
        message = "there is no home folder on this system to keep your runs in"
        raise LogProblem(message, "choose one, as in: borderpost play --saves DIR") from error
