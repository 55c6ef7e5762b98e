r"""The commands of LaTeX that formulas are written with, and what each of them is to us."""

from __future__ import annotations

from pylatexenc.macrospec import (
    EnvironmentSpec,
    LatexContextDb,
    MacroSpec,
    MacroStandardArgsParser,
    std_macro,
)

from rivergrad.operations import SPELLINGS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GREEK = _words(
    """alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu
    xi pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta
    Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell"""
)
SIGNS = {
    "cdot": "*", "times": "*", "ast": "*", "odot": "*", "div": "/", "lt": "<",
    "gt": ">", "le": "<=", "leq": "<=", "leqslant": "<=", "ge": ">=", "geq": ">=",
    "geqslant": ">=", "ne": "!=", "neq": "!=", "prime": "'", "top": "⊤", "intercal": "⊤",
    "coloneqq": "=", "%": "%", "&": "&", "_": "_", "$": "$", "#": "#",
}  # fmt: skip
SPACES = frozenset(" ,;:!>") | _words(
    """quad qquad enspace thinspace medspace thickspace negthinspace displaystyle textstyle
    scriptstyle limits nolimits nonumber notag hfill mathstrut centering noindent"""
)
SIZES = frozenset(
    f"{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")
)
FENCES = {
    "{": ("open", "{"), "}": ("close", "}"), "lbrace": ("open", "{"), "rbrace": ("close", "}"),
    "lbrack": ("open", "["), "rbrack": ("close", "]"), "lparen": ("open", "("),
    "rparen": ("close", ")"), "lvert": ("open", "|"), "rvert": ("close", "|"),
    "lVert": ("open", "‖"), "rVert": ("close", "‖"), "|": ("fence", "‖"), "Vert": ("fence", "‖"),
    "vert": ("fence", "|"),
}  # fmt: skip
CLOSING = {"(": ")", "[": "]", "{": "}", "|": "|", "‖": "‖"}
STYLES = _words(
    """mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak mathnormal text textrm textbf
    textit textsf texttt bm boldsymbol vec"""
)
ACCENTS = _words("hat widehat bar overline tilde widetilde dot check breve")
FRACTIONS = frozenset(("frac", "dfrac", "tfrac", "cfrac"))
LINE_ENDS = frozenset(("\\", "newline", "cr", "par"))
MATH = frozenset(
    f"{name}{star}"
    for name in _words("align equation gather multline eqnarray aligned gathered split math")
    for star in ("", "*")
) | {"displaymath"}  # fmt: skip
FUNCTIONS = frozenset(spelling for spelling in SPELLINGS if spelling.isalpha()) - GREEK
BRACED = STYLES | ACCENTS | FRACTIONS | {"sqrt", "operatorname"}
COMMANDS = FUNCTIONS - BRACED  # the functions that are commands without braces

_DERIVATIVES = "write the function alone: its derivatives are what is computed here"
_SUMS = "write the terms out, or use Python: for i in range(3): s = s + x[i]"
REFUSED = {
    **dict.fromkeys(("partial", "nabla"), _DERIVATIVES),
    **dict.fromkeys(("sum", "prod", "int", "oint", "lim"), _SUMS),
    "over": r"write \frac{a}{b}",
}
KNOWN = sorted(
    {*GREEK, *SIGNS, *FENCES, *STYLES, *ACCENTS, *FRACTIONS, *FUNCTIONS, "sqrt", "operatorname",
     "left", "right", "quad"}
)  # fmt: skip


def context() -> LatexContextDb:
    """What pylatexenc must know to read a formula: how many arguments each command takes."""
    database = LatexContextDb()
    single = ("label", "tag", *STYLES, *ACCENTS)
    macros = [
        *(std_macro(name, False, 2) for name in FRACTIONS),
        *(std_macro(name, False, 1) for name in single),
        MacroSpec("operatorname", args_parser=MacroStandardArgsParser("*{")),
        std_macro("sqrt", True, 1),
    ]
    database.add_context_category("formulas", macros=macros, environments=[], specials=[])
    database.set_unknown_macro_spec(MacroSpec(""))
    database.set_unknown_environment_spec(EnvironmentSpec(""))
    return database
