"""Questions: judging, estimating and marking, with options of their own or a built-in scale."""

from __future__ import annotations

from collections.abc import Iterator

from borderpost.story.model import Option, Question, QuestionKind
from borderpost.story.parser.answers import (
    Answers,
    read_about,
    read_answers,
    read_key,
    scale_options,
)
from borderpost.story.parser.ids import read_former_ids, read_id
from borderpost.story.parser.page import Keys, Page, keys_of
from borderpost.story.parser.scalars import read_one_of, read_truth
from borderpost.story.parser.tables import read_table
from borderpost.story.parser.texts import read_text
from borderpost.story.position import NOWHERE
from borderpost.story.scales import SCALES
from borderpost.story.tree import Mapping, Node, Scalar

QUESTION_KEYS = keys_of(
    "a question",
    "id ask",
    "about scale options again key feedback certainty optional do was type",
)
AGAIN_KEYS = Keys(QUESTION_KEYS.part, ("id",), QUESTION_KEYS.known)
OPTION_KEYS = keys_of("an option", "says", "was")
KINDS_OF_OPTIONS = ("scale", "options", "again")


def read_questions(page: Page, node: Node | None) -> tuple[Question, ...]:
    """The questions of a scene. Those with `again` are completed later, when all are known."""
    if node is None:
        return ()
    questions = []
    listed = page.items(node, "questions", "a list, each question after `- `", some=True)
    for item in page.few(listed, node, "questions"):
        kind = _question_type(page, item)
        question = read_table(page, item) if kind == "table" else _read_plain(page, item)
        if question is not None:
            questions.append(question)
    return tuple(questions)


def _question_type(page: Page, node: Node) -> str:
    if isinstance(node, Mapping):
        for key, value in node.entries:
            if key.value == "type":
                return read_one_of(page, value, "the type of a question", ("question", "table"))
    return "question"


def _asks_again(node: Node) -> bool:
    return isinstance(node, Mapping) and any(key.value == "again" for key, _ in node.entries)


def _read_plain(page: Page, node: Node) -> Question | None:
    found = page.fields(node, AGAIN_KEYS if _asks_again(node) else QUESTION_KEYS)
    if found is None or "id" not in found:
        return None
    name = read_id(page, found["id"], "the id of a question")
    if not name:
        return None
    _check_kind_of_options(page, node, found)
    options = tuple(page.names.questions.get(name, ()))
    answers = read_answers(page, found, options)
    scale = read_one_of(page, found["scale"], "`scale`", SCALES) if "scale" in found else ""
    again = ""
    read: tuple[Option, ...] = ()
    if "options" in found:
        read = tuple(_read_options(page, found["options"], name, answers))
    elif scale:
        read = tuple(scale_options(scale, answers))
    elif "again" in found:
        again = _read_again(page, found["again"])
        read = tuple(
            Option(
                option, (), NOWHERE, answers.feedback.get(option, ()), answers.do.get(option, ())
            )
            for option in options
        )
        page.notes.given_anew[name] = frozenset(found)
    return Question(
        name,
        QuestionKind.PLAIN,
        read_text(page, found.get("ask"), "what is asked"),
        read,
        page.at(node),
        about=read_about(page, found.get("about")),
        scale=scale,
        key=read_key(page, found.get("key"), options),
        certainty="certainty" in found and read_truth(page, found["certainty"], "`certainty`"),
        optional="optional" in found and read_truth(page, found["optional"], "`optional`"),
        again=again,
        was=read_former_ids(page, found.get("was"), "question", page.names.questions),
    )


def _check_kind_of_options(page: Page, node: Node, found: dict[str, Node]) -> None:
    given = [key for key in KINDS_OF_OPTIONS if key in found]
    if not given:
        page.report(
            "BP171",
            node,
            "this question does not say which answers it takes",
            "add `options:`, or `scale:` with a built-in scale, or `again:` with a question that "
            "was asked before",
        )
    for key in given[1:]:
        page.report(
            "BP171",
            found[key],
            f"`{given[0]}` already says which answers this question takes, so `{key}` cannot",
            "keep one of the two",
        )


def _read_options(page: Page, node: Node, question: str, answers: Answers) -> Iterator[Option]:
    taken = page.names.questions.get(question, {})
    listed = page.entries(node, "options", "ids with their words, one a line", some=True)
    for key, value in page.few(listed, node, "options"):
        name = read_id(page, key, "the id of an option", loose=True)
        says: Node | None = value
        was: tuple[str, ...] = ()
        if isinstance(value, Mapping):
            found = page.fields(value, OPTION_KEYS, page.at(key)) or {}
            says = found.get("says")
            was = read_former_ids(
                page, found.get("was"), f"option of {question}", taken, loose=True
            )
        text = read_text(page, says, "an option")
        if name:
            feedback = answers.feedback.get(name, ())
            yield Option(name, text, page.at(key), feedback, answers.do.get(name, ()), was)


def _read_again(page: Page, node: Node) -> str:
    name = read_id(page, node, "the id of a question")
    if not name or not isinstance(node, Scalar):
        return ""
    if name in page.names.slots or name in page.names.tables:
        mend = "ask again a question that has a scale or options"
        page.report("BP126", node, f"{name!r} is a table or a slot: not to be asked again", mend)
        return ""
    if name not in page.names.questions:
        page.unknown("BP126", node, "no question", page.names.questions)
        return ""
    return name


def asked_again(question: Question, first: Question, given: frozenset[str]) -> Question:
    """A question asked anew: all it does not say itself (`given` are its keys) is the first's."""
    own = {option.id: option for option in question.options}
    options = []
    for option in first.options:
        mine = own.get(option.id)
        feedback = option.feedback
        if "feedback" in given:
            feedback = mine.feedback if mine else ()
        options.append(option._replace(feedback=feedback, do=mine.do if mine else (), was=()))
    return question._replace(
        ask=question.ask or first.ask,
        options=tuple(options),
        about=question.about or first.about,
        scale=first.scale,
        key=question.key if "key" in given else first.key,
        certainty=question.certainty if "certainty" in given else first.certainty,
    )
