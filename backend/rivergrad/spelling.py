"""What nodes are called in sentences: by their names, or as the source writes them where that is
short; and what is said of a gate."""

from __future__ import annotations

from rivergrad.formula import PROSE, render
from rivergrad.gates import Gates
from rivergrad.operations.term import COMPARISONS, Term, name, term
from rivergrad.prose import brief
from rivergrad.stages import named_term, stage_of, value_term

_DEEPEST = 12
_ENCLOSED = {"call", "transpose", *COMPARISONS}
_LONGEST = 32


class Spelling:
    """Says what the nodes of one trace are."""

    def __init__(self, gates: Gates) -> None:
        self.gates, self.trace, self.symbols = gates, gates.trace, gates.symbols
        self._known: dict[int, Term] = {}
        self._formulas: dict[int, str] = {}

    def atom(self, node: int) -> str:
        """A node as it stands behind ∂: x, or (x + y)."""
        spelled = self._spelled(node)
        if spelled.head == "name":
            return str(spelled.parts[0])
        text = render(spelled, PROSE)
        return text if spelled.head in _ENCLOSED else f"({text})"

    def of_gate(self, node: int) -> str:
        """A gate and what it computes: q = x + y, or exp(x) alone where it has no name."""
        formula = self._formula(node)
        return formula if self._is_spelled(node) else f"{self.symbols[node]} = {formula}"

    def of_value(self, node: int) -> str:
        """The sentence of a forward step: q is x + y = 3 + 2 = 5."""
        sides = [self._formula(node), *self._numbers(node), brief(self.trace.numbers.values[node])]
        kept = [side for i, side in enumerate(sides) if i == 0 or side != sides[i - 1]]
        if self._is_spelled(node):
            first, *kept = kept
            return f"{first} is {' = '.join(kept)}." if kept else f"{first} is a constant."
        return f"{self.symbols[node]} is {' = '.join(kept)}."

    def _numbers(self, node: int) -> list[str]:
        """The formula with the scalars' numbers, if there are any."""
        values = self.trace.numbers.values
        arguments = self.trace.program.nodes[node].arguments
        scalars = [type(values[a]) is float for a in arguments]
        if all(scalars):
            return [self.gates[node].spoken_in_numbers()]
        if not any(scalars):
            return []
        pairs = zip(arguments, scalars, strict=True)
        parts = [term(values[a]) if scalar else self._spelled(a) for a, scalar in pairs]
        return [render(value_term(stage_of(self.trace.program, node), parts), PROSE)]

    def _formula(self, node: int) -> str:
        """What a gate computes, of what its operands are called."""
        self._spelled(node)
        formula = self._formulas.get(node)
        if formula is None:
            parts = [self._spelled(a) for a in self.trace.program.nodes[node].arguments]
            formula = self._formulas[node] = self._rendered(node, parts)[1]
        return formula

    def _rendered(self, node: int, parts: list[Term]) -> tuple[Term, str]:
        formula = value_term(stage_of(self.trace.program, node), parts)
        return formula, render(formula, PROSE)

    def _is_spelled(self, node: int) -> bool:
        return self._spelled(node).head != "name"

    def _spelled(self, node: int, depth: int = 0) -> Term:
        """A node by its name, or without one as a formula, unless that is long."""
        known = self._known.get(node)
        if known is None:
            if depth > _DEEPEST:
                return name(self.symbols[node])
            known = self._known[node] = self._written_out(node, depth)
        return known

    def _written_out(self, node: int, depth: int) -> Term:
        arguments = self.trace.program.nodes[node].arguments
        if not self._is_nameless(node):
            return named_term(self.trace.program, self.symbols, node)
        parts = [self._spelled(argument, depth + 1) for argument in arguments]
        pairs = zip(arguments, parts, strict=True)
        if any(part.head == "name" and self._is_nameless(a) for a, part in pairs):
            return name(self.symbols[node])
        formula, text = self._rendered(node, parts)
        self._formulas[node] = text
        return formula if len(text) <= _LONGEST else name(self.symbols[node])

    def _is_nameless(self, node: int) -> bool:
        entry = self.trace.program.nodes[node]
        return (
            entry.name is None and entry.operation is not None and node != self.trace.program.output
        )
