r"""LaTeX text to the tokens of a formula: what pylatexenc finds, with commands told apart.

Braces nest: a group, a fraction and a root carry the tokens inside them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from pylatexenc import latexwalker as walker

from rivergrad.errors import Place, SourceError, did_you_mean
from rivergrad.languages.characters import FRACTIONS, SUBSCRIPTS, SUPERSCRIPTS, any_of, normal
from rivergrad.languages.latex import vocabulary as words
from rivergrad.languages.latex.places import Places


class Token(NamedTuple):
    """A token from `start` to `end`, offsets into the source.

    kind: number, letters (a run of them), name (a letter by its name), word (upright text),
    function, sign, open, close, fence (opens or closes), group, fraction, root, end (of a line).
    parts: the tokens inside a group, fraction (above, below) or root (index, radicand).
    """

    kind: str
    text: str
    start: int
    end: int
    parts: tuple[tuple[Token, ...], ...] = ()


_SMALL = any_of((*SUPERSCRIPTS, *SUBSCRIPTS, *FRACTIONS))
_SCAN = re.compile(
    rf"(?P<raised>{any_of(SUPERSCRIPTS)}+)|(?P<lowered>{any_of(SUBSCRIPTS)}+)"
    rf"|(?P<fraction>{any_of(FRACTIONS)})|(?P<letters>(?:(?!{_SMALL})[^\W\d_])+)"
    r"|(?P<number>(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)|(?P<space>[^\S\n]+)"
    r"|(?P<end>\n|;)|(?P<fence>\|)|(?P<open>[(\[])|(?P<close>[)\]])|(?P<skip>[&~])|(?P<sign>.)"
)
_OPENED = re.compile(r"\{|\[|\$\$?|\\[\[(]|\\begin\{\w*\*?\}")
_CLOSED = re.compile(r"\}|\$|\\[\])]|\\end\{\w*\*?\}")
_TYPED = {
    "·": "*",
    "⋅": "*",
    "×": "*",
    "÷": "/",
    "−": "-",
    "–": "-",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "’": "'",
}


def tokens(source: str) -> tuple[tuple[Token, ...], dict[int, str]]:
    """The tokens of a source text, and its comments by line.

    Raises SourceError for unbalanced braces and unknown commands.
    """
    reader = _Tokens(source)
    return reader.flat(reader.tree(), 0), reader.comments


class _Tokens:
    def __init__(self, source: str) -> None:
        self.source = source
        self.places = Places(source)
        self.comments: dict[int, str] = {}
        self._read: dict[type, Callable[[Any], Iterable[Token]]] = {
            walker.LatexCharsNode: self._characters,
            walker.LatexGroupNode: self._group,
            walker.LatexMacroNode: self._macro,
            walker.LatexMathNode: self._lines,
            walker.LatexEnvironmentNode: self._environment,
            walker.LatexCommentNode: self._comment,
        }

    def place(self, start: int, end: int) -> Place:
        return self.places.between(start, end)

    def tree(self) -> list[Any]:
        """What pylatexenc makes of the source."""
        parser = walker.LatexWalker(
            self.source, latex_context=words.context(), tolerant_parsing=False
        )
        try:
            nodes: list[Any] = parser.get_latex_nodes()[0]
        except walker.LatexWalkerParseError as error:
            raise self._unbalanced(error) from None
        if any(isinstance(node, walker.LatexMathNode) for node in nodes):
            self._refuse_prose(nodes)
        return nodes

    def _unbalanced(self, error: Any) -> SourceError:
        """Said of what was opened last, where something was: it is what lacks its end."""
        opened = [context[1] for context in error.open_contexts if isinstance(context[1], int)]
        opened += _open_braces(self.source)[-1:]
        at = max(opened, default=error.pos or 0)
        at = min(at, max(len(self.source) - 1, 0))
        found = _OPENED.match(self.source, at)
        if opened and found:
            message = f"{found[0]} is never closed"
        elif found := _CLOSED.match(self.source, at):
            message = f"{found[0]} closes nothing"
        elif command := re.search(r"arguments of macro \W*(\w+)", str(error.msg)):
            return self._lacking(command[1], error.pos or 0)
        else:
            message = str(error.msg).split(" @(")[0]
        hint = r"close each { with }, each $ with $, and each \begin{…} with \end{…}"
        return SourceError(message, self.place(at, at + len(found[0]) if found else at + 1), hint)

    def _lacking(self, command: str, start: int) -> SourceError:
        arguments = "{a}{b}" if command in words.FRACTIONS else "{a}"
        place = self.place(start, start + len(command) + 1)
        return SourceError(
            f"\\{command} lacks its arguments", place, f"write \\{command}{arguments}"
        )

    def _refuse_prose(self, nodes: list[Any]) -> None:
        for node in nodes:
            if isinstance(node, walker.LatexCharsNode) and re.search(r"\w", node.chars):
                raise SourceError(
                    "there is text beside the formula",
                    self.place(node.pos, node.pos + node.len),
                    "send the formulas alone, or all of it without $",
                )

    def flat(self, nodes: Iterable[Any], start: int) -> tuple[Token, ...]:
        r"""The tokens of nodes; \left and \right tell which way the next bracket opens."""
        found: list[Token] = []
        side = ""
        for node in nodes:
            if node is None:
                continue
            for token in self._read[type(node)](node):
                if token.kind == "side":
                    side = token.text
                    continue
                found.append(self._sided(token, side) if side else token)
                side = ""
        return tuple(found)

    def _sided(self, token: Token, side: str) -> Token:
        if token.kind not in ("open", "close", "fence"):
            raise self._error("a bracket is needed here", token, r"write \left( … \right)")
        return token._replace(kind=side)

    def _error(self, message: str, token: Token, hint: str | None = None) -> SourceError:
        return SourceError(message, self.place(token.start, token.end), hint)

    def _characters(self, node: Any) -> Iterable[Token]:
        return self._scan(node.chars, node.pos)

    def _scan(self, text: str, start: int) -> Iterable[Token]:
        for match in _SCAN.finditer(text):
            kind = str(match.lastgroup)
            if kind not in ("space", "skip"):
                yield from self._scanned(kind, match[0], start + match.start())

    def _scanned(self, kind: str, text: str, start: int) -> Iterable[Token]:
        end = start + len(text)
        if kind in ("raised", "lowered"):
            table, sign = (SUPERSCRIPTS, "^") if kind == "raised" else (SUBSCRIPTS, "_")
            inner = tuple(self._scan("".join(table[c] for c in text), start))
            return [Token("sign", sign, start, start), Token("group", "{", start, end, (inner,))]
        if kind == "fraction":
            return [Token("number", repr(FRACTIONS[text]), start, end)]
        if kind == "letters":
            text = normal(text)
            if not text.isalpha():
                raise SourceError(
                    f"{text} cannot stand in a formula", self.place(start, end), "write letters"
                )
        return [Token(kind, _TYPED.get(text, text), start, end)]

    def _group(self, node: Any) -> Iterable[Token]:
        inner = self.flat(node.nodelist, node.pos)
        return [Token("group", "{", node.pos, node.pos + node.len, (inner,))]

    def _lines(self, node: Any) -> Iterable[Token]:
        """What stands in $ or in an environment is statements of its own."""
        end = node.pos + node.len
        inner = self.flat(node.nodelist, node.pos)
        return [
            Token("end", "\n", node.pos, node.pos),
            *inner,
            Token("end", "\n", end, end),
        ]

    def _environment(self, node: Any) -> Iterable[Token]:
        if node.environmentname in words.MATH:
            return self._lines(node)
        raise SourceError(
            f"the environment {node.environmentname} is not known",
            self.place(node.pos, node.pos + node.len),
            did_you_mean(node.environmentname, words.MATH) or "use align, or no environment",
        )

    def _comment(self, node: Any) -> Iterable[Token]:
        text = node.comment.strip(" %")
        if text:
            self.comments[self.places.line(node.pos)] = text
        return self._scan(node.comment_post_space, node.pos + 1 + len(node.comment))

    def _macro(self, node: Any) -> Iterable[Token]:
        head = 1 + len(node.macroname)
        after = node.macro_post_space if not node.nodeargd or not node.nodeargd.argnlist else ""
        token = self._command(node, node.macroname, node.pos, node.pos + node.len - len(after))
        yield from [token] if token else ()
        yield from self._scan(after, node.pos + head)

    def _command(self, node: Any, name: str, start: int, end: int) -> Token | None:
        if name in words.SPACES or name in words.SIZES or name in ("label", "tag"):
            return None
        if name in ("left", "right"):
            return Token("side", "open" if name == "left" else "close", start, end)
        if name in _SIMPLE:
            kind, text = _SIMPLE[name]
            return Token(kind, text, start, end)
        if name not in words.BRACED:
            raise self._unknown(name, start, end)
        if not node.nodeargd or not node.nodeargd.argnlist:
            hint = "put what belongs together in braces"
            raise SourceError(f"\\{name} lacks its arguments", self.place(start, end), hint)
        if name in words.FRACTIONS or name == "sqrt":
            parts = tuple(self._argument(part) for part in node.nodeargd.argnlist)
            return Token("root" if name == "sqrt" else "fraction", name, start, end, parts)
        return self._styled(name, node, start, end)

    def _argument(self, node: Any) -> tuple[Token, ...]:
        if node is None:
            return ()
        return self.flat(node.nodelist if node.isNodeType(walker.LatexGroupNode) else [node], 0)

    def _styled(self, name: str, node: Any, start: int, end: int) -> Token:
        inner = self._argument(node.nodeargd.argnlist[-1])
        plain = all(token.kind in ("letters", "number", "word") for token in inner)
        text = "".join(token.text for token in inner)
        if name in words.ACCENTS:
            if len(inner) != 1 or inner[0].kind not in ("letters", "name", "word"):
                raise SourceError(
                    f"\\{name} needs a letter under it",
                    self.place(start, end),
                    rf"write \{name}{{x}}",
                )
            return Token("word", f"{text}_{name.removeprefix('wide')}", start, end)
        if plain and text:
            return Token("function" if name == "operatorname" else "word", text, start, end)
        if len(inner) == 1:
            return inner[0]._replace(start=start, end=end)
        return Token("group", "{", start, end, (inner,))

    def _unknown(self, name: str, start: int, end: int) -> SourceError:
        hint = words.REFUSED.get(name) or did_you_mean(
            f"\\{name}", [f"\\{known}" for known in words.KNOWN]
        )
        return SourceError(
            f"the command \\{name} is not known",
            self.place(start, end),
            hint or r"write functions as \operatorname{name}(…), names as \mathrm{name}",
        )


def _open_braces(source: str) -> list[int]:
    """Where the braces stand that nothing closes."""
    opened: list[int] = []
    for match in re.finditer(r"\\.|[{}]", source):
        if match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}" and opened:
            opened.pop()
    return opened


_SIMPLE: dict[str, tuple[str, str]] = {
    **{name: ("function", name) for name in words.COMMANDS},
    **{name: ("name", name) for name in words.GREEK},
    **{name: ("sign", sign) for name, sign in words.SIGNS.items()},
    **words.FENCES,
    **dict.fromkeys(words.LINE_ENDS, ("end", "\n")),
}
