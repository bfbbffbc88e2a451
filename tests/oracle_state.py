"""What the oracle knows of a play: everything, by name."""

from __future__ import annotations

from collections.abc import Mapping

from borderpost.story.model import CallScene, Chance, Draw, Variable, VariableKind

Value = int | bool | str | frozenset[str]
"""A number, a truth, one word, or a set of words: a variable's value as it is meant."""


class State:
    """Everything that has come of a play so far, whether anyone will ask for it or not."""

    def __init__(self, values: dict[str, Value]) -> None:
        self.values = values
        self.scene = ""
        self.ending = ""
        self.waits: tuple[str, str, Chance | Draw] | None = None
        """Where nature moves next: the scene, the move's name, the flow."""
        self.calls: list[CallScene] = []
        self.called_from: list[str] = []
        self.drawn_at: dict[str, str] = {}
        """For each storylet, the scene whose draw it last came from."""
        self.seen: set[str] = set()
        self.chose: set[str] = set()
        self.visits: dict[str, int] = {}
        self.answers: dict[str, str] = {}
        self.unpaid: dict[str, str] = {}
        """Answers whose effects still wait for the scene's choice."""
        self.due: set[str] = set()
        self.met: set[str] = set()

    def key(self) -> tuple[object, ...]:
        """The same for two states if, and only if, all in them is the same."""
        return (
            tuple(self.values.items()),
            self.place,
            tuple(id(call) for call in self.calls),
            tuple(sorted(self.drawn_at.items())),
            frozenset(self.seen),
            frozenset(self.chose),
            tuple(sorted(self.visits.items())),
            tuple(sorted(self.answers.items())),
            tuple(sorted(self.unpaid.items())),
            frozenset(self.due),
            frozenset(self.met),
        )

    @property
    def place(self) -> str:
        """The name of where play stands."""
        return self.waits[1] if self.waits else self.ending or self.scene


def shared(state: State) -> dict[int, object]:
    """What a copy of a state shares with it: parts of the story, which are told by identity."""
    flows: list[object] = list(state.calls)
    if state.waits:
        flows.append(state.waits[2])
    return {id(flow): flow for flow in flows}


def first_value(variable: Variable, settings: Mapping[str, str]) -> Value:
    """What a variable starts as, or what the setting it is was given."""
    given = settings.get(variable.name, "") if variable.ask else ""
    match variable.kind:
        case VariableKind.ONE_OF:
            return given or variable.words[variable.start]
        case VariableKind.FLAG:
            return given == "true" if given else bool(variable.start)
        case VariableKind.SET_OF:
            return frozenset(w for n, w in enumerate(variable.words) if variable.start >> n & 1)
        case _:
            return int(given) if given else variable.start
