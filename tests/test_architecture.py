"""Imports point one way, files stay short, and the built page asks nothing of other hosts."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "backend/rivergrad"
FRONTEND = ROOT / "frontend"
STATIC = PACKAGE / "static"

# A module may import what stands in a row above its own, and its own folder.
PYTHON = (
    {"errors"},
    {"limits", "memory"},
    {"operations"},
    {"program"},
    {"builder", "data", "formula", "graph", "records", "symbols", "tape"},
    {"networks"},
    {"languages", "scalars"},
    {"elementwise", "prose", "replay", "stages", "trace"},
    {"derivatives", "gates", "training"},
    {"diagnosis", "spelling"},
    {"check", "explain", "exporters", "graph_json", "grid", "groups"},
    {"wire"},
    {"api"},
    {"__init__"},
    {"examples", "report"},
    {"server"},
    {"cli"},
    {"__main__"},
)
JAVASCRIPT = (
    {"format", "motion"},
    {"math"},
    {"scene"},
    {"picture"},
    {"api", "store", "url"},
    {"player"},
    {"actions"},
    {"panels"},
    {"gallery", "main"},
)

IMPORT = re.compile(r"""(?:\bfrom|\bimport\(|^import)\s*['"](\.[^'"]+)['"]""", re.MULTILINE)
URL = re.compile(r"new URL\(\s*'(\.[^']+\.js)'")


def files(folder: Path, *suffixes: str) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.suffix in suffixes)


def named(paths: list[Path]) -> list[object]:
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in paths]


def part(path: Path, root: Path) -> str:
    """The row's word for a file: its folder below the root, or its own name."""
    return path.relative_to(root).parts[0].split(".")[0]


def row(word: str, table: tuple[set[str], ...]) -> int:
    rows = [index for index, words in enumerate(table) if word in words]
    assert rows, f"{word} is new: say in this file's table where it stands"
    return rows[0]


def python_imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports name the whole way"
            yield from _imported(node.module or "", node.names)


def _imported(module: str, names: list[ast.alias]) -> Iterator[str]:
    if module != "rivergrad":
        yield module
        return
    for alias in names:
        is_module = (PACKAGE / alias.name).is_dir() or (PACKAGE / f"{alias.name}.py").exists()
        yield f"rivergrad.{alias.name}" if is_module else "rivergrad.__init__"


@pytest.mark.parametrize("path", named(files(PACKAGE, ".py")))
def test_python_imports_point_one_way(path: Path) -> None:
    own = part(path, PACKAGE)
    for name in python_imports(path):
        package, _, inner = name.partition(".")
        other = (inner or "__init__").partition(".")[0]
        if package != "rivergrad" or other == own:
            continue
        assert row(other, PYTHON) < row(own, PYTHON), f"{own} imports {other}"


@pytest.mark.parametrize("path", named(files(FRONTEND, ".js")))
def test_javascript_imports_point_one_way(path: Path) -> None:
    text = path.read_text()
    own = part(path, FRONTEND)
    for name in IMPORT.findall(text) + URL.findall(text):
        imported = (path.parent / name).resolve()
        assert imported.is_file(), f"{name} is no file"
        other = part(imported, FRONTEND)
        if other != own:
            assert row(other, JAVASCRIPT) < row(own, JAVASCRIPT), f"{own} imports {other}"


SUFFIXES = (".py", ".js", ".mjs", ".css", ".html", "")


def sources() -> list[Path]:
    folders = ("backend/rivergrad", "frontend", "scripts", "tests", "benchmarks")
    found = [path for folder in folders for path in files(ROOT / folder, *SUFFIXES)]
    return [path for path in found if path.is_file() and STATIC not in path.parents]


@pytest.mark.parametrize("path", named(sources()))
def test_a_file_has_at_most_400_lines(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 400


@pytest.mark.parametrize("path", named([path for path in sources() if path.suffix == ".py"]))
def test_a_function_has_at_most_40_lines(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 40, node.name


OUTSIDE = {
    ".html": r"""<(?!a\b)[^>]*\b(?:src|href|srcset)\s*=\s*["']?(?:https?:)?//[^\s"'>]+""",
    ".css": r"""(?:url\(\s*["']?|@import\s*["'])(?:https?:)?//[^\s"')]+""",
    ".js": r"""\b(?:from|import|fetch|importScripts|Worker|WebSocket|open)\s*\(?\s*"""
    r"""["'`](?:https?|wss?):[^"'`]+""",
}


def test_the_built_page_asks_nothing_of_other_hosts() -> None:
    built = files(STATIC, *OUTSIDE)
    assert built, "build the page first: make build"
    for path in built:
        found = re.findall(OUTSIDE[path.suffix], path.read_text())
        assert not found, f"{path.relative_to(STATIC)}: {found}"


def test_the_lock_has_every_package_and_no_address() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for package in packages.values():
        assert "version" in package
        assert "resolved" not in package
        for name in package.get("optionalDependencies", {}):
            assert f"node_modules/{name}" in packages, f"no entry for {name}"
