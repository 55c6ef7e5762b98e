"""The input languages. A language is a module of this folder with NAME, recognises and parse."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from types import ModuleType

from rivergrad.errors import InputError, RivergradError, SourceError, did_you_mean
from rivergrad.languages.formulas import looks_like_a_formula
from rivergrad.limits import DEFAULT_LIMITS, Limits
from rivergrad.program import Program, Value


def _languages() -> dict[str, ModuleType]:
    modules = (
        importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__)
    )
    found = {module.NAME: module for module in modules if hasattr(module, "NAME")}
    # The JSON of a network may hold LaTeX's backslashes, so it is asked first; Python reads what no
    # other language claims, so it is asked last.
    order = {"network": 0, "python": 2}
    return dict(sorted(found.items(), key=lambda item: order.get(item[0], 1)))


LANGUAGES: dict[str, ModuleType] = _languages()


def parse(
    source: str,
    language: str = "auto",
    inputs: Mapping[str, Value | None] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Program:
    """The program of a source text in a language, or in the one that recognises it (`auto`).

    `inputs` are those that will be given by name: None for a value that cannot be a loop bound.
    Raises SourceError where the text is not a program, InputError for an unknown language or a
    source that is no text.
    """
    source = _text(source)
    if language == "auto":
        return _recognised(source, inputs, limits)
    if language not in LANGUAGES:
        allowed = ", ".join(("auto", *LANGUAGES))
        hint = did_you_mean(language, LANGUAGES) or f"use one of {allowed}"
        raise InputError(f"the language {language!r} is not known; there are {allowed}", None, hint)
    program: Program = LANGUAGES[language].parse(source, inputs, limits)
    return program


def _recognised(source: str, inputs: Mapping[str, Value | None] | None, limits: Limits) -> Program:
    """The program in the language that recognises it; `2xy`, which Python refuses, in LaTeX."""
    name = next(name for name, module in LANGUAGES.items() if module.recognises(source))
    try:
        return parse(source, name, inputs, limits)
    except SourceError as refused:
        if name != "python" or not looks_like_a_formula(source):
            raise
        try:
            return parse(source, "latex", inputs, limits)
        except RivergradError:
            raise refused from None


def _text(source: object) -> str:
    if isinstance(source, str):
        return source
    kind = type(source).__name__
    raise InputError(f"the source is of the type {kind}", None, 'give text, as in "x * y"')
