"""Writes the documentation pages that come from the code; `--check` tells if they are current."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from rivergrad.formula import TEXT, render
from rivergrad.operations import FAMILIES, OPERATIONS, Op
from rivergrad.operations.term import name, term

PAGES = Path(__file__).parent.parent / "docs"
ARGUMENTS = ("x", "y", "z")


def operations_page() -> str:
    """The operation table as Markdown."""
    return "\n".join(_operations()) + "\n"


WORDS = (
    "",
    "## Words",
    "",
    (
        "Flows of arrays are written with the operations themselves, by numpy's broadcasting, and "
        "with these words. Where broadcasting has stretched an argument, its flow is a sum over "
        "those axes. n is how many elements are taken together; with shapes known, its number is "
        "shown."
    ),
    "",
    "| Word | Is |",
    "|---|---|",
    "| `broadcast(g, shape=s)` | g in every place of an array of shape s |",
    "| `scatter(g, x[key])` | zeros in the shape of x, with g added at the key |",
    "| `one_hot(t, classes=k)` | class numbers as rows of k numbers, a 1 at the class |",
    "| `others(x)` | in each place the product of the other elements (along the axis, if any) |",
    "| `part(g)` | the slice of g that came from the argument |",
    "| `conv2d_transposed(g, w)` | each window's g · wᵀ, put where the window was and added up |",
    "| `correlate(x, g)` | for each place in the filter, the sum of the image there times g |",
    "| `unpool(g, x)` | each g at the largest element of its window of x, which ties share |",
)


def _operations() -> Iterator[str]:
    yield "# Operations"
    yield ""
    yield (
        f"The {len(OPERATIONS)} operations of the table in `backend/rivergrad/operations`, from "
        "which this page is generated. g is the upstream gradient, out the operation's own value; "
        "for scalars the local gradient is what multiplies g. "
        "Every name may have a module before it: `np.exp`, "
        "`torch.tanh`, `F.relu`, `math.sqrt`."
    )
    yield from WORDS
    for family in FAMILIES:
        yield from ("", f"## {family.capitalize()}", "")
        yield "| Operation | Also written | Flow to each argument | What it is |"
        yield "|---|---|---|---|"
        yield from (_row(op) for op in OPERATIONS.values() if op.family == family)


def _row(op: Op) -> str:
    spellings = " ".join(f"`{_escaped(spelling)}`" for spelling in op.spellings)
    kinks = f" Kink: {op.kinks}." if op.kinks else ""
    listed = ", ".join(f"`{option}`" for option in op.options)
    options = f" Options: {listed}." if listed else ""
    return f"| `{op.name}` | {spellings} | {_flows(op)} | {_escaped(op.doc)}{options}{kinks} |"


def _flows(op: Op) -> str:
    arguments = [name(letter) for letter in ARGUMENTS[: op.arity or 1]]
    flows = []
    for position, argument in enumerate(arguments):
        flow = term(op.formula(position, {})(name("g"), name("out"), *arguments))
        flows.append(f"{render(argument, TEXT)}: `{_escaped(render(flow, TEXT))}`")
    return "<br>".join(flows)


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")


GENERATED = {"operations.md": operations_page}


def main(*, check: bool) -> int:
    PAGES.mkdir(exist_ok=True)
    stale = [page for page, make in GENERATED.items() if _read(PAGES / page) != make()]
    for page in stale:
        if check:
            print(f"docs/{page} is not current: run scripts/generate.py")
        else:
            (PAGES / page).write_text(GENERATED[page]())
    return int(check and bool(stale))


def _read(page: Path) -> str:
    return page.read_text() if page.exists() else ""


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
