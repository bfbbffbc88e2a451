"""The case file as something to leaf through: a list, and what is opened from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message

from borderpost.debrief.run.cards import CARD_VIEWED, card_view, fact_line, fact_view
from borderpost.debrief.run.case import Group, Met, case_view
from borderpost.engine.run import Run
from borderpost.saves.problem import LogProblem
from borderpost.terminal.papers.card_page import (
    Leads,
    card_leads,
    card_notes,
    card_paper,
    fact_leads,
    fact_paper,
    unmet_blocks,
)
from borderpost.terminal.parts.menu import Item, Menu
from borderpost.terminal.parts.page import Page
from borderpost.terminal.parts.reading import Reading
from borderpost.terminal.parts.typeset import MARK, QUIET, TITLE, Block, heading, one_line, words


class Leaf(NamedTuple):
    """What the folder is open at: the whole list, a list of `facts`, a card, or a fact.

    `at` is the item that was highlighted when another leaf was laid over this one (-1: none yet).
    """

    kind: str = "list"
    id: str = ""
    facts: tuple[str, ...] = ()
    at: int = -1


class Turned(Message):
    """The folder is open at another leaf."""


class FittedPage(Page):
    """A page whose blocks depend on the width it is given."""

    _make: Callable[[int], list[Block]] | None = None

    def show_fitted(self, make: Callable[[int], list[Block]] | None) -> None:
        """Show what this makes of a width, or nothing."""
        self._make = make
        self.show(make(self.content_size.width) if make else ())

    def _at(self, width: int) -> tuple[list[Content], list[int]]:
        """The page made for a width and set at it."""
        if self._make is not None and width not in self._set:
            self._blocks = tuple(self._make(width))
        return super()._at(width)


class Folder(Reading):
    """The case file of a run, open at one of its leaves; Esc goes back leaf by leaf."""

    def __init__(
        self, run: Run, first: Leaf | None = None, *, brief: bool = False, lit: bool = True
    ) -> None:
        """Open at a leaf (the whole list where none is given).

        `brief` lists one line a thing; `lit` highlights what Enter would open.
        """
        super().__init__()
        self.run = run
        self._leaves = [first or Leaf()]
        self._met = Met(run)
        self._brief = brief
        self._leads: list[Leaf] = []
        self._told = Page(id="told")
        self._paper = Page(id="paper")
        self._notes = FittedPage(id="notes")
        self.leads = Menu(id="leads")
        """What can be opened from here."""
        self.leads.light(lit=lit)
        self._unmet = Page(id="unmet")
        self._is_turned = True
        self._left = (0, 0.0)

    def compose(self) -> ComposeResult:
        """A paper, what stands beside it, what it leads to, and what is missing there."""
        yield self._told
        yield self._paper
        yield self._notes
        yield self.leads
        yield self._unmet

    def on_mount(self) -> None:
        """Show what it is open at."""
        self._note_viewed()
        self.refresh_leaf()
        self.screen.screen_layout_refresh_signal.subscribe(self, self._laid_out)

    @property
    def leaf(self) -> Leaf:
        """What it is open at."""
        return self._leaves[-1]

    @property
    def depth(self) -> int:
        """How many leaves lie below this one."""
        return len(self._leaves) - 1

    def light(self, *, lit: bool) -> None:
        """Highlight what Enter would open, or nothing while the keys go elsewhere."""
        self.leads.light(lit=lit)

    def open(self, leaf: Leaf) -> None:
        """Lay a leaf over this one; the one that is open already is not laid twice."""
        here = self.leaf
        if (leaf.kind, leaf.id, leaf.facts) != (here.kind, here.id, here.facts):
            self._keep_place()
            self._leaves.append(leaf)
            self._note_viewed()
        self.refresh_leaf()
        self._to_top()

    def back(self) -> bool:
        """Take the top leaf away; False where it is the only one."""
        if not self.depth:
            return False
        self._leaves.pop()
        self.refresh_leaf()
        self._to_top()
        return True

    def _to_top(self) -> None:
        """Show a leaf from its top, or as far down as what is at hand in a list."""
        self._is_turned = True
        if self.is_mounted:
            self.scroll_home(animate=False, immediate=True)

    def _laid_out(self, _: object) -> None:
        """Everything has its place: bring what is at hand into sight, if it was turned to here."""
        if not self.is_on_screen or not (self._is_turned or self._is_fitted_anew):
            return
        self._is_turned = False
        if self.leaf.kind in ("list", "cited") or self.leaf.at >= 0:
            self.reveal(self.leads.region_of(self.leads.highlighted))
        self._left = (self.size.height, self.scroll_y)

    @property
    def _is_fitted_anew(self) -> bool:
        """Whether its height changed and nobody has scrolled since; the line of keys may grow."""
        height, top = self._left
        return self.size.height != height and self.scroll_y == top

    def _keep_place(self) -> None:
        """Keep which item is highlighted, for when this leaf is seen again."""
        if self.leads.highlighted >= 0:
            self._leaves[-1] = self.leaf._replace(at=self.leads.highlighted)

    def close(self) -> None:
        """Go back to the whole list."""
        self.forget()
        self.refresh_leaf()

    def forget(self) -> None:
        """Be back at the whole list when it is next shown."""
        self._leaves = [Leaf()]
        self._to_top()

    def refresh_leaf(self) -> None:
        """Show the leaf it is open at as the run stands now."""
        leaf = self.leaf
        if leaf.kind == "card":
            card = card_view(self.run, leaf.id)
            self._show_opened(card_paper(card), card_leads(card), unmet_blocks(card.against))
            self._notes.show_fitted(lambda width: card_notes(card, width))
        elif leaf.kind == "fact":
            fact = fact_view(self.run, leaf.id)
            self._show_opened(fact_paper(fact), fact_leads(fact), unmet_blocks(fact.against))
            self._notes.show_fitted(None)
        else:
            self._paper.show(())
            self._notes.show_fitted(None)
            self._unmet.show(())
            if leaf.kind == "cited":
                self._show_cited(leaf)
            else:
                self._show_list(leaf)

    def _show_opened(self, paper: Sequence[Block], leads: Leads, unmet: Sequence[Block]) -> None:
        """Show the paper of an opened leaf, and the facts it leads to."""
        self._told.show(())
        self._paper.show(paper)
        self._leads = [Leaf("fact", fact) for fact in leads.facts]
        self.leads.show(leads.items, max(self.leaf.at, 0))
        self._unmet.show(unmet)

    def on_menu_taken(self, event: Menu.Taken) -> None:
        """Open what was taken."""
        event.stop()
        event.menu.free()
        # Another leaf may lie open by the time that the message of a quick second key arrives.
        if event.index < len(self._leads):
            self.open(self._leads[event.index])
            self.post_message(Turned())

    def _show_cited(self, leaf: Leaf) -> None:
        """Show a list of some facts."""
        self._told.show([heading("The facts cited on this page")])
        facts = [fact_line(self.run, self.run.program.story.facts[fact]) for fact in leaf.facts]
        self._leads = [Leaf("fact", fact.id) for fact in facts]
        items = [
            Item(
                Content.assemble((fact.id, MARK), "  ", one_line(fact.says)),
                number,
                (words(f"{fact.sign} ") + one_line(fact.standing),),
                parted=True,
            )
            for number, fact in enumerate(facts, 1)
        ]
        self.leads.show(items, max(leaf.at, 0))

    def _show_list(self, leaf: Leaf) -> None:
        """Show the whole list, what is new at hand."""
        view = case_view(self.run, self._met)
        told = Block(words(view.told, QUIET))
        self._told.show([told] if self._brief else [heading("The case file"), told._replace(gap=0)])
        self._leads = []
        items = [*self._listed("card", view.cards), *self._listed("fact", view.facts)]
        listed = [one for group in (*view.cards, *view.facts) for one in group.listed]
        news = (number for number, one in enumerate(listed) if one.is_new)
        self.leads.show(items, leaf.at if leaf.at >= 0 else next(news, 0))

    def _listed(self, kind: str, groups: Sequence[Group]) -> list[Item]:
        """The items of some groups; the first few cards have a number where there is room."""
        items = []
        wide = max((len(one.id) for group in groups for one in group.listed), default=0)
        for group in groups:
            for place, listed in enumerate(group.listed):
                number = len(self._leads) + 1
                numbered = kind == "card" and not self._brief
                new = words("new  ", "bold $accent") if listed.is_new else Content()
                gap = " " * (wide - len(listed.id) + 2)
                label = Content.assemble((listed.id, MARK), gap, new, one_line(listed.says))
                sign = f"{group.sign} " if group.sign else ""
                told = f"{sign}{group.heading} ({len(group.listed)})"
                items.append(
                    Item(
                        label,
                        number if numbered else 0,
                        parted=place == 0,
                        heading=words(told, TITLE) if place == 0 else Content(),
                        brief=self._brief,
                    )
                )
                self._leads.append(Leaf(kind, listed.id))
        return items

    def _note_viewed(self) -> None:
        """Keep that a card was opened; where that cannot be kept it is shown all the same."""
        if self.leaf.kind != "card":
            return
        try:
            self.run.note(CARD_VIEWED, {"card": self.leaf.id})
        except (LogProblem, OSError) as problem:
            told = f"That you opened it could not be saved: {problem}."
            self.notify(told, severity="warning", markup=False)
