"""The page is part of the package: `pip install .` builds it, with a Node that pip brings."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Page(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        subprocess.run([sys.executable, "scripts/page.py"], cwd=self.root, check=True)
