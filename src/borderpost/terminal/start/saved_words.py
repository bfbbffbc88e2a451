"""How a saved run is told of."""

from __future__ import annotations

from borderpost.saves.summary import RunSummary

DAMAGED = "As far as it is whole, it goes on in a file of its own; this one stays as it is."
"""What can be done about a run whose file is damaged."""

NO_RUN = "It is left as it is. If you have a copy of it, put that in its place."
"""What can be done about a file that is no run."""


def handle_and_place(run: RunSummary) -> str:
    """`quiet-heron-12, at The empty rack`."""
    return f"{run.handle}, at {run.place}" if run.place else run.handle


def run_title(run: RunSummary) -> str:
    """The story, and where the run stands in it: `Lakkon: The empty rack`."""
    if not run.title:
        return run.path.name
    return f"{run.title}: {run.place}" if run.place else run.title


def run_notes(run: RunSummary) -> list[str]:
    """What else there is to say: its name, when it was played, how far it is, what is wrong."""
    decisions = "1 step" if run.decisions == 1 else f"{run.decisions} steps"
    notes = [" · ".join(part for part in (run.handle, when(run.touched)) if part)]
    if run.story:
        notes.append(f"{decisions} · {f'Ended: {run.ending}' if run.ending else 'not ended'}")
    if run.problem:
        notes += [f"! Its file {run.problem}.", DAMAGED if run.story else NO_RUN]
    return notes


def when(stamp: str) -> str:
    """A time as this place's clock shows it: `14 June 2026, 09:30`; nothing where it is none."""
    from datetime import datetime

    try:
        local = datetime.fromisoformat(stamp).astimezone()
    except (ValueError, OverflowError, OSError):
        return ""
    # Not by strftime: its names of months follow the system's language, the rest of this does not.
    months = "January February March April May June July August September October November December"
    return f"{local.day} {months.split()[local.month - 1]} {local.year}, {local:%H:%M}"
