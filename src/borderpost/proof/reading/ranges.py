"""How much there is to read, or how long it takes: at the least, at the most, and by lot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from borderpost.engine.program import Program
from borderpost.proof.chances.chain import Chain
from borderpost.proof.chances.graph import linked
from borderpost.proof.players import UNIFORM
from borderpost.proof.reading.certain import certain
from borderpost.proof.reading.charging import Charge
from borderpost.proof.reading.costs import TIME, WORDS, Costs, Prices
from borderpost.proof.reading.detail import detailed
from borderpost.proof.reading.extremes import Extreme, Search
from borderpost.proof.reading.foresight import Foresight
from borderpost.proof.reading.lengths import Lengths
from borderpost.proof.reading.typical import Typical, typical
from borderpost.proof.search.exploring import Limits, Watch
from borderpost.proof.search.liveness import Asked, Liveness
from borderpost.proof.search.settling import Stop
from borderpost.proof.search.walking import Moves
from borderpost.proof.search.witness import play_of
from borderpost.story.expressions.syntax import Expression
from borderpost.story.model import Story, Text

SEED = 1
"""The seed of the plays by lot, so that the same story always gives the same middle."""


MINUTE = TIME.word * 175
"""A minute, in the parts of a second that time is counted in."""


class Ranges:
    """The ranges of one story with one combination of settings."""

    def __init__(
        self,
        program: Program,
        settings: Mapping[str, str],
        limits: Limits,
        chain: Chain,
        watch: Watch = None,
    ) -> None:
        """Make ready; `chain` is the uniform player's in all there is to come to."""
        self._watch = watch
        self.lengths = Lengths(program)
        self._program = program
        self._settings = settings
        self._limits = limits
        self.chain = chain
        self.charges: Sequence[Charge] = ()
        self._is_close = False
        self._certain = certain(program, settings, chain.graph)
        self._moves = Moves(program, Liveness(program.layout, self._every_text()))

    def look_closer(self) -> None:
        """Keep as much of the words of pages in the states as there is room for; once is enough."""
        if self._is_close:
            return
        self._is_close = True
        costs = Costs(self._program, self.lengths, WORDS, max)
        plain = self.chain.graph.explored
        found = detailed(self._program, self._limits, costs, plain, self._certain, self._watch)
        if found.explored is not plain:
            self.chain = Chain(linked(found.explored), UNIFORM)
            self.charges = found.charges
            self._certain = certain(self._program, self._settings, self.chain.graph)

    def extreme(self, prices: Prices, *, most: bool, target: int | None = None) -> Extreme | None:
        """What the cheapest or the dearest play costs; None where no play ends.

        With a `target`, only as closely as it takes to know whether the best is beyond it.
        """
        search = self._search(prices, most=most)
        if target is not None:
            found = search.at_a_glance(target)
            if found is not None or self._is_close:
                return found or search.run(target)
            self.look_closer()
            search = self._search(prices, most=most)
        return search.run(target)

    def _search(self, prices: Prices, *, most: bool) -> Search:
        """A search by all that is known of the states so far."""
        costs = Costs(self._program, self.lengths, prices, max if most else min)
        foresight = self.foresight(costs, most=most)
        seconds = self._limits.seconds
        return Search(
            self._moves, foresight, costs, self._settings, seconds, self._watch, most=most
        )

    def foresight(self, costs: Costs, *, most: bool) -> Foresight:
        """Bounds of what is ahead in every state there is to come to."""
        return Foresight(self.chain, costs, self._certain, self.charges, most=most)

    def play(self, extreme: Extreme) -> list[str]:
        """The play of an extreme, written down; empty where none was found."""
        if not extreme.play:
            return []
        return play_of(self.chain.graph.explored.moves, self._settings, extreme.play)

    def typical(self, prices: Prices, plays: int) -> Typical | None:
        """What plays cost by lot; None where none of them ended."""
        moves = self.chain.graph.explored.moves
        return typical(moves, self.lengths, prices, self._settings, plays, SEED)

    def _every_text(self) -> Asked:
        """Asks for all that decides how many words any text has."""
        costs = Costs(self._program, self.lengths, WORDS, max)
        at: dict[str | Stop, tuple[Expression, ...]] = {}
        for place in self._program.layout.places:
            whole = self.lengths.expression(costs.page(place.name)[1])
            if whole is not None:
                at[place.name] = (whole,)
        fields = {
            field.name
            for text in _beside_pages(self._program.story)
            for part in self.lengths.counted(text).parts
            for field in part.fields
        }
        fields |= {name for later, name in self._program.generator.later if later.text}
        return Asked(at=at, fields=frozenset(fields))


def _beside_pages(story: Story) -> list[Text]:
    """Every text that is read elsewhere than on coming to a scene or an ending."""
    texts: list[Text] = []
    for scene in story.scenes.values():
        for choice in scene.choices:
            texts += [choice.label, choice.after, choice.locked]
            texts += [later.text for later in choice.later]
        texts += [scene.report.opens] if scene.report else []
        for question in scene.asked:
            texts += [question.ask, *(row.says for row in question.rows)]
            for option in question.options:
                texts += [option.says, option.feedback]
    return texts
