"""Who imports what: start-up pays only for what a command uses, and the layers hold.

What a command imports is read off a real process when it ends. That the layers hold is for
`make check` to say; here it is proved that each contract would notice being broken.
"""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from tests.program import CHECKOUT, run_python

RECORD = """
import atexit, os, runpy, sys
out, module, *arguments = sys.argv[1:]

@atexit.register
def write_modules():
    with open(out, "w") as file:
        file.write("\\n".join(sys.modules))

sys.argv = [module, *arguments]
runpy.run_module(module, run_name="__main__", alter_sys=True)
"""

IMPORT_ALL = """
import importlib, pkgutil, sys
for part in sys.argv[1:]:
    package = importlib.import_module(part)
    for module in pkgutil.walk_packages(package.__path__, part + "."):
        importlib.import_module(module.name)
print(*sys.modules, sep="\\n")
"""


def imported_by(tmp_path: Path, *arguments: str | Path) -> set[str]:
    """The modules `borderpost ARGUMENTS`, with nothing on its input, has imported at its end."""
    out = tmp_path / "modules"
    ran = run_python("-c", RECORD, out, "borderpost", *arguments, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    return set(out.read_text(encoding="utf-8").split())


def families(modules: set[str]) -> set[str]:
    """The packages at the top that modules belong to."""
    return {name.partition(".")[0] for name in modules}


def parts(modules: set[str]) -> set[str]:
    """Our own parts among the modules, such as `story` or `cli`."""
    return {name.split(".")[1] for name in modules if name.startswith("borderpost.")}


def test_version_imports_none_of_the_parts(tmp_path: Path) -> None:
    modules = imported_by(tmp_path, "--version")
    assert parts(modules) <= {"__main__", "cli", "usage"}
    assert not families(modules) & {"textual", "rich", "yaml", "asyncio", "dataclasses"}


def test_plain_play_never_imports_textual(tmp_path: Path) -> None:
    modules = imported_by(tmp_path, "play", "lakkon", "--plain", "--saves", tmp_path / "saves")
    assert {"plain", "engine"} <= parts(modules)
    assert not parts(modules) & {"terminal", "workshop", "classroom", "proof"}
    heavy = {"textual", "rich", "asyncio", "dataclasses", "logging", "subprocess"}
    assert not families(modules) & heavy


def test_a_pipe_never_imports_textual(tmp_path: Path) -> None:
    modules = imported_by(tmp_path, "play", "lakkon", "--saves", tmp_path / "saves")
    assert "plain" in parts(modules)
    assert not families(modules) & {"textual", "rich"}


def test_a_static_check_never_imports_textual(tmp_path: Path) -> None:
    modules = imported_by(tmp_path, "check", "lakkon", "--static")
    assert not families(modules) & {"textual", "rich", "asyncio"}
    assert not parts(modules) & {"terminal", "plain", "saves", "proof"}


@pytest.mark.parametrize(
    ("part", "never"),
    [
        ("story", {"textual", "rich", "click", "platformdirs", "asyncio", "dataclasses"}),
        ("engine", {"textual", "rich", "click", "platformdirs", "yaml", "asyncio", "dataclasses"}),
        ("proof", {"textual", "rich", "click", "platformdirs", "yaml"}),
        ("saves", {"textual", "rich", "click", "yaml"}),
        ("debrief", {"textual", "rich", "click", "yaml"}),
        ("plain", {"textual", "rich", "click", "yaml", "asyncio", "dataclasses"}),
    ],
)
def test_importing_a_part_brings_no_more_than_it_may(part: str, never: set[str]) -> None:
    ran = run_python("-c", IMPORT_ALL, f"borderpost.{part}")
    assert ran.returncode == 0, ran.stderr
    assert not families(set(ran.stdout.split())) & never


INTRUSIONS = {
    "layers": ("story/intruder.py", "import borderpost.engine"),
    "proof-layers": ("proof/search/intruder.py", "import borderpost.proof.chances"),
    "terminal-layers": ("terminal/papers/intruder.py", "import borderpost.terminal.play"),
    "debrief-layers": ("debrief/run/intruder.py", "import borderpost.debrief.cohort"),
    "only-terminal": ("workshop/intruder.py", "import borderpost.plain"),
    "no-textual-below": ("debrief/pages/intruder.py", "import textual"),
    "cli-is-thin": ("cli.py", "import textual"),
    "pure-core": ("engine/intruder.py", "import time"),
    "one-yaml-reader": ("plain/intruder.py", "import yaml"),
    "no-dataclasses": ("story/other_intruder.py", "import dataclasses"),
}
"""For each contract in pyproject.toml a file of the package, and the line that breaks it there."""


def test_each_contract_notices_being_broken(tmp_path: Path) -> None:
    configured = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = configured["tool"]["importlinter"]["contracts"]
    names = {contract["name"]: contract["id"] for contract in contracts}
    assert set(names.values()) == set(INTRUSIONS)

    shutil.copytree(CHECKOUT / "src" / "borderpost", tmp_path / "borderpost")
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    for file, line in INTRUSIONS.values():
        with (tmp_path / "borderpost" / file).open("a", encoding="utf-8") as source:
            source.write(f"\n{line}\n")
    lint = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    ran = run_python("-c", lint, "--no-cache", cwd=tmp_path, PYTHONPATH=str(tmp_path))
    report = re.sub(r"\s+", " ", ran.stdout)
    broken = {names[name] for name in names if f"{name} BROKEN" in report}
    assert broken == set(INTRUSIONS), ran.stdout + ran.stderr
