"""What an expression of LaTeX is made of: numbers, names, functions, fractions, roots, brackets."""

from __future__ import annotations

import math

from rivergrad.builder import Builder
from rivergrad.errors import did_you_mean
from rivergrad.languages.constants import PI
from rivergrad.languages.latex.cursor import Cursor
from rivergrad.languages.latex.expressions import Expressions, Operand
from rivergrad.languages.latex.tokens import Token
from rivergrad.languages.latex.vocabulary import FUNCTIONS, REFUSED
from rivergrad.operations import SPELLINGS

_FENCES = {"|": "abs", "‖": "norm"}
_INVERSES = {"sin": "arcsin", "cos": "arccos", "tan": "arctan"}
_BARE = ("number", "letters", "name", "word", "fraction", "root")


class Atoms(Expressions):
    """Reads atoms. `names` are the nodes that the program's names stand for so far; `given` are the
    names of inputs, which may be longer than a letter; `functions` the parameters of a name that
    was defined as f(x, y) = …"""

    def __init__(self, source: str, given: frozenset[str], builder: Builder) -> None:
        super().__init__(source, builder)
        self.given = given
        self.names: dict[str, int] = {}
        self.functions: dict[str, list[str]] = {}

    def atom(self, cursor: Cursor) -> Operand:
        token = cursor.next
        match token.kind:
            case "number":
                cursor.take()
                return self.number(self._value(token), token.start, token.end)
            case "letters":
                return self._letters(cursor)
            case "name" | "word":
                return self._named(cursor)
            case "function":
                return self._function(cursor)
            case "fraction":
                return self._fraction(cursor.take())
            case "root":
                return self._root(cursor.take())
            case "group" | "open" | "fence":
                return self._bracketed(cursor)
        raise self._missing(token)

    def _missing(self, token: Token) -> Exception:
        if token.kind == "nothing":
            return self.error("the formula ends too early", token, "a value is missing at its end")
        if token.text in ("_", "^", "'"):
            return self.error(f"nothing stands before {token.text}", token, "write x_1, x^2")
        if token.text in "+-*/,=<>)]}|" or token.kind == "close":
            return self.error(f"a value is missing before {token.text}", token, "write one there")
        hint = r"write \sqrt{x}" if token.text == "√" else "delete it"
        return self.error(f"{token.text} cannot stand in a formula", token, hint)

    # Names

    def is_known(self, name: str) -> bool:
        return name in self.names or name in self.given

    def is_euler(self, cursor: Cursor) -> bool:
        token = cursor.next
        if token.kind == "letters" and len(token.text) > 1 and not self.is_known(token.text):
            return False
        is_e = token.kind in ("letters", "word") and token.text == "e"
        return is_e and self._raised(cursor.after) and not self.is_known("e")

    def _letters(self, cursor: Cursor) -> Operand:
        """A run of letters: a name that is known, a function, or else a product of single letters,
        of which the first is read."""
        run = cursor.next.text
        if len(run) == 1 or self.is_known(run) or self.is_known(self._with_subscript(cursor)):
            return self._named(cursor)
        if run in FUNCTIONS and len(run) > 1:
            if cursor.after.kind == "open":
                return self._function(cursor)
            if len(run) > 2:
                hint = f"write \\{run} x, or \\operatorname{{{run}}}(x)"
                raise self.error(f"{run} without a backslash is a product", cursor.next, hint)
        cursor.split()
        return self._power(cursor) if self.is_euler(cursor) else self._named(cursor)

    def _with_subscript(self, cursor: Cursor) -> str:
        """The next name with the subscript after it, nothing taken."""
        if cursor.after.text != "_" or cursor.after.kind != "sign":
            return cursor.next.text
        ahead = cursor.copy()
        return self.name(ahead)[0]

    def name(self, cursor: Cursor) -> tuple[str, int]:
        """A letter or word with its subscript, as x_1, and where it ends."""
        token = cursor.take()
        if not cursor.sees("_"):
            return token.text, token.end
        underscore = cursor.take()
        below = cursor.take()
        inner = below.parts[0] if below.kind == "group" else (below,)
        readable = [part for part in inner if part.text not in (",", "'")]
        plain = all(part.kind in ("letters", "number", "name", "word") for part in readable)
        if not readable or not plain:
            hint = "use letters and digits, as in w_{ij}"
            raise self.error("this subscript cannot be read", underscore, hint)
        if below.kind in ("letters", "number") and len(below.text) > 1:
            hint = f"write {token.text}_{{{below.text}}}"
            raise self.error("a subscript of several characters needs braces", below, hint)
        text = "".join("_" if part.text == "," else part.text for part in inner)
        return f"{token.text}_{text.replace('.', '_')}", below.end

    def _named(self, cursor: Cursor) -> Operand:
        token = cursor.next
        if self._calls(cursor):
            return self._function(cursor)
        text, end = self.name(cursor)
        if text in PI and not self.is_known(text):
            return self.number(math.pi, token.start, end)
        if text in self.functions and cursor.next.kind == "open":
            end = self._same_parameters(text, cursor)
        if text not in self.names:
            place = self.places.between(token.start, end)
            self.names[text] = self.builder.input(text, None, place)
        return Operand(self.names[text], token.start, end)

    def _calls(self, cursor: Cursor) -> bool:
        """Whether a name stands for a function here: σ and upright words before a bracket."""
        token = cursor.next
        if self.is_known(token.text):
            return False
        if token.text in ("sigma", "σ") and self._raised(cursor.after):
            ahead = cursor.copy()
            ahead.take(), ahead.take(), ahead.take()
            return ahead.next.kind == "open"
        if cursor.after.kind != "open":
            return False
        if token.kind == "word":
            return True
        return token.text == "sigma" or (token.text in SPELLINGS and not token.text.isascii())

    def _same_parameters(self, function: str, cursor: Cursor) -> int:
        """q(x, y) where q(x, y) = … was defined means its value. Where it ends."""
        opening = cursor.take()
        found: list[str] = []
        while not found or cursor.sees(","):
            if found:
                cursor.take()
            found.append(self.name(cursor)[0])
        if found != self.functions[function] or cursor.next.kind != "close":
            shown = ", ".join(self.functions[function])
            hint = f"write {function}({shown}), or use Python, where functions can be called"
            raise self.error(f"{function} is defined for ({shown}) alone", opening, hint)
        return cursor.take().end

    # Functions

    def _function(self, cursor: Cursor) -> Operand:
        token = cursor.take()
        if token.text not in SPELLINGS:
            hint = did_you_mean(token.text, FUNCTIONS) or "the list is at /api/operations"
            raise self.error(f"the function {token.text} is not known", token, hint)
        spelling, base = token.text, None
        if spelling == "log" and cursor.sees("_"):
            cursor.take()
            base = self.exponent(cursor)
        if cursor.sees("_"):
            hint = REFUSED.get(spelling, "put the subscript in the brackets")
            raise self.error(f"{spelling} cannot have a subscript", token, hint)
        exponent: Operand | None = None
        if cursor.sees("^"):
            cursor.take()
            if self._is_inverse(cursor):
                cursor.take()
                spelling = self._inverse(token)
            else:
                exponent = self.exponent(cursor)
        result = self._applied(token, spelling, self._arguments(cursor))
        if base is not None:
            divisor = self.gate("log", base, start=base.start)
            result = self.gate("/", result, divisor, start=token.start, end=result.end)
        if exponent is not None:
            result = self.gate("^", result, exponent, start=token.start, end=result.end)
        return result

    @staticmethod
    def _is_inverse(cursor: Cursor) -> bool:
        token = cursor.next
        return token.kind == "group" and [part.text for part in token.parts[0]] == ["-", "1"]

    def _inverse(self, token: Token) -> str:
        if token.text not in _INVERSES:
            hint = f"write 1 / \\{token.text}(x)"
            raise self.error(f"the inverse of {token.text} is not known", token, hint)
        return _INVERSES[token.text]

    def _arguments(self, cursor: Cursor) -> list[Operand]:
        r"""In brackets or braces, or else a product of letters, numbers, fractions: \sin 2x."""
        if cursor.next.kind == "group" or (
            cursor.next.kind == "open" and cursor.next.text in "([{"
        ):
            return self.bracket(cursor)
        argument = self._signed(cursor)
        while cursor.next.kind in _BARE and not self._calls(cursor):
            self._check_neighbours(cursor)
            argument = self.gate("*", argument, self._power(cursor))
        return [argument]

    def _applied(self, token: Token, spelling: str, arguments: list[Operand]) -> Operand:
        ops = [op for op in SPELLINGS[spelling] if op.arity is not None]
        fits = [op for op in ops if op.arity == len(arguments)]
        folds = [op for op in ops if op.folds and len(arguments) > (op.arity or 0)]
        if not fits and not folds:
            takes = " or ".join(str(op.arity) for op in ops) or "a list of arrays"
            plural = "" if takes == "1" else "s"
            message = f"{spelling} takes {takes} argument{plural}, but {len(arguments)} came"
            raise self.error(message, token, "separate arguments by commas")
        op = (fits or folds)[0]
        end = arguments[-1].end
        place = self.places.between(token.start, end)
        if fits:
            nodes = tuple(argument.node for argument in arguments)
            return Operand(self.apply(op, nodes, place), token.start, end)
        result = arguments[0].node
        for argument in arguments[1:]:
            result = self.apply(op, (result, argument.node), place)
        return Operand(result, token.start, end)

    # Fractions, roots and brackets

    def _fraction(self, token: Token) -> Operand:
        if all(map(self._is_differential, token.parts)):
            hint = "write the function alone: its derivatives are what is computed here"
            raise self.error("a fraction of differentials stands for a derivative", token, hint)
        above, below = (
            self.whole(Cursor(part, token.end - 1), f"{where} the fraction's bar")
            for part, where in zip(token.parts, ("above", "below"), strict=True)
        )
        return self.gate("/", above, below, start=token.start, end=token.end)

    def _is_differential(self, tokens: tuple[Token, ...]) -> bool:
        """Whether d, df, d^2 f stands here, with a d that is no name."""
        first = tokens[0] if tokens else None
        if first is None or first.kind not in ("letters", "word") or self.is_known("d"):
            return False
        follows = tokens[1] if len(tokens) > 1 else first
        if first.text == "d":
            return follows.kind in ("letters", "name", "word") or follows.text == "^"
        return first.text[0] == "d" and len(first.text) == 2 and len(tokens) < 4

    def _root(self, token: Token) -> Operand:
        index, radicand = token.parts
        inner = self.whole(Cursor(radicand, token.end - 1), "under the root")
        if not index or [part.text for part in index] == ["2"]:
            return self.gate("sqrt", inner, start=token.start, end=token.end)
        degree = self.whole(Cursor(index, token.end - 1), "in the root's index")
        one = self.number(1.0, degree.start, degree.end)
        exponent = self.gate("/", one, degree)
        return self.gate("^", inner, exponent, start=token.start, end=token.end)

    def _bracketed(self, cursor: Cursor) -> Operand:
        opening = cursor.next
        found = self.bracket(cursor)
        if len(found) > 1:
            hint = "commas separate the arguments of functions: max(x, y)"
            raise self.error("a comma cannot stand in this bracket", opening, hint)
        if opening.text in _FENCES:
            start, end = opening.start, cursor.before.end
            return self.gate(_FENCES[opening.text], found[0], start=start, end=end)
        return found[0]
