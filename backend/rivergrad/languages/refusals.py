"""What of Python's expressions stands for nothing here, and what to write instead."""

from __future__ import annotations

import ast

OTHER_SIGNS: dict[type, str] = {
    ast.BitOr: "|", ast.BitXor: "^", ast.BitAnd: "&", ast.Mod: "%", ast.FloorDiv: "//",
    ast.RShift: ">>",
}  # fmt: skip
INSTEAD = {
    "|": "write abs(x) for |x|",
    "&": "write (a < b) * (b < c) for both",
    "//": "write x / y; a quotient rounded down has the gradient 0 and jumps",
    "%": "write x - 3 * y with the multiple that is meant; a remainder jumps",
}
REFUSED = {
    "Lambda": "a lambda",
    "ListComp": "a list comprehension",
    "GeneratorExp": "a generator",
    "Dict": "a dictionary",
    "Set": "a set",
    "JoinedStr": "a string",
    "NamedExpr": "an assignment inside an expression",
    "Await": "await",
    "BoolOp": "`and` or `or`",
    "Slice": "a slice",
    "Starred": "a starred value",
}
