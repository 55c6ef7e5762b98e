"""What README and docs show is what happens: links, examples, tables."""

from __future__ import annotations

import asyncio
import doctest
import json
import re
import shlex
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from typer.testing import CliRunner

import rivergrad as rg
from rivergrad.cli import app as command_line
from rivergrad.server.app import ENDPOINTS, create_app
from rivergrad.server.settings import Settings

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"""(?:\]\(|src=")(?!\w+:)([^)#\s"]*)(?:#([^)\s]*))?[)"]""")


class Block(NamedTuple):
    page: str
    line: int
    language: str
    text: str


class Command(NamedTuple):
    """words: as a shell takes them apart. output: what the page shows below."""

    words: list[str]
    output: str


def blocks(*languages: str) -> list[Any]:
    found = [
        Block(page.name, text[: match.start()].count("\n") + 1, match[1], match[2])
        for page in PAGES
        for text in [page.read_text()]
        for match in FENCED.finditer(text)
        if match[1] in languages
    ]
    return [pytest.param(block, id=f"{block.page}:{block.line}") for block in found]


def commands(program: str) -> list[Command]:
    found = (command for block in blocks("console") for command in _commands(block.values[0].text))
    return [command for command in found if command.words[0] == program]


def _commands(text: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        lines = part.split("\n")
        for end in range(1, len(lines) + 1):
            try:
                words = shlex.split("\n".join(lines[:end]))
            except ValueError:
                continue  # a quote goes on in the next line
            yield Command(words, "\n".join(lines[end:]))
            break


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target, heading in LINK.findall(page.read_text()):
        linked = page.parent / target if target else page
        assert linked.is_file(), f"{target} is not there"
        assert not heading or heading in _headings(linked), f"{target} has no heading {heading}"


def _headings(page: Path) -> list[str]:
    """The headings as the addresses that hosts of Markdown give them."""
    titles = re.findall(r"^#+ (.*)$", page.read_text(), re.MULTILINE)
    return [re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_has_a_way_to_it(page: Path) -> None:
    linked = {
        (other.parent / target).resolve()
        for other in PAGES
        for target, _ in LINK.findall(other.read_text())
    }
    assert page.name == "README.md" or page in linked


@pytest.mark.parametrize("block", blocks("pycon"))
def test_python_examples_give_what_they_show(block: Block) -> None:
    example = doctest.DocTestParser().get_doctest(block.text, {}, block.page, None, block.line)
    report: list[str] = []
    failed, tried = doctest.DocTestRunner().run(example, out=report.append)
    assert tried > 0
    assert not failed, "".join(report)


@pytest.mark.parametrize("command", commands("rivergrad"), ids=lambda command: command.words[1])
def test_commands_print_what_is_shown(command: Command) -> None:
    result = CliRunner().invoke(command_line, command.words[1:])
    assert result.exit_code == 0
    assert _lines(result.output) == _lines(command.output)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().split("\n")]


def test_requests_are_answered() -> None:
    requests = [_request(command.words) for command in commands("curl")]
    assert len(requests) > 5
    for request, answer in zip(requests, answers(requests), strict=True):
        assert answer.status_code == 200, (request, answer.text)


def test_the_problem_is_as_shown() -> None:
    (block,) = (param.values[0] for param in blocks("json"))
    (answer,) = answers([("/api/trace", '{"source": "x * sigmod(y)"}')])
    assert answer.json() == json.loads(block.text)


def _request(words: list[str]) -> tuple[str, str]:
    """The path and the body of `curl -s http://127.0.0.1:8000/path --json body`."""
    assert words[:2] == ["curl", "-s"]
    assert words[3] == "--json"
    address = httpx.URL(words[2])
    assert address.netloc == b"127.0.0.1:8000"
    return address.path, words[4]


def answers(requests: list[tuple[str, str]]) -> list[httpx.Response]:
    """What the service says to each path and body."""
    # In a thread of its own: the browser tests leave a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(_answers(requests))).result()


async def _answers(requests: list[tuple[str, str]]) -> list[httpx.Response]:
    app = create_app(Settings(workers=1))
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://service", timeout=60) as client,
    ):
        headers = {"content-type": "application/json"}
        return [await client.post(path, content=body, headers=headers) for path, body in requests]


@pytest.mark.parametrize("block", blocks("python", "latex", "network"))
def test_programs_are_read_as_what_they_are(block: Block) -> None:
    trace = rg.trace(block.text)
    assert trace.program.language == block.language
    assert trace.gradients


MISTAKE = re.compile(r"^\| `(.*?)` \| (.*?) \| (.*?) ?\|$", re.MULTILINE)


def mistakes() -> list[tuple[str, str, str]]:
    text = (ROOT / "docs/languages.md").read_text()
    tables = text.split("| Source | Problem | Hint |")[1:]
    return [row for table in tables for row in MISTAKE.findall(table.split("\n\n")[0])]


@pytest.mark.parametrize(("source", "problem", "hint"), mistakes())
def test_mistakes_are_told_as_shown(source: str, problem: str, hint: str) -> None:
    language = "latex" if "\\" in source or "{" in source else "auto"
    with pytest.raises(rg.RivergradError) as refused:
        rg.trace(source, language=language)
    assert refused.value.message == problem
    assert (refused.value.hint or "") == hint


def first_column(page: str, pattern: str) -> set[str]:
    return set(re.findall(rf"^\| {pattern} \|", (ROOT / "docs" / page).read_text(), re.MULTILINE))


def test_the_words_of_a_link_are_those_that_are_read() -> None:
    links = (ROOT / "docs/picture.md").read_text().split("## Links")[1]
    told = set(re.findall(r"^\| `(\w+)` \|", links, re.MULTILINE))
    assert told == set(re.findall(r"words\.get\('(\w+)'\)", (ROOT / "frontend/url.js").read_text()))


def test_the_settings_are_those_that_are_read() -> None:
    told = first_column("api.md", r"`RIVERGRAD_(\w+)`")
    assert told == {name.upper() for name in Settings.model_fields}


def test_the_endpoints_are_those_that_answer() -> None:
    told = first_column("api.md", r"`((?:GET|POST) [\w/-]+)`")
    assert told == {f"{endpoint.method} {endpoint.path}" for endpoint in ENDPOINTS}
