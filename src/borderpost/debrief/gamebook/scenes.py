"""A scene as passages: what is done and read on entry, what is asked, what can be chosen."""

from __future__ import annotations

from borderpost.debrief.gamebook.asking import Asking
from borderpost.debrief.gamebook.conditions import Conditions
from borderpost.debrief.gamebook.due import Dues
from borderpost.debrief.gamebook.effects import Effects, Facts, pick, tick
from borderpost.debrief.gamebook.flows import Flows, Reach
from borderpost.debrief.gamebook.instructions import (
    Change,
    Choose,
    Heading,
    Instruction,
    Node,
    Over,
    Page,
    Say,
    TakeCard,
    Turn,
    Way,
)
from borderpost.debrief.gamebook.items import NO, YES, Item, Known
from borderpost.debrief.gamebook.terms import ALWAYS, NEVER, Terms
from borderpost.debrief.gamebook.texts import Texts
from borderpost.engine.generate import has_own_way, level_to_pay
from borderpost.engine.layout import storylets, visit_bound
from borderpost.story.expressions.syntax import Binary, Literal, Name
from borderpost.story.model import Choice, Draw, QuestionKind, Scene, Story, VariableKind
from borderpost.story.prose import Paragraph, Span


class Scenes:
    """Writes the pages of one story; `reach` is told of every page that can be turned to."""

    def __init__(self, story: Story, conditions: Conditions, reach: Reach) -> None:
        """Of this story, its conditions put into these terms."""
        self._story = story
        self._conditions = conditions
        self._reach = reach
        self._effects = Effects(conditions)
        self._texts = Texts(conditions)
        self._dues = Dues(story, conditions, self._effects, self._texts)
        self._asking = Asking(conditions, self._effects, self._texts)
        self.flows = Flows(story, conditions, reach)

    def page(self, node: Node, known: Known) -> Page:
        """The page of a node, where this is known on turning to it."""
        facts = dict(known)
        match node:
            case Node("ending", name):
                return self._ending(name, facts)
            case Node("after", name):
                call, scene = self.flows.calls[name]
                return self.flows.page(call.then, scene, facts)
            case Node("go", name):
                scene = self._story.scenes[name]
                return self._going_on(scene, facts)
            case Node("choice", name, choice):
                return self._taking(self._story.scenes[name], choice, facts)
            case _:
                return self._scene(self._story.scenes[node.name], facts)

    def _scene(self, scene: Scene, known: Facts) -> Page:
        """What happens in a scene, down to the ways on."""
        found = self._entering(scene, known)
        found += self._texts.page(scene.text, known)
        found += self._asking.page(scene, known)
        choose, always = self._choosing(scene, known)
        if choose.ways or choose.drawn:
            found.append(choose)
            if has_own_way(scene) and not always:
                node = Node("go", scene.id)
                self._reach(node, known)
                found.append(Turn(node))
            return tuple(found)
        if has_own_way(scene):
            found += self._going_on(scene, known)
        return tuple(found)

    def _entering(self, scene: Scene, known: Facts) -> list[Instruction]:
        """What entering does: what falls due, cards, visits, slots forgotten, effects."""
        found = self._dues.page(scene, known)
        if not scene.is_automatic:
            found.insert(0, Heading(scene.title, scene.when_where))
        for card in scene.cards:
            known[Item("met", card)] = YES
            found.append(TakeCard(card))
        if bound := visit_bound(scene):
            item = Item("visits", scene.id)
            now = self._conditions.items.possible(item, known) or NO
            known[item] = frozenset(min(each + 1, bound) for each in now)
            found.append(
                Change("add", item, amount=Literal(1))
                if bound > 1
                else Change("tick", item, value=1)
            )
        for question in scene.asked:
            item = Item("answer", question.id)
            if question.kind is QuestionKind.SLOT and known[item] != NO:
                known[item] = NO
                found.append(Change("rub", item))
        return found + list(self._effects.all(scene.do, known))

    def _leaving(self, scene: Scene, known: Facts) -> list[Instruction]:
        """What leaving does: the last answers' effects, and that the scene was seen."""
        return [*self._asking.done(scene, known), tick(Item("seen", scene.id), 1, known)]

    def _going_on(self, scene: Scene, known: Facts) -> Page:
        """Leave a scene by its own flow."""
        return (*self._leaving(scene, known), *self.flows.page(scene.flow, scene, known))

    def _taking(self, scene: Scene, name: str, known: Facts) -> Page:
        """What a choice, or a storylet that is drawn, does once it is taken."""
        found = self._leaving(scene, known)
        choice = next((each for each in scene.choices if each.id == name), None)
        if choice is not None:
            found += [self._effects.cost(*cost, known) for cost in choice.cost]
            found += self._effects.all(choice.do, known)
            for number in range(len(choice.later)):
                found.append(tick(Item("later", f"{scene.id}.{name}.{number}"), 1, known))
        number = self._conditions.items.choices[scene.id].index(name) + 1
        if scene.id in self._conditions.again:
            found.append(tick(Item("chose", scene.id, name), 1, known))
        else:
            found.append(pick(Item("decision", scene.id), number, known))
        if choice is not None:
            found += self._texts.page(choice.after, known)
            return (*found, *self.flows.page(choice.flow, scene, known))
        assert isinstance(scene.flow, Draw)
        found += self.flows.remember_draw(scene.flow, known)
        self._reach(Node("scene", name), known)
        return (*found, Turn(Node("scene", name)))

    def _choosing(self, scene: Scene, known: Facts) -> tuple[Choose, bool]:
        """The ways that may be chosen, and whether one of them always can be."""
        drawn: list[Way] = []
        always = False
        flow = scene.flow
        if isinstance(flow, Draw) and not flow.by_chance:
            for name in storylets(self._story).get(flow.deck, ()):
                terms = self.flows.eligible(name, known)
                if terms != NEVER:
                    title = self._story.scenes[name].called
                    words: Page = (Say((Paragraph("text", (Span(title),)),)),)
                    drawn.append(self._way(scene, name, terms, words, known))
                    always = always or terms == ALWAYS
        ways: list[Way] = []
        for choice in sorted(scene.choices, key=lambda choice: choice.fallback):
            terms = self._offered(scene, choice, known)
            if terms != NEVER:
                words = self._texts.page(choice.label, self._conditions.narrowed(known, terms))
                way = self._way(scene, choice.id, terms, words, known)
                shows = choice.cost or choice.shows == "direction"
                directions = self._directions(choice) if shows else ()
                ways.append(way._replace(directions=directions, readers=choice.readers))
                always = always or terms == ALWAYS
        first = flow.up_to if isinstance(flow, Draw) else 0
        return Choose(tuple(ways), tuple(drawn), first), always

    def _way(self, scene: Scene, name: str, terms: Terms, words: Page, known: Known) -> Way:
        """A way on, and what is known of who takes it."""
        node = Node("choice", scene.id, name)
        self._reach(node, self._conditions.narrowed(known, terms))
        return Way(terms, words, node)

    def _offered(self, scene: Scene, choice: Choice, known: Known) -> Terms:
        """When a choice can be taken; a fallback always can."""
        if choice.fallback:
            return ALWAYS
        conditions = self._conditions
        parts = [conditions.terms(choice.condition, known), self.flows.open(choice.flow, known)]
        for name, amount in choice.cost:
            parts.append(self._affords(name, amount, known))
        if choice.once:
            parts.append(conditions.chosen(scene.id, choice.id, known, holds=False))
        return conditions.all_of(parts, known)

    def _affords(self, name: str, amount: int, known: Known) -> Terms:
        """When a meter stands high enough for a cost."""
        level = level_to_pay(self._story.variables[name], amount)
        return self._conditions.of(Binary(">=", Name(name, 0), Literal(level), 0), known)

    def _directions(self, choice: Choice) -> tuple[tuple[str, int], ...]:
        """Which meters a choice moves, and which way, as far as that is plain."""
        by: dict[str, int] = {}
        for name, amount in choice.cost:
            by[name] = by.get(name, 0) - amount
        for effect in choice.do:
            if isinstance(effect.value, Literal) and effect.operator != "=":
                sign = 1 if effect.operator == "+=" else -1
                by[effect.variable] = by.get(effect.variable, 0) + sign * int(effect.value.value)
        return tuple(
            (meter.label or meter.name, 1 if by[name] > 0 else -1)
            for name, meter in self._story.variables.items()
            if meter.kind is VariableKind.METER and by.get(name)
        )

    def _ending(self, name: str, known: Facts) -> Page:
        """An ending: its words, what it bought and what it cost."""
        ending = self._story.endings[name]
        found: list[Instruction] = [Heading(ending.title)]
        found += self._texts.page(ending.text, known)
        for label, text in (("What it bought: ", ending.bought), ("What it cost: ", ending.cost)):
            words = self._texts.page(text, known)
            if words:
                found += _led_by(Span(label, strong=True), words)
        if ending.unknowns:
            heading = Paragraph("text", (Span("What nobody knew:", strong=True),))
            found.append(Say((heading, *map(self._unknown, ending.unknowns))))
        return (*found, Over(name))

    def _unknown(self, unknown: str) -> Paragraph:
        """Something that nobody knew: a fact, or words."""
        fact = self._story.facts.get(unknown)
        if fact is None:
            return Paragraph("item", (Span(unknown),))
        says = " ".join(fact.says.split())
        return Paragraph("item", (Span(f"{says} "), Span(f"[{unknown}]", fact=unknown)))


def _led_by(label: Span, words: Page) -> Page:
    """Words with a label before them: on the same line, where that is for everyone."""
    first = words[0]
    if not isinstance(first, Say):
        return (Say((Paragraph("text", (label,)),)), *words)
    opening = first.prose[0]._replace(spans=(label, *first.prose[0].spans))
    return (Say((opening, *first.prose[1:])), *words[1:])
