"""A trace, and what stands in the way of one, as text for a terminal."""

from __future__ import annotations

from itertools import islice

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from rivergrad.errors import Place, RivergradError
from rivergrad.formula.forms import named
from rivergrad.gates import Gates
from rivergrad.program import Value
from rivergrad.prose import brief
from rivergrad.trace import BackwardStep, Trace, backward_steps, broken_node

MOST_ROWS = 100


def report(trace: Trace) -> RenderableType:
    """Both passes step by step, then the value and the gradients."""
    steps = _Steps(trace)
    return Group(steps.forward(), steps.backward(), Text("\n").join(steps.results()))


class _Steps:
    """The tables of one trace."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.gates = Gates(trace)

    def forward(self) -> Table:
        table = _table("forward", ("step", "formula"), ("value",))
        nodes = [node for node, _, _ in self.trace.tape.calls]
        for number, node in enumerate(islice(nodes, MOST_ROWS), 1):
            formula = f"{self.gates.symbols[node]} = {self.gates[node].value().text}"
            table.add_row(str(number), Text(formula), brief(self.trace.numbers.values[node]))
        _say_rest(table, len(nodes))
        return table

    def backward(self) -> Table:
        table = _table("backward", ("step", "to", "local gradient"), ("valve", "flow", "so far"))
        steps = backward_steps(self.trace)
        had: dict[int, Value] = {}
        for number, step in enumerate(islice(steps, MOST_ROWS), 1):
            self._add_flows(table, number, step, had)
        _say_rest(table, len(steps))
        return table

    def _add_flows(
        self, table: Table, number: int, step: BackwardStep, had: dict[int, Value]
    ) -> None:
        first = self.trace.tape.first_edges[step.node]
        gate = self.gates[step.node]
        for edge in step.edges:
            source = gate.stage.arguments[edge - first]
            local, flow = (
                column[edge]
                for column in (self.trace.numbers.local_gradients, self.trace.numbers.flows)
            )
            scalar = local is not None
            formula = gate.local(edge - first) if scalar else gate.flow(edge - first, named("g"))
            had[source] = had[source] + flow if source in had else flow
            table.add_row(
                str(number),
                Text(f"{self.gates.symbols[source]} from {self.gates.symbols[step.node]}"),
                Text(formula.text),
                "" if local is None else brief(local),
                f"{'+= ' if edge in step.accumulates else ''}{brief(flow)}",
                brief(had[source]),
            )

    def results(self) -> list[Text]:
        output = self.gates.symbols[self.trace.program.output]
        lines = [Text(f"{output} = {self.trace.value!r}", "bold")]
        lines += [
            Text(f"∂{output}/∂{name} = {_whole(gradient)}", "bold")
            for name, gradient in self.trace.gradients.items()
        ]
        lines += [
            Text(f"{name} had no value and was taken as {_whole(value)}", "yellow")
            for name, value in self.trace.assumed.items()
        ]
        broken = broken_node(self.trace)
        if broken is not None:
            lines.append(
                Text(f"a number is not finite from {self.gates.symbols[broken]} on", "red")
            )
        return lines


def problem_report(error: RivergradError, source: str) -> Text:
    """The message, the line of the source with a caret under the place, and the hint."""
    text = Text()
    text.append("error: ", "bold red").append(error.message)
    if error.place:
        text.append(_marked(error.place, source.split("\n")))
    if error.hint:
        text.append("\nhint: ", "bold cyan").append(error.hint)
    return text


def _marked(place: Place, lines: list[str]) -> str:
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    end = place.end_column if place.end_line == place.line else len(line)
    # Tabs stay, so that the carets stand under their characters.
    indent = "".join("\t" if character == "\t" else " " for character in line[: place.column])
    margin = f"{place.line} | "
    carets = "^" * max(end - place.column, 1)
    return f"\n\n{margin}{line}\n{' ' * len(margin)}{indent}{carets}"


def _whole(value: Value) -> str:
    return repr(value) if isinstance(value, float) else str(value.tolist())


def _table(title: str, texts: tuple[str, ...], numbers: tuple[str, ...]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for heading in texts:
        table.add_column(heading)
    for heading in numbers:
        table.add_column(heading, justify="right")
    return table


def _say_rest(table: Table, steps: int) -> None:
    if steps > MOST_ROWS:
        table.caption = f"and {steps - MOST_ROWS:,} steps more; --json has all of them"
