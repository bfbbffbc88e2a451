"""Writes, for a scene, one function that plays on by lot: entering, offering, drawing and taking.

Out of the same source that play is compiled from. It is three times as fast as calling the scene's
functions one by one, mostly because there is less for the machine to fetch: in a story of thousands
of scenes that is what the time goes into.
"""

from __future__ import annotations

from collections.abc import Sequence

from borderpost.engine.code import TAKEN
from borderpost.engine.functions import State
from borderpost.engine.offering import CONTINUE
from borderpost.engine.program import Program
from borderpost.proof.sampling.drawing import Drawing
from borderpost.story.model import Scene
from borderpost.story.prose import plain_text

OVER: State = -1
"""What a function gives instead of a state where the play has ended."""

MOST_TESTS = 6
"""Conditions of a scene's choices for which every list of what is offered is made beforehand."""

CONTINUE_LABEL = plain_text(CONTINUE)


class SceneWriter:
    """Writes the statements. They call `random`, and count in `times` and `ended`.

    With `render`, what there is to read goes to `add`, and events that tell of it to `note`.
    """

    def __init__(
        self, program: Program, drawing: Drawing, firsts: Sequence[int], *, render: bool
    ) -> None:
        """For a story; `firsts` is where the choices of each scene are counted."""
        self._program = program
        self._drawing = drawing
        self._firsts = firsts
        self._render = render
        self._scenes = tuple(program.story.scenes.values())
        self._lists: dict[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]] = {}

    def lines(self, place: int, *, entered: bool) -> list[str] | None:
        """The statements of a scene's function; None where there are too many conditions.

        It begins with entering the scene, or, where that has been done, after it.
        """
        generator, first, scene = self._program.generator, self._firsts[place], self._scenes[place]
        lines = [] if entered else self._telling(generator.entering(scene)[:-1])
        page = self._drawing.page(scene) if self._render and not entered else ""
        if page:
            lines.append(f"add({page})")
        tests = [generator.offered(scene, choice) for choice in scene.choices]
        order = sorted(range(len(tests)), key=lambda number: scene.choices[number].fallback)
        open_tests = [number for number in order if tests[number] != "True"]
        if len(open_tests) > MOST_TESTS:
            return None
        lists = [
            tuple(n for n in order if n not in open_tests or mask >> open_tests.index(n) & 1)
            for mask in range(1 << len(open_tests))
        ]
        if not order:
            return lines + self._leaving_alone(place, scene)
        lines += self._offering(scene, tests, open_tests, lists)
        if not all(lists):
            lines += ["if not o:", *(f"    {line}" for line in self._leaving_alone(place, scene))]
        lines += ["n = o[int(random() * len(o))]", f"times[{first} + n] += 1"]
        for number, choice in enumerate(scene.choices):
            after = self._drawing.source(choice.after) if self._render and choice.after else ""
            body = self._telling(generator.taking(scene, choice), after)
            is_last = number == len(scene.choices) - 1
            lines += body if is_last else [f"if n == {number}:", *(f"    {line}" for line in body)]
        return lines

    def _offering(
        self, scene: Scene, tests: list[str], open_tests: list[int], lists: list[tuple[int, ...]]
    ) -> list[str]:
        """Statements that put what is offered into `o`, and draw it."""
        lines = []
        if open_tests:
            lines.append(f"m = 1 if {tests[open_tests[0]]} else 0")
            for bit, number in enumerate(open_tests[1:], 1):
                lines.append(f"if {tests[number]}: m |= {1 << bit}")
            every = self._lists.setdefault(tuple(lists), tuple(lists))
            lines.append(f"o = {self._drawing.name(every)}[m]")
        else:
            lines.append(f"o = {lists[0]}")
        if self._render:
            labels = self._drawing.labels(scene)
            if labels is None:
                menu = self._drawing.name(lambda state: self._drawing.menu(scene, state))
                return [*lines, f"add({menu}(s))"]
            menus = tuple("\n".join(labels[n] for n in offered) for offered in lists)
            menu = self._drawing.name(menus) + "[m]" if open_tests else self._drawing.name(menus[0])
            lines.append(f"add({menu})")
        return lines

    def _leaving_alone(self, place: int, scene: Scene) -> list[str]:
        """Statements for where nothing is offered: going on, or the end of the play."""
        if self._program.code(place).go is None:
            return [f"ended[{place}] += 1", f"return {OVER}"]
        lines = [f"times[{self._firsts[place] - 1}] += 1"]
        if self._render and not scene.is_automatic:
            lines.append(f"add({self._drawing.name(CONTINUE_LABEL)})")
        return lines + self._telling(self._program.generator.going_on(scene))

    def _telling(self, lines: Sequence[str], after: str = "") -> list[str]:
        """The engine's statements, which tell what happens only to be read, and at once."""
        told = "if told is not None: told.append("
        kept = []
        for line in lines:
            if told not in line:
                kept.append(line.replace("(s, told)", "(s, None)"))
            elif self._render and f"{told}({TAKEN}, " not in line:
                kept.append(line.replace(told, "note("))
            elif after and f"{told}({TAKEN}, " in line:
                kept.append(f"add({after})")
        return kept
