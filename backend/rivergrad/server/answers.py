"""What the service answers, for the documentation; what is sent are the engine's own documents."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

from rivergrad.diagnosis import Disease, Severity

Number = float | Literal["NaN", "Infinity", "-Infinity"]
Phase = Literal["forward", "backward"]


class Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Array(RootModel[list["Number | Array"]]):
    """Numbers, or lists of equal length of them."""


class Summary(Answer):
    """An array of more than 1,000 elements. thumbnail: at most 16 × 16 means of its last axes."""

    shape: list[int]
    min: float | None
    max: float | None
    mean: float | None
    norm: Number
    nonfinite: int
    thumbnail: Array


Value = Number | Array | Summary


class Node(Answer):
    """A value of the program. Lines count from 1, columns from 0."""

    id: str
    kind: Literal["input", "constant", "operation"]
    operation: str | None
    name: str | None = Field(description="What the source calls it")
    symbol: str = Field(description="What formulas call it: unique")
    label: str
    group: str | None
    shape: list[int]
    line: int | None
    column: int | None
    end_line: int | None
    end_column: int | None


class Edge(Answer):
    """Data runs from source to target, where it is the operand number `port`."""

    id: str
    source: str
    target: str
    port: int


class Formula(Answer):
    """One formula in three forms."""

    text: str
    latex: str
    mathml: str


class Group(Answer):
    """A statement, call, iteration, layer or neuron."""

    path: str
    kind: Literal["statement", "function", "iteration", "layer", "neuron"]
    label: str
    parent: str | None
    line: int | None
    column: int | None
    end_line: int | None
    end_column: int | None
    inputs: list[str]
    outputs: list[str]
    derivatives: list[list[Formula | None]] | None = Field(
        None, description="Symbolic, a row an output, a column an input; null: too long to read"
    )
    gate: str | None = Field(
        None, description="The label of the one operation that the group spells out, as in σ"
    )


class Graph(Answer):
    """Nodes in execution order, and what connects them."""

    nodes: list[Node]
    edges: list[Edge]
    groups: list[Group]
    output: str
    comments: dict[str, str] = Field(description="Of the source, by line")


class Numbers(Answer):
    """Columns aligned with the graph: values and gradients with its nodes, local_gradients and
    flows with its edges, group_derivatives with its groups (a row an output, a column an input)."""

    values: list[Value]
    gradients: list[Value | None]
    local_gradients: list[Number | None]
    flows: list[Value | None]
    group_derivatives: list[list[list[Number]] | None]


class ForwardExplanation(Answer):
    sentence: str
    formula: Formula
    with_numbers: Formula
    code: str | None
    line: int | None


class EdgeExplanation(Answer):
    """The flow along an edge: its local gradient, the chain rule with names and with numbers."""

    edge: str
    local: Formula
    local_with_numbers: Formula | None
    chain: Formula
    with_numbers: Formula
    sentence: str
    accumulates: bool


class BackwardExplanation(Answer):
    sentence: str
    edges: list[EdgeExplanation]
    code: str | None
    line: int | None


class ForwardStep(Answer):
    """A node gets its value."""

    node: str
    explanation: ForwardExplanation | None = None


class BackwardStep(Answer):
    """A node's gradient is complete, and flows leave it along edges; those in `accumulates` add to
    a gradient that has contributions already."""

    node: str
    edges: list[str]
    accumulates: list[str]
    explanation: BackwardExplanation | None = None


class Steps(Answer):
    """One run, step by step."""

    forward: list[ForwardStep]
    backward: list[BackwardStep]


class Finding(Answer):
    """A disease, the nodes that have it, its cause, what helps, and the numbers that say so."""

    disease: Disease
    severity: Severity
    nodes: list[str]
    cause: str
    advice: str
    numbers: dict[str, Any]
    units: list[int] = Field(
        description="Which units of the layer, counted from 1; empty: it is not about units"
    )


class DiagnoseAnswer(Answer):
    """What is wrong; an empty list for what is healthy."""

    findings: list[Finding]


class TraceAnswer(BaseModel):
    """A program's graph, its numbers, and the steps in which they arise."""

    value: Number
    gradients: dict[str, Value]
    graph: Graph
    numbers: Numbers
    steps: Steps
    assumed: dict[str, Value] = Field(description="Inputs without a value, and what was taken")
    broken: str | None = Field(description="The node where NaN or infinity arises first")
    language: str
    findings: list[Finding] | None = Field(
        None, description="Absent with `explain` false, and by default above 10,000 nodes"
    )


class Contribution(Answer):
    """A flow that is one of the summands of a gradient."""

    edge: str
    flow: Value
    explanation: EdgeExplanation | None = Field(description="null after the first 100")


class NodeExplanation(Answer):
    node: str
    symbol: str
    value: Value
    gradient: Value | None
    forward: ForwardExplanation | None
    backward: BackwardExplanation | None
    contributions: list[Contribution]


class FlowExplanation(Answer):
    edge: str
    source: str
    target: str
    local_gradient: Number | None
    flow: Value
    explanation: EdgeExplanation
    contributions: list[Contribution]


class Differences(RootModel[list["Number | Differences | None"]]):
    """Numbers in nested lists, null where an element was not checked."""


class InputCheck(Answer):
    """A gradient beside its central finite difference."""

    gradient: Value
    finite_difference: Value | Differences | None = Field(
        description="null for elements that were not checked, and for a large array as a whole"
    )
    checked: int = Field(description="How many elements were checked")
    relative_error: Number | None
    verdict: Literal["agrees", "differs", "kink", "not_finite", "structural"]
    note: str


class CheckAnswer(Answer):
    """The gradient check of every input."""

    inputs: dict[str, InputCheck]


class GridAnswer(Answer):
    """`value[row][column]` is at y[row], x[column]; so are the gradients by the axes' names."""

    x: list[float]
    y: list[float]
    value: list[list[Number]]
    gradients: dict[str, list[list[Number]]]


class CodeLine(Answer):
    """A line (from 1) that computes something: the node whose step it is, all nodes it stands for,
    and, backward, the edges whose flows it adds."""

    line: int
    phase: Phase
    node: str
    nodes: list[str]
    edges: list[str]


class CodeAnswer(Answer):
    """The program as code."""

    target: str
    code: str
    lines: list[CodeLine]


class Operation(Answer):
    """An entry of the operation table. Of an elementwise operation the local gradients are by
    argument; of others they are the flows, with g the upstream gradient."""

    name: str
    symbol: str
    label: str
    spellings: list[str]
    arity: int | None = Field(description="null: any number of arguments")
    family: str
    doc: str
    local_gradients: list[Formula]
    kinks: str
    options: list[str]


class OperationsAnswer(Answer):
    """The operation table."""

    operations: list[Operation]


class Example(Answer):
    """A program of the gallery, and what to look at."""

    name: str
    title: str
    look: str
    source: str
    language: str
    inputs: dict[str, Any]


class ExamplesAnswer(Answer):
    """The gallery, in the order of a course."""

    examples: list[Example]


class HealthAnswer(Answer):
    """The service is there."""

    status: Literal["ok"]
    version: str
