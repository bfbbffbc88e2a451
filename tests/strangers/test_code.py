"""What is run as code: our own numbers and names, and never a word of a story."""

from __future__ import annotations

import ast
import builtins
from pathlib import Path
from typing import Any

import pytest

from borderpost.engine import functions
from borderpost.proof.search.exploring import Limits, explore
from borderpost.workshop.simulating import simulated
from tests.program import CHECKOUT
from tests.stories import played, program_from

SOURCES = sorted((CHECKOUT / "src" / "borderpost").rglob("*.py"))
MAY_EXECUTE = {"engine/functions.py", "proof/search/steps.py", "proof/sampling/drawing.py"}
"""The files that make functions of source: a step's, a search's, and lots drawn."""

NEVER = {"pickle", "marshal", "shelve", "dill", "ctypes", "code", "runpy"}
"""Modules that make of data more than data."""

STORY = """\
story: {id: zzid, title: zzTitle, version: 1, language: en, start: zzgate}
variables:
  zzmoney: {meter: 0..9, start: 5, label: "zz', import os", better: high, explain: "zz\\"\\"\\""}
  zzmood: {one_of: [zzcalm, zzwild]}
  zzseen: {set_of: [zzcard, zzletter]}
  zzlong: {flag: true, ask: true}
  zzrich: {derive: zzmoney > 3}
scenes:
  zzgate:
    title: "zz'); __import__('os')"
    text:
      - {if: zzrich and zzmood == zzcalm and zzlong, text: "zz{zzmoney} \\\\n zz"}
      - {else: true, text: "zz"}
    questions:
      - {id: zzq, ask: "zz?", options: {zza: "zz", zzb: "zz"}, optional: true}
    choices:
      - {id: zzpay, label: "zz\\n  exec(1)", cost: {zzmoney: 2}, do: [zzseen += zzcard],
         after: "zz", then: {chance: {zzgate: 1, zzover: 2}}}
      - {id: zzgo, label: "zz#", if: zzcard in zzseen or seen(zzgate), locked: "zz", then: zzover}
      - {id: zzcry, label: "zz", once: true, do: [zzmood = zzwild], then: zzgate}
endings:
  zzover: {title: "zz", text: "zz"}
"""
"""Every name and word of it begins with the same two letters."""


def test_generated_source_holds_nothing_that_the_story_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources: list[str] = []
    execute = builtins.exec

    def overheard(source: str, space: dict[str, Any]) -> None:
        sources.append(source)
        execute(source, space)

    program = program_from(STORY, tmp_path)
    monkeypatch.setattr(builtins, "exec", overheard)
    run = played(program, "zzq=zza", "zzgate.zzcry", "zzgate.zzgo")
    assert run.finished
    in_play = len(sources)
    assert in_play > 3
    explored = explore(program, {"zzlong": "false"}, Limits())
    assert explored.limit == ""
    in_search = len(sources)
    assert in_search > in_play
    simulated(
        program.story,
        {},
        runs=20,
        seed=1,
        player=None,
        least_visited=False,
        render=False,
        as_json=False,
    )
    assert len(sources) > in_search
    for source in sources:
        assert "zz" not in source
        assert not {"'", '"', "\\"} & set(source), source


def test_what_is_made_of_source_reaches_nothing() -> None:
    for source in ("open('x')", "__import__('os')", "print()"):
        with pytest.raises((NameError, ImportError)):
            functions.define("", [f"return {source}"])()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_nothing_else_is_run_as_code_or_unpacked_into_objects(path: Path) -> None:
    name = path.relative_to(CHECKOUT / "src" / "borderpost").as_posix()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            is_code = node.func.id in {"exec", "eval", "compile", "__import__"}
            assert not is_code or name in MAY_EXECUTE, f"{name}:{node.lineno}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in {"full_load", "unsafe_load", "safe_load", "popen"}
            assert not any(word.arg == "shell" for word in node.keywords), f"{name}:{node.lineno}"
        imported = {each.name for each in node.names} if isinstance(node, ast.Import) else set()
        if isinstance(node, ast.ImportFrom):
            imported = {node.module or ""}
        assert not {each.partition(".")[0] for each in imported} & NEVER, f"{name}: {imported}"
