"""One thing that differs between two versions of a story."""

from __future__ import annotations

from typing import NamedTuple


class Change(NamedTuple):
    """A part that was added, removed, renamed or changed (`kind`).

    `part` is story, variable, fact, source, scene, choice, question, option, ending, deck,
    contract, policy, test, allowance or removal. `id` is its name of now; of what was removed, the
    name it had; a choice's is `scene.choice`, an option's `question.option`, a contract's its own
    line. `what` of it changed, from `before` to `after` as the files spell it; words are not told,
    only that they changed. What was renamed was called `before`. Where the story says where old
    plays go on that were in a removed part, `after` says it. Where `shown` is not set, no player
    can notice.
    """

    kind: str
    part: str
    id: str
    what: str = ""
    before: str = ""
    after: str = ""
    shown: bool = True
