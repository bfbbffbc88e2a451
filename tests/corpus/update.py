"""Rewrites the corpus's expected files: `python -m tests.corpus.update [NAME...]`.

Read every changed line beside the story before it is kept: a wrong expected file is worse than
none, since it defends the mistake.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.corpus.playing import PLAYS, new_run, play_names, play_of, straight, transcript
from tests.corpus.typing_it import played_plainly


def main(wanted: list[str]) -> None:
    """Rewrite the expected files of the stories or plays named, or of all."""
    for name in play_names():
        if wanted and not {name, name.partition(".")[0]} & set(wanted):
            continue
        play = play_of(name)
        expected = {"engine": transcript(play, new_run(play), straight)}
        with tempfile.TemporaryDirectory() as folder:
            expected["plain"] = played_plainly(play, Path(folder)).text
        for kind, text in expected.items():
            path = PLAYS / f"{name}.{kind}.txt"
            if not path.exists() or path.read_text("utf-8") != text:
                path.write_text(text, "utf-8", newline="\n")
                sys.stdout.write(f"written: {path.name}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
