"""From tokens to an unresolved tree, by precedence climbing.

From loosest to tightest: `or`, `and`, `not`, comparisons and `in` (which do not chain), `+ -`,
`*`, minus before an operand. Names are not looked up here: every name is a `Name` still.
"""

from __future__ import annotations

from typing import Final

from borderpost.story.expressions.lexer import FUNCTIONS, HABITS, KEYWORDS, Token
from borderpost.story.expressions.problem import Problem, UnreadableExpression
from borderpost.story.expressions.syntax import Binary, Expression, Literal, Name, Query, Unary

MAX_DEPTH: Final = 50
"""How many levels an expression's tree may have: bounds every later walk over it."""

COMPARISONS: Final = frozenset(("==", "!=", "<", "<=", ">", ">=", "in"))

_BINDING: Final = {"or": 1, "and": 2, "+": 5, "-": 5, "*": 6} | dict.fromkeys(COMPARISONS, 4)
_NOT_BINDING: Final = 3
_MINUS_BINDING: Final = 7


def parse_expression(tokens: list[Token], start: int = 0) -> Expression:
    """The tree of the tokens from `start` to the end; raises `UnreadableExpression`."""
    parser = _Parser(tokens, start)
    if parser.token.kind == "end":
        raise UnreadableExpression(
            Problem(
                "BP130",
                parser.token.offset,
                1,
                "an expression is missing here",
                "write what to set it to, as in money = 3"
                if start
                else "write a condition such as money >= 2, or leave the key out",
            )
        )
    tree, _ = parser.expression(0)
    if parser.token.kind != "end":
        raise UnreadableExpression(parser.unexpected())
    return tree


class _Parser:
    """A cursor over tokens; every method returns a tree and how many levels it has."""

    def __init__(self, tokens: list[Token], start: int) -> None:
        self._tokens = tokens
        self._start = start
        self._next = start
        self._open = 0

    @property
    def token(self) -> Token:
        """The token that comes next."""
        return self._tokens[self._next]

    def _take(self) -> Token:
        """The next token, now behind the cursor."""
        self._next += 1
        return self._tokens[self._next - 1]

    def expression(self, binding: int) -> tuple[Expression, int]:
        """Everything from here that binds tighter than `binding`."""
        left, depth = self._operand()
        compared = False
        while True:
            operator = self.token.text if self.token.kind in {"name", "sign"} else ""
            own = _BINDING.get(operator, 0)
            if own <= binding:
                return left, depth
            if operator in COMPARISONS:
                if compared:
                    raise UnreadableExpression(_chained(self.token))
                compared = True
            column = self._take().offset
            right, right_depth = self.expression(own)
            depth = self._deeper(max(depth, right_depth), column)
            left = Binary(operator, left, right, column)

    def _deeper(self, depth: int, column: int) -> int:
        """One level more, unless that is too many."""
        if depth >= MAX_DEPTH:
            raise UnreadableExpression(_too_deep(column))
        return depth + 1

    def _operand(self) -> tuple[Expression, int]:
        """A name, number, function, parenthesis, or one of them after `not` or minus."""
        token = self.token
        self._open += 1
        if self._open > MAX_DEPTH:
            raise UnreadableExpression(_too_deep(token.offset))
        try:
            if token.text in {"not", "-"}:
                self._take()
                binding = _NOT_BINDING if token.text == "not" else _MINUS_BINDING
                # `not x in y` reads as `not (x in y)`: the operand of not may hold comparisons.
                operand, depth = self.expression(binding)
                depth = self._deeper(depth, token.offset)
                return Unary(token.text, operand, token.offset), depth
            if token.text == "(":
                return self._parenthesis()
            return self._atom(), 1
        finally:
            self._open -= 1

    def _parenthesis(self) -> tuple[Expression, int]:
        """What stands between a pair of parentheses."""
        opening = self._take()
        inner = self.expression(0)
        if self.token.text != ")":
            raise UnreadableExpression(
                _unclosed(opening) if self.token.kind == "end" else self.unexpected()
            )
        self._take()
        return inner

    def _atom(self) -> Expression:
        """A name, number, `true`, `false` or a function with its arguments."""
        token = self.token
        if token.kind == "number":
            self._take()
            return Literal(int(token.text))
        if token.text in {"true", "false"}:
            self._take()
            return Literal(token.text == "true")
        if token.kind != "name" or token.text in KEYWORDS:
            raise UnreadableExpression(self._missing_operand())
        self._take()
        if self.token.text == "(":
            return self._call(token)
        if token.text in FUNCTIONS:
            message = f"{token.text} needs its names in parentheses"
            mend = f"write {_EXAMPLES[token.text]}"
            raise UnreadableExpression(
                Problem("BP138", token.offset, len(token.text), message, mend)
            )
        return Name(token.text, token.offset)

    def _call(self, name: Token) -> Query:
        """A function and its arguments, which the lexer lets be ids only."""
        opening = self._take()
        arguments: list[str] = []
        while self.token.kind == "argument":
            arguments.append(self._take().text)
        if self.token.text != ")":
            raise UnreadableExpression(_unclosed(opening))
        self._take()
        return Query(name.text, tuple(arguments), name.offset)

    def _missing_operand(self) -> Problem:
        """The fault of an operator or bracket where something to work on should stand."""
        token = self.token
        before = self._tokens[self._next - 1].text if self._next else ""
        if token.kind == "end":
            message = f"something is missing after '{before}'"
            mend = "finish the expression, or take the last sign away"
            return Problem("BP130", token.offset, 1, message, mend)
        if token.text == "+":
            mend = "take the plus away; to raise a variable, write money += 2 under do:"
        elif token.text == "not" or before in {"not", "is"}:
            mend = "not stands before a whole condition, as in not seen(stores) or not x in y"
        elif token.text == "=" and before in COMPARISONS | {"="}:
            mend = "write == for equal, != for not equal, >= for at least, <= for at most"
        else:
            mend = "put a name, a number or a condition before it"
        return Problem(
            "BP130", token.offset, len(token.text), f"'{token.text}' cannot stand here", mend
        )

    def unexpected(self) -> Problem:
        """The fault of something that cannot follow what stands before it."""
        token, before = self.token, self._tokens[self._next - 1]
        if before.text == "if" or before.text in HABITS:
            return _habit(before)
        if self._start and token.text in {"=", "+=", "-="}:
            message = f"'{token.text}' stands in this effect a second time"
            mend = "change one variable by each effect, and write each as an entry of its own"
            return Problem("BP131", token.offset, len(token.text), message, mend)
        after = self._tokens[min(self._next + 1, len(self._tokens) - 1)]
        return _misplaced(token, before, after)


_EXAMPLES: Final = {
    "seen": "seen(scene)",
    "chose": "chose(scene.choice)",
    "answered": "answered(question.option)",
    "signed": "signed(slot.option)",
    "signed_count": "signed_count(is)",
    "signed_unsupported": "signed_unsupported()",
    "lowest": "lowest(money post)",
}


def example_of(function: str) -> str:
    """How a known function is written."""
    return _EXAMPLES[function]


def _chained(token: Token) -> Problem:
    """The fault of `0 < money < 5`."""
    message = "comparisons cannot be chained"
    mend = "write each one whole and join them, as in money > 0 and money < 5"
    return Problem("BP134", token.offset, len(token.text), message, mend)


def _too_deep(offset: int) -> Problem:
    """The fault of too many parts within parts."""
    message = f"this expression has more than {MAX_DEPTH} parts within one another"
    mend = "give parts of it a name with `derive:` under variables, and use the names here"
    return Problem("BP136", offset, 1, message, mend)


def _unclosed(opening: Token) -> Problem:
    """The fault of a parenthesis that never ends."""
    message = "this parenthesis is never closed"
    return Problem("BP130", opening.offset, 1, message, "add the closing parenthesis")


def _habit(token: Token) -> Problem:
    """The fault of a word that other languages use."""
    mend = f"write {HABITS[token.text]}" if token.text in HABITS else "leave it out"
    message = f"'{token.text}' is not used here"
    return Problem("BP131", token.offset, len(token.text), message, mend)


def _misplaced(token: Token, before: Token, after: Token) -> Problem:
    """The fault of a token that cannot follow `before`; `after` comes behind it."""
    text, width = token.text, max(1, len(token.text))
    message, mend = f"'{text}' is not used here", ""
    if text == "=":
        message, mend = "'=' sets a variable; it does not compare", "write == to compare"
    elif text in {"+=", "-="}:
        message = f"'{text}' changes a variable; a condition changes nothing"
        mend = "move it under do:"
    elif text == "is" and after.text == "not":
        message, mend = "'is not' is not used here", "write != for not equal"
    elif text == "not" and after.text == "in":
        message = "'not in' is not used here"
        mend = "put not in front, as in not convoy in heard"
    elif text in {"has", "contains", "holds", "includes"}:
        mend = "write the word first, as in convoy in heard"
    elif text in HABITS:
        return _habit(token)
    if mend:
        return Problem("BP131", token.offset, width, message, mend)
    message = f"'{text}' cannot follow '{before.text}'"
    mend = "put and, or, a comparison or a sign such as + between the two"
    if text == ")":
        message = "this closing parenthesis is one too many"
        mend = "take it away, or add the opening one"
    return Problem("BP130", token.offset, width, message, mend)
