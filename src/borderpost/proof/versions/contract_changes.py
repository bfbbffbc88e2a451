"""What differs in what a story promises, and in how it asks to be checked. No player notices it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from borderpost.proof.versions.change import Change
from borderpost.proof.versions.renaming import Plain, Reader
from borderpost.proof.versions.spelling import names_spelled
from borderpost.story.model import Allowance, Contract, PlayTest, Policy, Story

T = TypeVar("T")


def contract_changes(old: Story, new: Story, before: Reader) -> Iterator[Change]:
    """The differences; `before` reads the old version in names of now."""
    yield from _contracts(old.checks, new.checks, before)
    tests = {test.name: test for test in old.tests}, {test.name: test for test in new.tests}
    yield from _named("policy", old.policies, new.policies, _policy)
    yield from _named("test", *tests, _test)
    allowed = _allowed(old.allow, before), _allowed(new.allow, Reader())
    yield from _named("allowance", *allowed, lambda allowance: allowance.because)
    yield from _named("removal", old.removed, new.removed, lambda target: target)


def _contracts(
    old: Iterable[Contract], new: Iterable[Contract], before: Reader
) -> Iterator[Change]:
    """Contracts added and removed; one whose figures alone differ has changed."""
    left = [(_subject(each, before), _terms(each, before), each.source) for each in old]
    added: list[tuple[Plain, Plain, str]] = []
    for contract in new:
        now = _subject(contract, Reader()), _terms(contract, Reader()), contract.source
        same = next((each for each in left if each[:2] == now[:2]), None)
        if same is None:
            added.append(now)
        else:
            left.remove(same)
    for now in added:
        was = next((each for each in left if each[0] == now[0]), None)
        if was is None:
            yield Change("added", "contract", now[2], shown=False)
        else:
            left.remove(was)
            yield Change("changed", "contract", now[2], "terms", was[2], now[2], shown=False)
    for _, _, source in left:
        yield Change("removed", "contract", source, shown=False)


def _subject(contract: Contract, read: Reader) -> Plain:
    """What a contract is about: two of the same subject that differ are one that was changed."""
    settings = {read.variable(name): word for name, word in contract.settings.items()}
    targets = () if contract.kind == "reachable" else tuple(map(read.path, contract.targets))
    return contract.kind, targets, contract.player, sorted(settings.items())


def _terms(contract: Contract, read: Reader) -> Plain:
    """What a contract says of its subject."""
    targets = sorted(map(read.path, contract.targets))
    return targets, read.condition(contract.condition), sorted(contract.numbers.items())


def _policy(policy: Policy) -> str:
    return names_spelled(policy.prefer)


def _test(test: PlayTest) -> Plain:
    return test.play, sorted(test.expect.items()), sorted(test.text)


def _allowed(allowances: Iterable[Allowance], read: Reader) -> dict[str, Allowance]:
    return {f"{each.code} at {read.path(each.place)}": each for each in allowances}


def _named(
    part: str, old: Mapping[str, T], new: Mapping[str, T], of: Callable[[T], Plain]
) -> Iterator[Change]:
    """What differs between parts that have a name of their own."""
    for name in old:
        if name not in new:
            yield Change("removed", part, name, shown=False)
    for name, now in new.items():
        if name not in old:
            yield Change("added", part, name, shown=False)
        elif of(old[name]) != of(now):
            yield Change("changed", part, name, "terms", shown=False)
