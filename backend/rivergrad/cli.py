"""The command line: `rivergrad serve` and `rivergrad trace "x * y" x=3 y=-4`."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console

from rivergrad import __version__
from rivergrad.api import Trace, trace
from rivergrad.errors import InputError, RivergradError
from rivergrad.languages.literals import LITERALS, literal
from rivergrad.program import Value
from rivergrad.report import problem_report, report
from rivergrad.wire import document, plain

BAD_INPUT = 2

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="See, step through and understand backpropagation.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"rivergrad {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None: ...


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")
    ] = 8000,
) -> None:
    """Serve the page and the API. Limits come from the environment: RIVERGRAD_SECONDS=5, …"""
    # The server's imports take longer than a whole `rivergrad trace`.
    from rivergrad.server import launch  # noqa: PLC0415

    try:
        listened = launch.serve(host, port)
    except InputError as error:
        raise _refused(error, "") from None
    if not listened:
        raise typer.Exit(1)


@app.command("trace", context_settings={"ignore_unknown_options": True})
def trace_command(
    source: Annotated[str, typer.Argument(help="The program: its text, a file, or - for stdin.")],
    inputs: Annotated[
        list[str] | None, typer.Argument(help="Values of inputs: x=3 W='[[1, 2], [3, 4]]'")
    ] = None,
    language: Annotated[str, typer.Option(help="auto, or a language's name.")] = "auto",
    output: Annotated[str | None, typer.Option(help="The name to differentiate.")] = None,
    upstream: Annotated[float, typer.Option(help="The gradient at the output.")] = 1.0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the trace as JSON.")] = False,
    code: Annotated[
        str | None, typer.Option(metavar="TARGET", help="Print code instead: python, …")
    ] = None,
) -> None:
    """Run a program forward and backward, and show every step."""
    text = ""
    try:
        _check_options(as_json, code)
        text = _text(source)
        values = _values(inputs or [])
        result = trace(text, values, language=language, output=output, upstream=upstream)
        _show(result, as_json, code)
    except RivergradError as error:
        raise _refused(error, text) from None


def _check_options(as_json: bool, code: str | None) -> None:
    if as_json and code is not None:
        raise InputError("--json and --code print different things", None, "choose one of them")


_FILE = re.compile(r"[\w./\\ ~-]*[\w-]\.(?:py|txt|tex|json|md)")


def _text(source: str) -> str:
    """The program that SOURCE stands for. Raises InputError for a file that cannot be read."""
    if source == "-":
        return _decoded(sys.stdin.buffer.read(), "what came by stdin")
    try:
        content = Path(source).read_bytes() if Path(source).is_file() else None
    except OSError as error:
        raise InputError(f"{source} cannot be read: {error.strerror}") from None
    except ValueError:
        return source
    if content is not None:
        return _decoded(content, source)
    if _FILE.fullmatch(source):
        raise InputError(f"there is no file {source}", None, "check its name and folder")
    return source


def _decoded(content: bytes, what: str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        message = f"{what} is no UTF-8 text: byte {error.start + 1} belongs to no character"
        raise InputError(message, None, "save it as UTF-8") from None


def _values(arguments: list[str]) -> dict[str, Value]:
    """The inputs by name. Raises InputError, also for one that comes twice."""
    values: dict[str, Value] = {}
    for argument in arguments:
        name, value = _value(argument)
        if name in values:
            raise InputError(f"the input {name} comes twice", None, "give it one value")
        values[name] = value
    return values


def _value(argument: str) -> tuple[str, Value]:
    """`x=3` as a name and a value. Raises InputError."""
    name, equals, text = argument.partition("=")
    if not equals or not name.strip().isidentifier():
        what = "option" if argument.startswith("--") else "input"
        raise InputError(f"{argument!r} is no {what}", None, "write x=3, or W='[[1, 2], [3, 4]]'")
    message, hint = f"the value {text!r} of {name} cannot be read", "write a number, or [1, 2, 3]"
    try:
        value = literal(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, RecursionError, MemoryError):
        value = None
    except ValueError as error:
        raise InputError(f"{message}: {error}", None, LITERALS) from None
    if value is None:
        raise InputError(message, None, hint)
    return name.strip(), value


def _show(result: Trace, as_json: bool, code: str | None) -> None:
    if code is not None:
        typer.echo(result.code(code), nl=False)
    elif as_json:
        typer.echo(orjson.dumps(plain(document(result)), option=orjson.OPT_INDENT_2).decode())
    else:
        Console().print(report(result))


def _refused(error: RivergradError, source: str) -> typer.Exit:
    Console(stderr=True).print(problem_report(error, source), soft_wrap=True)
    return typer.Exit(BAD_INPUT)


def main() -> None:
    """The console script."""
    app()
