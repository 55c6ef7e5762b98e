"""The command line: `rivergrad serve` and `rivergrad trace "x * y" x=3 y=-4`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from pydantic import ValidationError

from rivergrad import __version__

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="See, step through and understand backpropagation.",
)  # fmt: skip


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"rivergrad {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None: ...


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port; 0 takes a free one.")] = 8000,
) -> None:
    """Serve the page and the API."""
    # The server's imports take longer than a whole `rivergrad trace`.
    from rivergrad.server.launch import serve as run  # noqa: PLC0415
    from rivergrad.server.settings import Settings  # noqa: PLC0415

    try:
        settings = Settings()
    except ValidationError as error:
        for problem in error.errors():
            name = f"RIVERGRAD_{'_'.join(map(str, problem['loc']))}".upper()
            typer.echo(f"{name}: {problem['msg']}", err=True)
        raise typer.Exit(2) from None
    if not run(host, port, settings):
        raise typer.Exit(1)


def main() -> None:
    """The console script."""
    sys.exit(app())
