"""Runs as statements of the Experience API (xAPI 1.0.3), one JSON object a line.

Who acts is a run's handle, never a person. The verbs and the types of things are ADL's. Nothing is
sent anywhere: whoever has an LRS (a store of such statements) imports the file there.

A statement's id is made from the run and from what was done, so a run that is imported twice is in
the store once; what played on since then is added. Definitions may change with the story's words:
the specification (part two, 2.3.1) does not count them as part of a statement. For the same reason
no statement names the version of this program: a newer one makes the same statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from borderpost.debrief.cohort.account import Account, Answered, Decided, Signed
from borderpost.debrief.exports.activities import Activities, Activity, address
from borderpost.debrief.exports.encoding import encoded
from borderpost.debrief.exports.times import time_of
from borderpost.debrief.exports.words import line
from borderpost.story.model import Story
from borderpost.story.prose import clean

VERBS: Final = "http://adlnet.gov/expapi/verbs/"
"""What the verbs' ids begin with, in ADL's vocabulary."""

HOME: Final = address("runs")
"""The home page of the actors' accounts: none, since there are no accounts."""

PLATFORM: Final = "borderpost"
"""What the statements say they come from."""

EXTENSIONS: Final = address("extensions", "")
"""What the names of our extensions begin with."""

NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
"""No result, or no context of its own."""

_RUNS: Final = uuid5(NAMESPACE_URL, HOME)

Statement = dict[str, Any]
"""A statement as plain data."""


def statement_lines(story: Story, accounts: Iterable[Account]) -> Iterator[str]:
    """The statements of some runs, one line each, its end included."""
    activities = Activities(story)
    written: dict[str, str] = {}
    for account in accounts:
        for statement in statements(account, activities):
            yield _line(statement, written)


def _line(statement: Statement, written: dict[str, str]) -> str:
    """A statement as a line. An activity never changes, so `written` holds each by its id.

    It is half of every statement, and is put at the end of what is written down anew.
    """
    activity = statement.pop("object")
    about = written.get(activity["id"])
    if about is None:
        about = written[activity["id"]] = encoded(activity)
    return f'{encoded(statement)[:-1]},"object":{about}}}\n'


def statements(account: Account, activities: Activities) -> Iterator[Statement]:
    """What a run tells, in the order in which it came about."""
    run = _Run(account, activities)
    yield run.began()
    done: list[Decided | Answered] = [*account.decided, *account.answered]
    number = 0
    for act in sorted(done, key=lambda act: act.record):
        if isinstance(act, Decided):
            number += 1
            yield from run.opened(act.cards.opened, number)
            yield run.decided(act, number)
        else:
            yield run.answered(act)
            if act.changed_to:
                yield run.changed(act)
    yield from run.opened(account.cards.opened, 0)
    last = max(done, key=lambda act: act.record, default=None)
    yield run.ended(last)
    yield from run.wrote()


class _Run:
    """A run whose statements are made one after the other."""

    def __init__(self, account: Account, activities: Activities) -> None:
        """Work out what all its statements say alike."""
        self._account = account
        self._activities = activities
        self._registration = uuid5(_RUNS, clean(account.identity))
        name = line(account.handle) or str(self._registration)
        self._actor = {"objectType": "Agent", "account": {"homePage": HOME, "name": name}}
        self._signed: Mapping[tuple[str, str], Signed] = {
            (sentence.scene, sentence.slot): sentence for sentence in account.signed
        }
        self._opened: set[str] = set()

    def began(self) -> Statement:
        """That the run was begun, and with which settings."""
        account = self._account
        more = _extended(settings=dict(account.settings), as_pair=account.as_pair)
        whole = self._activities.whole()
        return self._statement("initialized", whole, at=account.started, context=more)

    def opened(self, cards: Iterable[str], number: int) -> Iterator[Statement]:
        """That cards were opened that were not before. When, the account does not tell.

        `number` is that of the decision they were opened before; 0: after the last.
        """
        for card in cards:
            if card not in self._opened:
                self._opened.add(card)
                more = _extended(before_decision=number or None)
                yield self._statement("experienced", self._activities.card(card), context=more)

    def decided(self, decided: Decided, number: int) -> Statement:
        """That a choice was taken."""
        return self._statement(
            "answered",
            self._activities.decision(decided.scene),
            decided.record,
            at=decided.at,
            result={
                "response": decided.choice,
                **_extended(
                    votes={line(choice): hands for choice, hands in decided.votes.items()},
                    dissent=line(decided.dissent),
                ),
            },
            context=_extended(
                record=decided.record,
                decision=number,
                offered=list(decided.offered),
                cards_met=list(decided.cards.met),
                cards_opened=list(decided.cards.opened),
            ),
        )

    def answered(self, answer: Answered) -> Statement:
        """That a question was answered, or a sentence signed; success only where a text decides."""
        result: dict[str, Any] = {"response": answer.option}
        if answer.is_right is not None:
            result["success"] = answer.is_right
        own: dict[str, Any] = {"certainty": answer.certainty or None}
        signed = self._signed.get((answer.scene, answer.question))
        if signed is not None and signed.option == answer.option:
            own |= {"strength": signed.strength, "is_supported": signed.is_supported}
        return self._statement(
            "answered",
            self._question(answer),
            answer.record,
            at=answer.at,
            result=result | _extended(**own),
            context=_extended(record=answer.record),
        )

    def changed(self, answer: Answered) -> Statement:
        """That an answer was changed, once the text's reasons were shown: so it has no success."""
        return self._statement(
            "answered",
            self._question(answer),
            answer.record,
            result={"response": answer.changed_to, **_extended(instead_of=answer.option)},
        )

    def ended(self, last: Decided | Answered | None) -> Statement:
        """That the run came to an ending, or where it stands; as of the last thing done in it."""
        account = self._account
        return self._statement(
            "completed" if account.ending else "suspended",
            self._activities.whole(),
            last.record if last else 0,
            at=last.at if last else "",
            apart=account.place,
            result={
                "completion": bool(account.ending),
                **_extended(place=account.place, meters=dict(account.meters)),
            },
        )

    def wrote(self) -> Iterator[Statement]:
        """What was answered to the after-action questions. When, the account does not tell."""
        for question, says in self._account.wrote.items():
            name, response = line(question), clean(says).strip()
            if name and response:
                activity = self._activities.after_action(name)
                yield self._statement("answered", activity, result={"response": response})

    def _question(self, answer: Answered) -> Activity:
        """The question that was answered."""
        return self._activities.question(answer.scene, answer.question, answer.cell)

    def _statement(
        self,
        verb: str,
        activity: Activity,
        record: int = 0,
        *,
        apart: str = "",
        at: str = "",
        result: Mapping[str, Any] = NOTHING,
        context: Mapping[str, Any] = NOTHING,
    ) -> Statement:
        """A statement; what is empty or not known is left out, as the specification wants it.

        It has the same id whenever the same is said of the same record: the verb, the object, the
        response, and what else is to keep it `apart` from others.
        """
        same = (verb, str(record), activity["id"], apart or result.get("response", ""))
        made: Statement = {
            "id": str(uuid5(self._registration, "\n".join(same))),
            "actor": self._actor,
            "verb": {"id": VERBS + verb, "display": {"en": verb}},
            "object": activity,
        }
        if result:
            made["result"] = result
        made["context"] = {
            "registration": str(self._registration),
            "revision": str(self._account.version),
            "platform": PLATFORM,
            "language": self._activities.language,
            **self._within(activity),
            **context,
        }
        if time_of(at):
            made["timestamp"] = at
        return made

    def _within(self, activity: Activity) -> dict[str, Any]:
        """What an activity is a part of; the story is no part of anything."""
        whole = self._activities.whole()
        if activity is whole:
            return {}
        return {"contextActivities": {"parent": [{"objectType": "Activity", "id": whole["id"]}]}}


def _extended(**values: object) -> dict[str, Any]:
    """Values of our own as extensions; those that are empty or not known are left out."""
    found = {
        EXTENSIONS + name: value
        for name, value in values.items()
        if value not in (None, "", {}, [])
    }
    return {"extensions": found} if found else {}
