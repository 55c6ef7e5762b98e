"""Runs every benchmark of this folder, or those that are named, and prints a table of ratios.

A benchmark is a module with rows().
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from pathlib import Path
from types import ModuleType

from benchmarks.timing import Row
from rich.console import Console
from rich.markup import escape
from rich.table import Table


def benchmarks() -> dict[str, ModuleType]:
    """The benchmarks by name."""
    names = [module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)])]
    modules = {n: importlib.import_module(f"benchmarks.{n}") for n in names if n != "__main__"}
    return {name: module for name, module in modules.items() if hasattr(module, "rows")}


def shown(value: float, name: str) -> str:
    """Seconds with their unit; other numbers as they are."""
    if name.endswith("]"):
        return f"{value:.3g}"
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value / 1e-9:.3g} ns"


def table(rows: list[Row]) -> Table:
    result = Table("What", title="Times beside those of others")
    for heading in ("ours", "theirs", "ratio", "limit"):
        result.add_column(heading, justify="right")
    result.add_column("")
    for name, ours, theirs, limit in rows:
        kept = ours <= limit * theirs
        numbers = (shown(ours, name), shown(theirs, name), f"{ours / theirs:.2f}", f"{limit:g}")
        result.add_row(escape(name), *numbers, "[green]kept[/]" if kept else "[red]missed[/]")
    return result


ENVIRONMENT = {
    # As the service's workers run: one thread each, and glibc keeps the pages of large arrays.
    "MALLOC_TRIM_THRESHOLD_": "268435456",
    "MALLOC_MMAP_THRESHOLD_": "33554432",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


def main(wanted: list[str]) -> int:
    console = Console(width=None if sys.stdout.isatty() else 140)
    rows: list[Row] = []
    for name, module in benchmarks().items():
        if not wanted or name in wanted:
            console.print(f"{name} …", style="dim")
            rows += module.rows()
    console.print(table(rows))
    return int(any(ours > limit * theirs for _, ours, theirs, limit in rows))


if __name__ == "__main__":
    if not ENVIRONMENT.items() <= os.environ.items():
        command = [sys.executable, "-m", "benchmarks", *sys.argv[1:]]
        os.execve(sys.executable, command, {**os.environ, **ENVIRONMENT})
    sys.exit(main(sys.argv[1:]))
