"""The modules in a print of torch, by its brackets: Sequential ones are opened, no others."""

from __future__ import annotations

import ast
import re
from typing import Any, NamedTuple

from rivergrad.errors import Place, SourceError
from rivergrad.networks.foreign import Options
from rivergrad.networks.torch.modules import MODULES

_LINE = re.compile(
    r"(?:\((?P<name>[^()]*)\):\s*)?(?:(?P<count>\d{1,9}) x )?(?P<kind>[A-Za-z_]\w*)\((?P<rest>.*)"
)
_CONTAINER = re.compile(r"[A-Za-z_]\w*\(")
_PART = re.compile(r"\s*\([^()\n]*\):\s*(?:\d+ x )?[A-Za-z_]\w*\(")
_LITERALS = re.compile(r"\(\s*(?:\w+=)?(?:[\d.]+|True|False|None)\b.*\)")
_SINGLE = (*MODULES, "LSTM", "GRU")
_MOST = 1000
_DEEPEST = 50
_PASTE = "paste what print(model) prints"


class Module(NamedTuple):
    """title: its path in the model, and its kind."""

    title: str
    kind: str
    options: Options
    place: Place


class _Open(NamedTuple):
    """A Sequential whose bracket is open, with the modules in it so far."""

    title: str
    times: int
    parts: list[Module]


def is_print(source: str) -> bool:
    """Whether a text looks like the print of a torch module: one with parts, or a single one."""
    first, _, rest = source.strip().partition("\n")
    if rest:
        return bool(_CONTAINER.fullmatch(first.strip())) and bool(_PART.match(rest))
    kind, _, arguments = first.partition("(")
    return first == "Sequential()" or (
        kind in _SINGLE and bool(_LITERALS.fullmatch(f"({arguments}"))
    )


def modules(source: str) -> list[Module]:
    """All modules in order. Raises SourceError with the place of a line that is none, and of a
    container other than Sequential, since its print does not tell how its parts are joined."""
    stack = [_Open("", 1, [])]
    for number, line in enumerate(source.split("\n"), 1):
        text = line.strip()
        start = len(line) - len(line.lstrip())
        place = Place(number, start, number, start + len(text))
        if text == ")" and len(stack) > 1:
            done = stack.pop()
            _put(stack[-1], done.parts, done.times, place)
        elif text:
            _read(stack, text, place)
    if len(stack) > 1:
        raise SourceError("the print ends before its last bracket", hint=_PASTE)
    return stack[0].parts


def _read(stack: list[_Open], text: str, place: Place) -> None:
    found = _LINE.fullmatch(text)
    if not found:
        raise SourceError("this line is no module", place, _PASTE)
    if len(stack) > _DEEPEST:
        raise SourceError(
            f"the modules are nested more than {_DEEPEST} deep", place, "flatten them"
        )
    name, count, kind, rest = found.group("name", "count", "kind", "rest")
    path = ".".join(part for part in (stack[-1].title, name) if part)
    title = f"({path}) {kind}" if path else kind
    if rest == "":
        if kind != "Sequential":
            raise SourceError(
                f"{title} has parts, but its print does not tell how they are joined",
                place,
                "print a torch.nn.Sequential",
            )
        stack.append(_Open(path, int(count or 1), []))
    elif rest.endswith(")"):
        is_empty = kind == "Sequential" and rest == ")"
        options = Options(_arguments(rest[:-1], place))
        parts = [] if is_empty else [Module(title, kind, options, place)]
        _put(stack[-1], parts, int(count or 1), place)
    else:
        raise SourceError("a bracket is not closed in this line", place, _PASTE)


def _put(into: _Open, parts: list[Module], count: int, place: Place) -> None:
    if len(into.parts) + count * len(parts) > _MOST:
        raise SourceError(f"the model has more than {_MOST:,} modules", place, "make it smaller")
    into.parts.extend(parts * count)


def _arguments(text: str, place: Place) -> dict[Any, Any]:
    """`1, 32, kernel_size=(3, 3)` as {0: 1, 1: 32, "kernel_size": (3, 3)}."""
    try:
        call = ast.parse(f"f({text})", mode="eval").body
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            raise ValueError("no arguments")
        named = {word.arg: _value(word.value) for word in call.keywords}
        return {**dict(enumerate(map(_value, call.args))), **named}
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise SourceError("these arguments cannot be read", place, _PASTE) from None


def _value(node: ast.expr) -> Any:
    """Torch prints words without quotes: padding=same."""
    return node.id if isinstance(node, ast.Name) else ast.literal_eval(node)
