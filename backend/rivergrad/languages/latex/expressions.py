"""Expressions of LaTeX tokens to nodes of a program: sums of products of powers."""

from __future__ import annotations

from typing import NamedTuple

from rivergrad.builder import Builder
from rivergrad.errors import SourceError
from rivergrad.languages.constants import Constants
from rivergrad.languages.latex.cursor import Cursor
from rivergrad.languages.latex.places import Places
from rivergrad.languages.latex.tokens import Token
from rivergrad.languages.latex.vocabulary import CLOSING
from rivergrad.operations import SPELLINGS, Op

_OPERANDS = ("number", "letters", "name", "word", "function", "group", "fraction", "root", "open")
_COMPARISONS = ("<", "<=", ">", ">=", "!=")
_SIGNED_BRACES = "put an exponent of more than one character in braces: x^{10}, x^{-1}"


def _infix(sign: str, arity: int = 2) -> Op:
    return next(op for op in SPELLINGS[sign] if op.arity == arity)


_TRANSPOSE = _infix("T", 1)


class Operand(NamedTuple):
    """A node, and the span of the source that it was read from."""

    node: int
    start: int
    end: int


class Expressions(Constants):
    """Reads expressions: each method takes from a cursor what its name says."""

    def __init__(self, source: str, builder: Builder) -> None:
        super().__init__(builder)
        self.places = Places(source)

    def error(self, message: str, token: Token, hint: str | None = None) -> SourceError:
        return SourceError(message, self.places.between(token.start, token.end), hint)

    def gate(self, sign: str, *operands: Operand, start: int = -1, end: int = -1) -> Operand:
        """An operation by a spelling of it, on operands in the order of the source."""
        start = operands[0].start if start < 0 else start
        end = operands[-1].end if end < 0 else end
        op = _infix(sign, len(operands))
        nodes = tuple(operand.node for operand in operands)
        return Operand(self.apply(op, nodes, self.places.between(start, end)), start, end)

    def number(self, value: float, start: int, end: int) -> Operand:
        return Operand(self.constant(value, self.places.between(start, end)), start, end)

    def atom(self, cursor: Cursor) -> Operand:
        raise NotImplementedError

    def whole(self, cursor: Cursor, inside: str = "here") -> Operand:
        """An expression that takes everything."""
        if cursor.next.kind == "nothing":
            raise self.error(
                f"nothing stands {inside}", cursor.next, "write a formula such as x + 1"
            )
        result = self.expression(cursor)
        if cursor.next.kind != "nothing":
            raise self._leftover(cursor.next)
        return result

    def _leftover(self, token: Token) -> SourceError:
        if token.kind in ("close", "fence"):
            return self.error(f"{token.text} closes nothing", token, "balance the brackets")
        if token.text == "=":
            return self.error("an equals sign cannot stand here", token, "write one a statement")
        if token.text == ",":
            return self.error(
                "a comma cannot stand here", token, "it separates arguments: max(x, y)"
            )
        return self.error(f"{token.text} cannot stand here", token, "use + - * / ^ and functions")

    def expression(self, cursor: Cursor, fence: str = "") -> Operand:
        """A sum, or several compared in turn. `fence` closes the bracket around it, if that looks
        both ways."""
        left = self._sum(cursor, fence)
        found: Operand | None = None
        while cursor.sees(*_COMPARISONS):
            sign = cursor.take().text
            right = self._sum(cursor, fence)
            compared = self.gate(sign, left, right)
            found = compared if found is None else self.gate("*", found, compared)
            left = right
        return left if found is None else found

    def _sum(self, cursor: Cursor, fence: str) -> Operand:
        left = self._product(cursor, fence)
        while cursor.sees("+", "-"):
            sign = cursor.take().text
            left = self.gate(sign, left, self._product(cursor, fence))
        return left

    def _product(self, cursor: Cursor, fence: str) -> Operand:
        left = self._signed(cursor)
        while True:
            if cursor.sees("*", "/", "@"):
                sign = cursor.take()
                if sign.text == "*" and cursor.sees("*"):
                    raise self.error("** is no sign of LaTeX", cursor.next, "write x^{2}")
                left = self.gate(sign.text, left, self._signed(cursor))
            elif self._begins_operand(cursor, fence):
                self._check_neighbours(cursor)
                left = self._beside(left, self._power(cursor))
            else:
                return left

    def _begins_operand(self, cursor: Cursor, fence: str) -> bool:
        token = cursor.next
        return token.kind in _OPERANDS or (token.kind == "fence" and token.text != fence)

    def _check_neighbours(self, cursor: Cursor) -> None:
        """A number after a number or a name is more likely a slip than a product."""
        if cursor.next.kind == "number" and cursor.before.kind in ("number", "letters", "name"):
            hint = rf"write {cursor.before.text}_{{{cursor.next.text}}} for a name, or \cdot"
            raise self.error("a number follows without a sign between", cursor.next, hint)

    def _signed(self, cursor: Cursor) -> Operand:
        signs: list[Token] = []
        while cursor.sees("+", "-"):
            signs.append(cursor.take())
        signs = [sign for sign in signs if sign.text == "-"]
        if signs and cursor.next.kind == "number" and not self._raised(cursor.after):
            start = signs.pop().start
            token = cursor.take()
            operand = self.number(-self._value(token), start, token.end)
        else:
            operand = self._power(cursor)
        for sign in reversed(signs):
            operand = self.gate("-", operand, start=sign.start)
        return operand

    @staticmethod
    def _raised(token: Token) -> bool:
        return token.kind == "sign" and token.text == "^"

    def _value(self, token: Token) -> float:
        value = float(token.text)
        if value - value != 0.0:
            raise self.error("the number is too large", token, "a float64 goes up to 1.8e308")
        return value

    def _power(self, cursor: Cursor) -> Operand:
        """An atom with its exponent. e^… is exp, unless e has been given a meaning."""
        if self.is_euler(cursor):
            token = cursor.take()
            cursor.take()
            exponent = self.exponent(cursor)
            return self.gate("exp", exponent, start=token.start)
        return self.raised(self.atom(cursor), cursor)

    def is_euler(self, cursor: Cursor) -> bool:
        raise NotImplementedError

    def raised(self, base: Operand, cursor: Cursor) -> Operand:
        """The base, or its power where ^ follows."""
        if cursor.sees("^"):
            cursor.take()
            if self._is_transpose(cursor, base):
                return self.gate("T", base, end=cursor.take().end)
            base = self.gate("^", base, self.exponent(cursor))
            if cursor.sees("^"):
                hint = "write x^{a^b} or (x^a)^b"
                raise self.error("two exponents follow each other", cursor.next, hint)
        if cursor.sees("'"):
            hint = "write the function alone: its derivatives are what is computed here"
            raise self.error("a prime stands for a derivative", cursor.next, hint)
        if cursor.sees("_"):
            hint = "put a subscript right after its letter: x_1^2"
            raise self.error("a subscript cannot stand here", cursor.next, hint)
        return base

    def _is_transpose(self, cursor: Cursor, base: Operand) -> bool:
        r"""Whether ^\top follows, or a T that is no name on something that is no number."""
        token = cursor.next
        inner = token.parts[0] if token.kind == "group" else (token,)
        if len(inner) != 1:
            return False
        letter = inner[0].kind in ("letters", "word") and inner[0].text == "T"
        free = letter and not self.is_known("T") and base.node not in self._known
        return free or (inner[0].kind == "sign" and inner[0].text == "⊤")

    def is_known(self, name: str) -> bool:
        raise NotImplementedError

    def _beside(self, left: Operand, right: Operand) -> Operand:
        """A product without a sign: of matrices where one side is transposed, else of numbers."""
        matrices = left.node not in self._known and any(map(self._is_matrix, (left, right)))
        return self.gate("@" if matrices else "*", left, right)

    def _is_matrix(self, operand: Operand) -> bool:
        """Whether an operand is a transposed array, or a product with one."""
        todo = [operand.node]
        while todo:
            node = self.builder.nodes[todo.pop()]
            if node.operation in (_TRANSPOSE, _infix("@")):
                return True
            if node.operation is _infix("*"):
                todo.extend(node.arguments)
        return False

    def exponent(self, cursor: Cursor) -> Operand:
        """What ^ raises to: a group in braces, or a single character or command."""
        token = cursor.next
        single = len(token.text) == 1 or token.kind in ("name", "fraction", "root", "word")
        if token.kind in ("open", "sign", "fence", "nothing", "close") or not single:
            raise self.error("this exponent needs braces", token, _SIGNED_BRACES)
        return self.atom(cursor)

    def bracket(self, cursor: Cursor) -> list[Operand]:
        """The expressions in a bracket or group, separated by commas."""
        opening = cursor.take()
        if opening.kind == "group":
            found = self._listed(Cursor(opening.parts[0], opening.end - 1), opening, "")
            end = opening.end
        else:
            found = self._listed(cursor, opening, CLOSING[opening.text])
            end = cursor.take().end
        return [found[0]._replace(start=opening.start, end=end)] if len(found) == 1 else found

    def _listed(self, cursor: Cursor, opening: Token, closing: str) -> list[Operand]:
        fence = closing if opening.kind == "fence" or closing in "|‖" else ""
        found = [self.expression(cursor, fence)]
        while cursor.sees(","):
            cursor.take()
            found.append(self.expression(cursor, fence))
        if closing and not cursor.fence(closing):
            if cursor.next.kind != "nothing":
                raise self._leftover(cursor.next)
            raise self.error(f"{opening.text} is never closed", opening, "balance the brackets")
        if not closing and cursor.next.kind != "nothing":
            raise self._leftover(cursor.next)
        return found
