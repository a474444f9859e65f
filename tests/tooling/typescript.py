"""Finds the functions of a TypeScript file by its brackets.

No parser: comments, strings and regular expressions are blanked out, then an opening brace that follows `=>`
or a parameter list begins a function. A function that is one expression without braces is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

NOT_CODE = re.compile(
    r"""
      //[^\n]*
    | /\*.*?\*/
    | "(?:\\.|[^"\\\n])*"
    | '(?:\\.|[^'\\\n])*'
    | `(?:\\.|[^`\\])*`
    # A slash begins a regular expression where a value may begin, otherwise it divides.
    | (?<=[=(,:;!&|?{}\[\n]) [ \t]* /(?![/*]) (?: \\. | \[(?:\\.|[^\]\\\n])*\] | [^/\\\n\[] )+ / [a-z]*
    """,
    re.VERBOSE | re.DOTALL,
)
CONTROL = frozenset({"if", "for", "while", "switch", "catch", "with", "await"})
RETURN_TYPE = re.compile(r"\)\s*:\s*[^(){};=]+$")
NAME_BEFORE = re.compile(r"([\w$]+)\s*(?:<[^<>()]*>)?\s*$")


def function_spans(text: str) -> Iterator[tuple[int, int]]:
    """First and last line, counted from 1, of every function with a body in braces."""
    code = NOT_CODE.sub(_blank, text)
    open_braces: list[int | None] = []
    for at, character in enumerate(code):
        if character == "{":
            open_braces.append(_function_start(code, at))
        elif character == "}" and open_braces:
            start = open_braces.pop()
            if start is not None:
                yield code.count("\n", 0, start) + 1, code.count("\n", 0, at) + 1


def _blank(found: re.Match[str]) -> str:
    """Blanks and the same line ends, so that places stay what they were."""
    return re.sub(r"[^\n]", " ", found.group())


def _function_start(code: str, brace: int) -> int | None:
    """Where the function begins whose body this brace opens: its parameter list. None for any other brace."""
    before = code[max(0, brace - 2000) : brace]
    offset = brace - len(before)
    stripped = before.rstrip()
    if stripped.endswith("=>"):
        return offset + len(stripped) - 2
    with_type = RETURN_TYPE.search(stripped)
    closing = with_type.start() if with_type else len(stripped) - 1
    if not stripped or stripped[closing] != ")":
        return None
    opening = _matching_parenthesis(stripped, closing)
    name = NAME_BEFORE.search(stripped[:opening]) if opening is not None else None
    if opening is None or name is None or name.group(1) in CONTROL:
        return None
    return offset + opening


def _matching_parenthesis(code: str, closing: int) -> int | None:
    depth = 0
    for at in range(closing, -1, -1):
        depth += {")": 1, "(": -1}.get(code[at], 0)
        if depth == 0:
            return at
    return None
