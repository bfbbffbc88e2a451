"""A story as a graph: its places, and the links that lead from one to another. Pure data.

Nothing is played: what the files say is what is drawn, whether or not a play can come there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from borderpost.engine.layout import storylets, visit_bound
from borderpost.proof.links import Link, deck_place, links_of, source_of
from borderpost.story.mendable import Mendable
from borderpost.story.messages import did_you_mean, one_line
from borderpost.story.model import Draw, Story

LONGEST_TOLD = 40
"""How many characters of an act's name a message repeats."""


class NoSuchAct(Mendable):
    """An act was named that the story does not have."""


class Place(NamedTuple):
    """A scene, an ending, or a deck of storylets (`kind`).

    `id` is the permanent one; that of a deck is `deck:` and its name, since a scene may be called
    so, too. `when` and `priority` are those of a storylet, `visits` is how often a scene can be
    entered (0: any number), `asks` how many questions stand in it. A scene that `passes` is gone
    through without stopping. An `outside` place is only there because a link leads there, or comes
    from there.
    """

    id: str
    kind: str
    title: str
    act: str = ""
    deck: str = ""
    when: str = ""
    priority: int = 0
    visits: int = 0
    asks: int = 0
    starts: bool = False
    passes: bool = False
    outside: bool = False


class Group(NamedTuple):
    """Places drawn together: those of an act, a deck, none of both (`scenes`), endings, outside."""

    kind: str
    name: str
    places: tuple[Place, ...]


class Outline(NamedTuple):
    """A story's graph. Groups and their places stand in reading order, links by their source."""

    story: str
    title: str
    groups: tuple[Group, ...]
    links: tuple[Link, ...]

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place, group by group."""
        return tuple(place for group in self.groups for place in group.places)

    def links_by_source(self) -> dict[str, list[Link]]:
        """The links of each place that has any, in the order written."""
        found: dict[str, list[Link]] = {}
        for link in self.links:
            found.setdefault(link.source, []).append(link)
        return found


def outline_of(story: Story, act: str = "") -> Outline:
    """The graph of a story, or of one act with what leads out of it and into it.

    Raises NoSuchAct.
    """
    if act and act not in story.acts:
        guess = did_you_mean(act, story.acts)
        listed = ", ".join(story.acts)
        mend = f"its acts: {listed}" if listed else "leave --act out: its scenes have no acts"
        told = one_line(act)[:LONGEST_TOLD]
        raise NoSuchAct(f"the story '{story.info.id}' has no act '{told}'{guess}", mend)
    links = [link for scene in story.scenes.values() for link in links_of(scene)]
    decks = storylets(story)
    links += [Link(deck_place(deck), scene, "storylet") for deck in decks for scene in decks[deck]]
    places = _places(story, decks)
    order = reading_order(story.info.start, places, links)
    places = {name: places[name] for name in order}
    number = {name: position for position, name in enumerate(order)}
    links.sort(key=lambda link: number[link.source])
    if act:
        places, links = _within(act, places, links)
    groups = _groups(story.acts, places.values())
    return Outline(story.info.id, " ".join(story.info.title.split()), groups, tuple(links))


def reading_order(start: str, places: Iterable[str], links: Iterable[Link]) -> tuple[str, ...]:
    """The ids of places so that each comes after those that lead to it, as far as can be.

    Ways that go round are broken where they come back. What no way leads to comes last.
    """
    after: dict[str, list[str]] = {}
    for link in links:
        if link.target:
            after.setdefault(link.source, []).append(link.target)
    left: list[str] = []
    seen: set[str] = set()
    for root in [start, *places]:
        if root in seen:
            continue
        seen.add(root)
        found: list[str] = []
        # The last way is gone first, so that, read backwards, the first one comes first.
        path = [(root, iter(after.get(root, ())[::-1]))]
        while path:
            target = next((each for each in path[-1][1] if each not in seen), None)
            if target is None:
                found.append(path.pop()[0])
            else:
                seen.add(target)
                path.append((target, iter(after.get(target, ())[::-1])))
        left += reversed(found)
    return tuple(left)


def _places(story: Story, decks: Iterable[str]) -> dict[str, Place]:
    """Every place of a story by its id, in file order."""
    places = {
        scene.id: Place(
            id=scene.id,
            kind="scene",
            title=" ".join(scene.title.split()),
            act=scene.act,
            deck=scene.deck,
            when=source_of(scene.when),
            priority=scene.priority,
            visits=visit_bound(scene),
            asks=len(scene.asked),
            starts=scene.id == story.info.start,
            passes=scene.is_automatic,
        )
        for scene in story.scenes.values()
    }
    flows = (scene.flow for scene in story.scenes.values())
    drawn = (flow.deck for flow in flows if isinstance(flow, Draw))
    for deck in dict.fromkeys([*decks, *drawn]):
        places[deck_place(deck)] = Place(deck_place(deck), "deck", deck, deck=deck)
    for ending in story.endings.values():
        places[ending.id] = Place(ending.id, "ending", " ".join(ending.title.split()))
    return places


def _groups(acts: Iterable[str], places: Collection[Place]) -> tuple[Group, ...]:
    """The places in groups: acts in their order, decks, endings, what lies outside.

    Scenes without an act come before the acts where the start is one of them, else behind.
    """
    in_order = [("act", act) for act in acts]
    begins = any(place.starts and not place.act for place in places)
    in_order.insert(0 if begins else len(in_order), ("scenes", ""))
    groups: dict[tuple[str, str], list[Place]] = {key: [] for key in in_order}
    last: dict[tuple[str, str], list[Place]] = {("endings", ""): [], ("outside", ""): []}
    for place in places:
        if place.outside:
            last["outside", ""].append(place)
        elif place.kind == "ending":
            last["endings", ""].append(place)
        else:
            key = ("deck", place.deck) if place.deck else ("act", place.act)
            groups.setdefault(key if key[1] else ("scenes", ""), []).append(place)
    return tuple(Group(*key, tuple(found)) for key, found in (groups | last).items() if found)


def _within(
    act: str, places: Mapping[str, Place], links: Iterable[Link]
) -> tuple[dict[str, Place], list[Link]]:
    """The places of one act, the links that touch them, and what those touch outside."""
    inside = {place.id for place in places.values() if place.act == act}
    inside |= {deck_place(places[name].deck) for name in inside if places[name].deck}
    kept = [link for link in links if link.source in inside or link.target in inside]
    touched = inside | {name for link in kept for name in (link.source, link.target)}
    return {
        place.id: place._replace(outside=place.id not in inside)
        for place in places.values()
        if place.id in touched
    }, kept
