"""Builds the page into backend/rivergrad/static/, if it is not already built from the same sources.

`--tools` also installs the packages that check the page's sources.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import node

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "scripts/build.mjs"
LOCK = ROOT / "package-lock.json"
INSTALLED = ROOT / "node_modules/.package-lock.json"
BUILT_FROM = ROOT / "backend/rivergrad/static/sources.sha256"


def main(*, tools: bool) -> None:
    if not _installed(tools):
        _npm_ci(tools)
    if not _built():
        _build()


def _installed(tools: bool) -> bool:
    if not INSTALLED.exists():
        return False
    there = _packages(INSTALLED)
    wanted = {
        folder: package
        for folder, package in _packages(LOCK).items()
        if folder and not package.get("optional") and (tools or not package.get("dev"))
    }
    return all(
        folder in there and there[folder]["version"] == package["version"]
        for folder, package in wanted.items()
    )


def _packages(lock: Path) -> dict[str, dict[str, str]]:
    packages: dict[str, dict[str, str]] = json.loads(lock.read_text())["packages"]
    return packages


def _npm_ci(tools: bool) -> None:
    only = [] if tools else ["--omit=dev"]
    _run(*node.find().npm, "ci", "--no-audit", "--no-fund", "--loglevel=error", *only)


def _built() -> bool:
    return BUILT_FROM.exists() and BUILT_FROM.read_text() == _digest()


def _build() -> None:
    digest = _digest()
    _run(node.find().node, str(BUILD))
    BUILT_FROM.write_text(digest)


def _digest() -> str:
    digest = hashlib.sha256()
    for file in (LOCK, BUILD, *_files("frontend"), *_files("scripts/build")):
        digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def _files(folder: str) -> list[Path]:
    return sorted(file for file in (ROOT / folder).rglob("*") if file.is_file())


def _run(*command: str) -> None:
    # Packages start `node` by name: the same one that runs npm.
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])
    subprocess.run(command, cwd=ROOT, env=os.environ | {"PATH": path}, check=True)


if __name__ == "__main__":
    main(tools="--tools" in sys.argv)
