"""Authors' tests: plays written down, and what must be true at their end.

One grammar for every play written down: `@setting=value`, `scene.choice` or a bare id,
`question=option`, `question.column.row=option`, `~outcome` for chance.
"""

from __future__ import annotations

from borderpost.story.model import PlayTest
from borderpost.story.parser.contracts import known_choice
from borderpost.story.parser.ids import read_id
from borderpost.story.parser.page import Page, keys_of
from borderpost.story.parser.scalars import read_words
from borderpost.story.parser.values import read_value
from borderpost.story.tree import Node, Scalar

TEST_KEYS = keys_of("a test", "name play expect")


def read_tests(page: Page, node: Node) -> list[PlayTest]:
    """The tests of one `tests:` list."""
    tests = []
    for item in page.items(node, "tests", "a list, each test after `- `"):
        found = page.fields(item, TEST_KEYS)
        if found is None:
            continue
        name = read_words(page, found["name"], "the name of a test") if "name" in found else ""
        play = _read_play(page, found["play"]) if "play" in found else ()
        expect: dict[str, str] = {}
        text: tuple[str, ...] = ()
        if "expect" in found:
            expect, text = _read_expected(page, found["expect"])
        tests.append(PlayTest(name, play, page.at(item), expect, text))
    return tests


def _read_expected(page: Page, node: Node) -> tuple[dict[str, str], tuple[str, ...]]:
    """The values expected by variable (and `ending`), and the words that must have been read."""
    expect: dict[str, str] = {}
    text: list[str] = []
    names = page.names
    form = "expect: {ending: id, money: 3, text: [words]}"
    for key, value in page.entries(node, "what a test expects", form):
        if key.value == "ending":
            ending = read_id(page, value, "the id of an ending")
            if ending and ending not in names.endings and isinstance(value, Scalar):
                page.unknown("BP125", value, "no ending", names.endings)
            expect["ending"] = ending
        elif key.value == "text":
            listed = page.items(value, "words that are read", "text: [some words]")
            text += [read_words(page, item, "words that are read") for item in listed]
        elif key.value in names.variables:
            expect[key.value] = read_value(page, names.variables[key.value], value)
        else:
            mend = "name a variable, `ending` or `text`"
            among = ["ending", "text", *names.variables]
            page.unknown("BP120", key, "no variable", among, mend)
    return expect, tuple(text)


def _read_play(page: Page, node: Node) -> tuple[str, ...]:
    play = []
    for item in page.items(node, "a play", 'play: ["@profile=short", go, question=option]'):
        if not isinstance(item, Scalar):
            mend = "write it as one word, such as `scene.choice` or `question=option`"
            page.wrong_shape(item, "a step of a play", mend)
            continue
        _check_step(page, item)
        play.append(item.value)
    return tuple(play)


def _check_step(page: Page, item: Scalar) -> None:
    """Check one step by the grammar, and its names."""
    step = item.value
    left, equals, right = step.partition("=")
    if step.startswith("@"):
        _check_setting(page, item, left[1:], right)
    elif step.startswith("~"):
        _check_outcome(page, item, step[1:])
    elif equals:
        _check_answer(page, item, left, right)
    elif "." in step:
        scene, _, choice = step.partition(".")
        if scene in page.names.scenes:
            known_choice(page, item, scene, choice)
        else:
            page.unknown_name("BP121", item, scene, ("no scene", page.names.scenes))
    else:
        _check_bare(page, item)


def _check_bare(page: Page, item: Scalar) -> None:
    names = page.names
    choices = {choice for offered in names.scenes.values() for choice in offered}
    drawn = {storylet for storylets in names.decks.values() for storylet in storylets}
    if item.value and item.value.replace("_", "").isalnum():
        if item.value not in choices | drawn:
            page.unknown("BP119", item, "no choice of any scene", sorted(choices | drawn))
        return
    page.report(
        "BP174",
        item,
        f"{item.value!r} is no step of a play",
        "write `scene.choice` or a choice's id, `question=option` (with how sure: "
        "`question=option@2`), `question.column.row=option`, `~outcome` or `@setting=value`; "
        "Continue is left out",
    )


def _check_setting(page: Page, item: Scalar, name: str, value: str) -> None:
    names = page.names
    variable = names.variables.get(name)
    if variable is None or not variable.ask:
        known = [name for name, each in names.variables.items() if each.ask]
        mend = "name a variable with `ask: true`"
        page.unknown_name("BP123", item, name, ("no setting", known), mend)
        return
    shift = len(item.value) - len(value)
    read_value(page, variable, item._replace(value=value, column=item.column + shift))


def _check_outcome(page: Page, item: Scalar, name: str) -> None:
    names = page.names
    if name not in names.scenes and name not in names.endings:
        among = ("no scene and no ending", [*names.scenes, *names.endings])
        page.unknown_name("BP122", item, name, among)


def _check_answer(page: Page, item: Scalar, asked: str, answer: str) -> None:
    """`question=option`, perhaps with how sure (`@2`), or `question.column.row=option`."""
    names = page.names
    option, is_sure, certainty = answer.partition("@")
    if is_sure and certainty not in ("1", "2", "3"):
        mend = "write @1, @2 or @3 behind the option"
        page.report("BP174", item, f"'@{certainty}' does not say how sure", mend)
        return
    question, *cell = asked.split(".")
    if question in names.tables:
        if len(cell) != 2:
            mend = "write `question.column.row=option`"
            page.report("BP174", item, f"{question!r} is a table: say which cell", mend)
        return
    if question not in names.questions:
        among = ("no question", [*names.questions, *names.tables])
        page.unknown_name("BP126", item, question, among)
        return
    if cell:
        mend = "write `question=option`"
        page.report("BP174", item, f"{question!r} is no table and has no cells", mend)
        return
    options = names.questions[question]
    if options and option not in options:
        at = page.inside(item)
        at = at._replace(column=at.column + len(asked) + 1)
        mend = f"the options are: {', '.join(options)}"
        page.unknown_name("BP127", at, option, ("no option of this question", options), mend)
