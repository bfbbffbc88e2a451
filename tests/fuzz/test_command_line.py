"""Whatever the program is called with, it does it, or says in a sentence why not."""

from __future__ import annotations

import shutil
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from borderpost import cli
from borderpost.engine.program import Program
from borderpost.saves.shelf import Shelf
from borderpost.story.load import load_story
from borderpost.story.prose import clean
from tests.fuzz.amount import examples, fuzz
from tests.fuzz.command_lines import command_lines
from tests.stories import ACTS, play
from tests.working_folder import BROKEN, GOOD

pytestmark = fuzz

HOSTILE = GOOD.replace("Mine", '"\\e[31mMine\\x9b"').replace("Stay", '"\\u202eSt\\ay\\0"')


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with stories, saved runs, and files that are neither."""
    folder = tmp_path_factory.mktemp("template")
    for name, text in {
        "mine/story.yaml": GOOD,
        "broken/story.yaml": BROKEN,
        "hostile/story.yaml": HOSTILE,
        "odd.yaml": ACTS,
        "notes.txt": "Not a story.\n",
        "play.txt": "profile=short, gate.go, yard.on\n",
        "empty/.keep": "",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    story = load_story(folder / "mine").story
    assert story is not None
    shelf = Shelf(folder / "saves")
    for name, items in (
        ("mine-one", ("gate.go",)),
        ("torn", ("gate.stay",)),
        ("bad", ("gate.go",)),
    ):
        with shelf.start(Program(story), {}, 1) as saved:
            play(saved.run, items)
        saved.path.rename(folder / "saves" / f"{name}.jsonl")
    torn, bad = folder / "saves" / "torn.jsonl", folder / "saves" / "bad.jsonl"
    torn.write_bytes(torn.read_bytes()[:-30])
    bad.write_bytes(bad.read_bytes().replace(b"gate.go", b"gate.no"))
    return folder


LINES = st.lists(
    st.sampled_from(["1", "2", "undo", "q", "", "?", "\x1b", "journal", "x"]), max_size=6
)


@examples(150)
@given(command_lines(), LINES)
def test_any_command_line(template: Path, arguments: list[str], typed: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        here = Path(name, "a", "b")
        shutil.copytree(template, here)
        patch.chdir(here)
        patch.setattr(cli, "DEFAULT_STORY", "mine")
        patch.setattr(sys, "stdin", StringIO("".join(f"{line}\n" for line in typed)))
        patch.setenv("BORDERPOST_DEBUG", "1")  # a fault shows its traceback
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = cli.main(arguments)
        said = out.getvalue() + err.getvalue()
        assert "Traceback" not in said, said
        assert code in (0, 1, 2), said
        assert clean(said.replace("\t", " ")) == said.replace("\t", " "), repr(said)
        assert code == 0 or err.getvalue() or out.getvalue(), "nothing was said"
        if arguments[:1] != ["guide"] and "--out" not in " ".join(arguments):
            assert (here / "mine/story.yaml").read_text("utf-8") == GOOD
