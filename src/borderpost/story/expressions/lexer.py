"""From the text of an expression to tokens; signs of other languages are told with the mend."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from borderpost.story.expressions.problem import Problem, UnreadableExpression

FUNCTIONS: Final = frozenset(
    ("seen", "chose", "answered", "signed", "signed_count", "signed_unsupported", "lowest")
)
"""The questions to the play so far; inside their parentheses stand ids, not expressions."""

KEYWORDS: Final = frozenset(("and", "or", "not", "in", "true", "false"))
"""Words of the language itself, never names."""

HABITS: Final = {
    "is": "==",
    "isnt": "!=",
    "equals": "==",
    "eq": "==",
    "AND": "and",
    "And": "and",
    "OR": "or",
    "Or": "or",
    "NOT": "not",
    "Not": "not",
    "IN": "in",
    "True": "true",
    "TRUE": "true",
    "yes": "true",
    "on": "true",
    "False": "false",
    "FALSE": "false",
    "no": "false",
    "off": "false",
}
"""Words of other languages, and what is written here instead."""

_FUNCTION_HABITS: Final = {
    "visited": "seen",
    "been": "seen",
    "picked": "chose",
    "chosen": "chose",
    "asked": "answered",
    "min": "lowest",
}

MAX_LENGTH: Final = 1_000
"""How many characters an expression may have."""

MAX_NUMBER: Final = 1_000_000_000
"""The largest number that may be written."""

_TOKEN = re.compile(
    r"\s*(?:(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<number>[0-9]+)(?![A-Za-z0-9_.])"
    r"|(?P<sign>==(?!=)|!=(?!=)|<=(?!>)|>=|<(?!>|=>)|>|\+=|-=|=(?![<>=])|\+(?!\+)|-(?!-)|\*(?![*=])"
    r"|\(|\)))"
)
_ARGUMENT = re.compile(r"\s*(?:(?P<id>[A-Za-z0-9_][A-Za-z0-9_.-]*)|(?P<sign>\)))")
_QUOTED = re.compile(r"""["'`“”„«»‘’‚]([^"'`“”„«»‘’‚]*)["'`“”„«»‘’‚]?""")
_FOREIGN_NUMBER = re.compile(r"[0-9]+[A-Za-z0-9_.]*")

# Longest first: the first that fits is told.
_FOREIGN_SIGNS: Final = (
    ("!==", "!=", "to compare"),
    ("===", "==", "to compare"),
    ("&&", "and", "to join two conditions"),
    ("||", "or", "where one of two conditions is enough"),
    ("=>", ">=", "for at least"),
    ("=<", "<=", "for at most"),
    ("<>", "!=", "for not equal"),
    ("<=>", "==", "to compare"),
    ("**", "*", "to multiply"),
    ("*=", "=", "and the whole sum after it, as in money = money * 2"),
    ("++", "+= 1", "to raise by one"),
    ("--", "-= 1", "to lower by one"),
    ("&", "and", "to join two conditions"),
    ("|", "or", "where one of two conditions is enough"),
    ("!", "not", "for the opposite"),
    ("~", "not", "for the opposite"),
    ("≥", ">=", "for at least"),
    ("≤", "<=", "for at most"),
    ("≠", "!=", "for not equal"),
    ("¬", "not", "for the opposite"),
    ("∧", "and", "to join two conditions"),
    ("∨", "or", "where one of two conditions is enough"),
    ("×", "*", "to multiply"),
    ("·", "*", "to multiply"),
    ("\N{MINUS SIGN}", "-", "for minus"),
    ("\N{EN DASH}", "-", "for minus"),
    ("\N{EM DASH}", "-", "for minus"),
)


class Token(NamedTuple):
    """A piece of an expression: `kind` is name, number, sign, argument or end."""

    kind: str
    text: str
    offset: int


def read_tokens(source: str) -> list[Token]:
    """The tokens of `source`, the last of kind `end`; raises `UnreadableExpression`."""
    if len(source) > MAX_LENGTH:
        raise UnreadableExpression(
            Problem(
                "BP136",
                0,
                1,
                f"this expression has {len(source)} characters; {MAX_LENGTH} is the most",
                "give parts of it a name with `derive:` under variables, and use the names here",
            )
        )
    tokens: list[Token] = []
    offset, end, inside_function = 0, len(source.rstrip()), False
    while offset < end:
        found = (_ARGUMENT if inside_function else _TOKEN).match(source, offset)
        if found is None:
            raise UnreadableExpression(_fault_at(source, offset, inside_function=inside_function))
        kind, text = str(found.lastgroup), found[str(found.lastgroup)]
        if kind == "number" and (len(text) > len(str(MAX_NUMBER)) or int(text) > MAX_NUMBER):
            raise UnreadableExpression(_too_large(text, found.start(kind)))
        if kind == "id":
            kind = "argument"
        elif kind == "sign" and inside_function:
            inside_function = False
        elif text == "(" and tokens and tokens[-1].kind == "name":
            inside_function = _opens_function(tokens[-1])
        tokens.append(Token(kind, text, found.start(found.lastgroup or 0)))
        offset = found.end()
    tokens.append(Token("end", "", end))
    return tokens


def _opens_function(name: Token) -> bool:
    """Whether a parenthesis after `name` holds ids; raises where no function has that name."""
    if name.text in KEYWORDS:
        return False
    if name.text in FUNCTIONS:
        return True
    if name.text in HABITS:
        message, mend = f"'{name.text}' is not used here", f"write {HABITS[name.text]}"
        raise UnreadableExpression(Problem("BP131", name.offset, len(name.text), message, mend))
    from borderpost.story.messages import did_you_mean

    meant = _FUNCTION_HABITS.get(name.text)
    suggestion = (
        f"; did you mean '{meant}'?" if meant else did_you_mean(name.text, sorted(FUNCTIONS))
    )
    message = f"'{name.text}' is no function{suggestion}"
    mend = "the functions are " + ", ".join(sorted(FUNCTIONS))
    raise UnreadableExpression(Problem("BP138", name.offset, len(name.text), message, mend))


def _too_large(text: str, offset: int) -> Problem:
    """The fault of a number beyond all bounds."""
    return Problem(
        "BP136",
        offset,
        len(text),
        "this number is too large",
        f"numbers go up to {MAX_NUMBER}; a meter that a reader can follow goes to 10 or 20",
    )


def _fault_at(source: str, offset: int, *, inside_function: bool) -> Problem:
    """What is wrong where no token begins; blanks before it are skipped."""
    while source[offset].isspace():
        offset += 1
    character = source[offset]
    if character in ",;":
        return _comma(offset, character, inside_function=inside_function)
    quoted = _QUOTED.match(source, offset)
    if quoted:
        word = quoted[1].strip()
        mend = f"write {word} without quotes" if word.isidentifier() else "write it without quotes"
        message = "words in an expression stand without quotes"
        return Problem("BP131", offset, len(quoted[0]), message, mend)
    for foreign, ours, use in _FOREIGN_SIGNS:
        if source.startswith(foreign, offset):
            message = f"'{foreign}' is not used here"
            return Problem("BP131", offset, len(foreign), message, f"write {ours} {use}")
    if inside_function:
        return _argument_fault(source, offset)
    number = _FOREIGN_NUMBER.match(source, offset)
    if number:
        return _number_fault(number[0], offset)
    return _sign_fault(source, offset)


def _comma(offset: int, character: str, *, inside_function: bool) -> Problem:
    """The fault of a comma or semicolon, which YAML would cut in half inside braces."""
    mend = (
        "put a blank between the names, as in lowest(money post)"
        if inside_function
        else "join conditions with and, or write each effect as an entry of its own"
    )
    name = "commas" if character == "," else "semicolons"
    return Problem("BP135", offset, 1, f"there are no {name} in expressions", mend)


def _argument_fault(source: str, offset: int) -> Problem:
    """The fault of something other than ids inside a function's parentheses."""
    return Problem(
        "BP130",
        offset,
        1,
        f"{_shown(source[offset])} cannot stand inside these parentheses",
        "only names stand here, as in seen(stores), chose(stores.boots) or lowest(money post)",
    )


def _number_fault(text: str, offset: int) -> Problem:
    """The fault of a number that is no whole number, or runs into a word."""
    if "." in text:
        mend = "choose a finer unit, so that halves are not needed, or round"
        return Problem("BP130", offset, len(text), "numbers are whole numbers here", mend)
    mend = "put a blank or a sign after the number; names begin with a letter"
    return Problem("BP130", offset, len(text), f"'{text}' is neither number nor name", mend)


def _sign_fault(source: str, offset: int) -> Problem:
    """The fault of a character that no expression holds."""
    character = source[offset]
    if character == "/" or character in "÷%":
        mend = "multiply the other side instead, as in money * 2 >= post"
        return Problem("BP131", offset, 1, "there is no division here", mend)
    if character == ".":
        mend = "name what you ask for, as in seen(stores) or chose(stores.boots)"
        return Problem("BP130", offset, 1, "a dot stands only inside chose(...) and its like", mend)
    if character == ":":
        mend = "write = to set a variable, += or -= to move it, == to compare it"
        return Problem("BP131", offset, 1, "':' is not used here", mend)
    if character in "[]{}":
        mend = "use round parentheses"
        return Problem("BP131", offset, 1, f"'{character}' is not used in expressions", mend)
    mend = "expressions hold names, numbers, and or not, == != < <= > >= in, + - * and ( )"
    return Problem("BP130", offset, 1, f"{_shown(character)} means nothing in an expression", mend)


def _shown(character: str) -> str:
    """A character as a message names it, which may go to a terminal."""
    return f"'{character}'" if character.isprintable() else "an invisible character"
