"""What the documents show is true: their examples are run, and they name no machine.

In README.md and docs/ a fenced block is

- ```yaml, a whole story if it has a `story:` key, which must pass `borderpost check --static`;
  otherwise a part of one, which the reader must read without a finding;
- ```console, commands after `$ ` (run one after another in one folder for the whole page, with
  borderpost on PATH) and below each the lines that must come, in this order; `...` stands for any
  text within a line and, alone on a line, for any lines; ```console exit=1 if the last one fails;
- anything else (```sh, ```text), which is not run.

A ```yaml block with file=NAME is written to that file of the page's folder before the commands
below it are run; with `broken` it has the mistakes that those commands are there to show.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.program import CHECKOUT, run_borderpost

PAGES = [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").rglob("*.md"))]
FENCE = re.compile(
    r"^(?P<indent> *)```(?P<info>[^\n`]+)\n(?P<body>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL
)


class Block(NamedTuple):
    """A fenced block: its page, the line its body starts on, its info string and its body."""

    page: Path
    line: int
    info: str
    body: str

    @property
    def place(self) -> str:
        return f"{self.page.relative_to(CHECKOUT)}:{self.line}"


def blocks(page: Path, text: str, language: str) -> list[Block]:
    found = []
    for fence in FENCE.finditer(text):
        info, indent = fence["info"].strip(), len(fence["indent"])
        if info.split()[0] == language:
            lines = fence["body"].splitlines()
            body = "".join(f"{line[indent:]}\n" for line in lines)
            found.append(Block(page, text.count("\n", 0, fence.start("body")) + 1, info, body))
    return found


def all_blocks(language: str) -> list[Block]:
    return [b for page in PAGES for b in blocks(page, page.read_text(encoding="utf-8"), language)]


def is_whole(block: Block) -> bool:
    return re.search(r"^story:", block.body, re.MULTILINE) is not None


def is_sound(block: Block) -> bool:
    return "broken" not in block.info.split()


def written(block: Block, folder: Path) -> bool:
    """Whether the block is a file of its page, which is then written into the folder."""
    name = re.search(r"file=(\S+)", block.info)
    if name is not None:
        file = folder / name[1]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block.body, encoding="utf-8")
    return name is not None


class Shown(NamedTuple):
    """A command of a console block and the lines shown below it."""

    command: str
    output: list[str]


def shown(body: str) -> list[Shown]:
    commands: list[Shown] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            commands.append(Shown(line[2:], []))
        elif commands:
            commands[-1].output.append(line.rstrip())
        else:
            pytest.fail(f"a console block begins with a command, not with {line!r}")
    return commands


def appear(expected: list[str], output: str) -> bool:
    """Whether the expected lines come in the output in this order, `...` standing for anything."""
    lines = iter([line.rstrip() for line in output.splitlines()])
    wanted = [line for line in expected if line != "..."]
    patterns = [".*".join(map(re.escape, line.split("..."))) for line in wanted]
    return all(any(re.fullmatch(pattern, line) for line in lines) for pattern in patterns)


@pytest.mark.parametrize(
    "block", [b for b in all_blocks("yaml") if is_whole(b) and is_sound(b)], ids=lambda b: b.place
)
def test_a_story_in_the_docs_passes_check(block: Block, tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(block.body, encoding="utf-8")
    ran = run_borderpost("check", tmp_path, "--static")
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize(
    "block",
    [b for b in all_blocks("yaml") if not is_whole(b) and is_sound(b)],
    ids=lambda b: b.place,
)
def test_a_part_of_a_story_in_the_docs_can_be_read(block: Block) -> None:
    from borderpost.story.diagnostics import Findings
    from borderpost.story.yaml_reader import read_text

    findings = Findings()
    assert read_text(block.body, block.place, findings) is not None
    assert findings.sorted() == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the commands shown are for a Unix shell")
@pytest.mark.parametrize(
    "page",
    sorted({block.page for block in all_blocks("console")}),
    ids=lambda page: str(page.relative_to(CHECKOUT)),
)
def test_the_commands_in_the_docs_do_what_is_shown(page: Path, tmp_path: Path) -> None:
    beside_python = str(Path(sys.executable).parent)
    environment = os.environ | {"PATH": f"{beside_python}{os.pathsep}{os.environ['PATH']}"}
    text = page.read_text(encoding="utf-8")
    in_order = blocks(page, text, "yaml") + blocks(page, text, "console")
    for block in sorted(in_order, key=lambda block: block.line):
        if written(block, tmp_path) or not block.info.startswith("console"):
            continue
        code = 0
        for command, output in shown(block.body):
            assert code == 0, f"{block.place}: the command before `{command}` failed"
            ran = subprocess.run(
                ["bash", "-c", command],
                cwd=tmp_path,
                env=environment | {"PYTHONIOENCODING": "utf-8"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                timeout=120,
                check=False,
            )
            code = ran.returncode
            assert appear(output, ran.stdout), f"{block.place}: $ {command}\n{ran.stdout}"
        assert code == int((re.search(r"exit=(\d+)", block.info) or [0, 0])[1]), block.place


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    text = re.sub(
        r"^ *```.*?^ *```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def project_files() -> list[Path]:
    """Every file of the project: tracked by git, or about to be."""
    git = shutil.which("git")
    if git is None or not (CHECKOUT / ".git").exists():
        pytest.skip("only a git checkout knows its files")
    listed = subprocess.run(
        [git, "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=CHECKOUT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    files = [CHECKOUT / name for name in listed.split("\0") if name]
    return [file for file in files if file.is_file()]


NEVER = {
    "a package registry's host": re.compile(
        r"\b(pypi|npmjs|npmmirror|crates|debian|ubuntu|anaconda|golang)\.(org|com|io|net)\b"
        r"|python[h]osted|registry\.[a-z]+\.[a-z]+"
    ),
    "a machine's path": re.compile(
        r"(?<![\w.~}*-])/(root|work|opt|home/[a-z]\w*|Users/\w+)/\w|\b[A-Z]:\\Users\\\w"
    ),
}


@pytest.mark.parametrize("what", NEVER)
def test_no_file_names(what: str) -> None:
    found = [
        f"{file.relative_to(CHECKOUT)}:{number}: {line.strip()}"
        for file in project_files()
        for number, line in enumerate(
            file.read_text(encoding="utf-8", errors="replace").splitlines(), 1
        )
        if NEVER[what].search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a package registry's host", "pip install -i https://pypi" + ".org/simple x"),
        ("a package registry's host", "https://files.python" + "hosted.org/x"),
        ("a machine's path", "see /" + "work/main/src"),
        ("a machine's path", "'/" + "home/ann/stories'"),
        ("a machine's path", "C:" + "\\Users\\ann"),
    ],
)
def test_such_a_name_would_be_noticed(what: str, line: str) -> None:
    assert NEVER[what].search(line)


@pytest.mark.parametrize("line", ["docs/work/plan", "~/work/x", "./home/ann/x", "PyPI"])
def test_other_paths_are_no_machines(line: str) -> None:
    assert not any(pattern.search(line) for pattern in NEVER.values())


@pytest.mark.parametrize(
    ("expected", "output", "there"),
    [
        (["one"], "zero\none\n", True),
        (["one", "two"], "one\nand\ntwo\n", True),
        (["two", "one"], "one\ntwo\n", False),
        (["o...e", "..."], "onerous\none\n", True),
        (["o...e"], "onerous\n", False),
        ([], "", True),
    ],
)
def test_how_output_is_compared(expected: list[str], output: str, *, there: bool) -> None:
    assert appear(expected, output) is there


def test_how_blocks_are_found() -> None:
    text = "# A\n\n- item\n  ```console exit=1\n  $ false\n  ```\n\n```yaml\na: b\n```\n"
    page = CHECKOUT / "README.md"
    assert blocks(page, text, "console") == [Block(page, 5, "console exit=1", "$ false\n")]
    assert blocks(page, text, "yaml") == [Block(page, 9, "yaml", "a: b\n")]


def test_how_a_file_of_a_page_is_written(tmp_path: Path) -> None:
    page = CHECKOUT / "README.md"
    assert written(Block(page, 1, "yaml file=a/b.yaml broken", "a: [\n"), tmp_path)
    assert (tmp_path / "a" / "b.yaml").read_text(encoding="utf-8") == "a: [\n"
    assert not written(Block(page, 1, "yaml", "a: b\n"), tmp_path)
