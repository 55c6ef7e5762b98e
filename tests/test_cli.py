"""The command line: what it prints, and how it ends."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from typer.testing import CliRunner, Result

from rivergrad import __version__
from rivergrad.cli import app

SEED = "(x + sigmoid(y)) / (sigmoid(x) + (x + y)**2)"


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner(env={"COLUMNS": "120"}).invoke(app, list(arguments), input=stdin)


def test_the_steps_of_the_seed() -> None:
    result = run("trace", SEED, "x=3", "y=-4")
    assert result.exit_code == 0
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert "7 f = t2 / t6 1.546" in lines
    assert "7 y from t1 (1 - t1) * t1 0.01766 += 0.009046 1.592" in lines
    assert "∂f/∂x = 2.0595697955721652" in lines


@pytest.mark.parametrize("as_file", [True, False])
def test_a_program_from_a_file_or_from_stdin(tmp_path: Path, as_file: bool) -> None:
    program = "q = x + y  # sum\nq * z"
    (tmp_path / "program.py").write_text(program)
    source = str(tmp_path / "program.py") if as_file else "-"
    result = run("trace", source, "x=-2", "y=5", "z=-4", stdin=program)
    assert "∂f/∂z = 3.0" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("x * y", "x=+.5", "y=1e3"), "f = 500.0"),
        (("-x * y", "x=2", "y=3"), "f = -6.0"),
        (("sum(W @ x)", "W=[[1, 2], [3, 4]]", "x=[1, -.5]"), "∂f/∂x = [4.0, 6.0]"),
        (("a = x * 2\nb = a * 3", "x=1", "--output", "a"), "∂a/∂x = 2.0"),
        (("x * 2", "x=1", "--upstream", "0.5"), "∂f/∂x = 1.0"),
        ((r"\frac{x}{2}", "x=3", "--language", "latex"), "f = 1.5"),
        (("x * y",), "x had no value and was taken as 1.0"),
        (("log(x)", "x=-1"), "not finite from f on"),
        (("for i in range(150):\n    x = x + 1\nx", "x=0"), "50 steps more"),
    ],
)
def test_inputs_and_options(arguments: tuple[str, ...], said: str) -> None:
    result = run("trace", *arguments)
    assert result.exit_code == 0, result.output
    assert said in result.stdout


def test_json_is_the_trace_of_the_api() -> None:
    document = json.loads(run("trace", SEED, "x=3", "y=-4", "--json").stdout)
    assert document["value"] == 1.5456448841066441
    assert document["steps"]["backward"]


def test_code_runs() -> None:
    names: dict[str, float] = {}
    exec(run("trace", SEED, "x=3", "y=-4", "--code", "python").stdout, names)
    assert math.isclose(names["dx"], 2.0595697955721652)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("a = x\nb = 2 * sigmod(a)",), ("2 | b = 2 * sigmod(a)\n            ^^^^^^", "`sigmoid`")),
        (("x +",), ("1 | x +", "^")),
        (("x * y", "z=3"), ("no input named 'z'", "hint: the inputs of this program are x, y")),
        (("x", "x=a"), ("'a' of x cannot be read", "hint:")),
        (("x", "x=[[1], [2, 3]]"), ("cannot be read",)),
        (("x", "x=[[1, 2], [3]]"), ("not of equal length", "same length")),
        (("x", "x=1e999"), ("too large", "1.8e308")),
        (("x", "x=\0"), ("cannot be read", "hint:")),
        (("x", "x=3", "x=4"), ("the input x comes twice",)),
        (("x", "x=3", "--json", "--code", "python"), ("--json and --code", "choose one")),
        (("nofile.py", "x=3"), ("there is no file nofile.py", "hint:")),
        (("no/such folder/net.json",), ("there is no file",)),
        (("x", "--upstream=nan"), ("the upstream gradient is nan", "finite")),
        (("x", "--upstream=inf"), ("the upstream gradient is inf", "finite")),
        (("x", "x"), ("'x' is no input", "hint: write x=3")),
        (("x", "--nope"), ("'--nope' is no option",)),
        (("x", "--code", "pyhton"), ("pyhton", "`python`")),
        (("x", "--output", "y"), ("no value named 'y'",)),
        (("W @ x", "W=[[1, 2]]", "x=[1, 2, 3]"), ("(1, 2) and (3,)", "^^^^^")),
    ],
)
def test_errors_show_the_place_and_a_hint(
    arguments: tuple[str, ...], said: tuple[str, ...]
) -> None:
    result = run("trace", *arguments)
    assert result.exit_code == 2
    assert not result.stdout
    for words in said:
        assert words in result.stderr, result.stderr


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_bytes(b"x\xff * y")
    result = run("trace", str(tmp_path / "program.py"))
    assert result.exit_code == 2
    assert "is no UTF-8 text: byte 2" in result.stderr.replace("\n", " ")


@pytest.mark.parametrize("port", ["99999", "-1"])
def test_a_port_that_cannot_be(port: str) -> None:
    result = run("serve", f"--port={port}")
    assert result.exit_code == 2
    assert "65535" in result.output or "greater than or equal to 0" in result.output


def test_the_version() -> None:
    assert run("--version").stdout == f"rivergrad {__version__}\n"


def test_help_names_the_commands() -> None:
    result = run("--help")
    assert "serve" in result.stdout
    assert "trace" in result.stdout


def module(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "rivergrad", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_serve_says_where_and_ends_in_silence(ending: signal.Signals) -> None:
    process = module("serve", "--port", "0", RIVERGRAD_WORKERS="1")
    assert process.stdout is not None
    address = process.stdout.readline().removeprefix("rivergrad: ").strip()
    assert address.startswith("http://127.0.0.1:")
    with urlopen(f"{address}/api/health", timeout=10) as answer:
        assert json.load(answer) == {"status": "ok", "version": __version__}
    process.send_signal(ending)
    assert process.communicate(timeout=15) == ("", "")


def test_serve_refuses_a_setting_that_cannot_be() -> None:
    process = module("serve", "--port", "0", RIVERGRAD_SECONDS="soon")
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "RIVERGRAD_SECONDS" in errors
    assert "Traceback" not in errors
