"""What the functions made from a story can reach: the state they are given, and nothing else."""

from __future__ import annotations

import builtins

import pytest

from borderpost.engine.functions import State, Told, define

LEFT = {"min", "tuple"}


def back(state: State, told: Told) -> State:
    return state


@pytest.mark.parametrize("name", sorted({"open", "eval", "exec", "__import__", "print", "getattr"}))
def test_generated_code_has_none_of_pythons_functions(name: str) -> None:
    assert hasattr(builtins, name)
    with pytest.raises(NameError):
        define("s, told", [f"return {name}"], back)(0, None)


def test_generated_code_imports_nothing() -> None:
    with pytest.raises(ImportError):
        define("s, told", ["import os", "return s"], back)(0, None)


@pytest.mark.parametrize("name", sorted(LEFT))
def test_it_has_the_two_it_needs(name: str) -> None:
    assert define("s, told", [f"return {name}((s, 2))"], back)(1, None) in (1, (1, 2))
