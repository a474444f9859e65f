"""Holds files and functions to the sizes that can be read in one go.

Usage: python -m tests.tooling.sizes [folder]

Counted are lines as they stand, comments and docstrings too, of the Python and TypeScript that people write.
"""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.tooling.install import ROOT
from tests.tooling.typescript import function_spans

FOLDERS = ("explain", "knowledge_base", "assistant", "ar_client", "tests", "examples")
NOT_OURS = frozenset({"node_modules", "dist", "coverage", "test-results", "__pycache__"})


@dataclass(frozen=True)
class Limit:
    """How many lines most may have, and how many none may exceed."""

    most: int
    none: int


FILES = Limit(most=300, none=500)
FUNCTIONS = Limit(most=40, none=80)


@dataclass(frozen=True)
class Size:
    """A file or a function and its number of lines."""

    where: str
    lines: int


def main(arguments: Sequence[str]) -> int:
    """Print what is too long; returns 1 if anything is."""
    root = Path(arguments[0]) if arguments else ROOT
    files: list[Size] = []
    functions: list[Size] = []
    for path in source_files(root):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(root).as_posix()
        files.append(Size(name, len(text.splitlines())))
        functions.extend(functions_in(name, text))
    complaints = [*complain("files", files, FILES), *complain("functions", functions, FUNCTIONS)]
    print("\n".join(complaints) or f"{len(files)} files, {len(functions)} functions")
    return 1 if complaints else 0


def source_files(root: Path) -> Iterator[Path]:
    """Python and TypeScript files that people write, in a fixed order; generated ones are `*.gen.ts`."""
    for top in FOLDERS:
        for folder, subfolders, names in os.walk(root / top):
            subfolders[:] = sorted(set(subfolders) - NOT_OURS)
            for name in sorted(names):
                if name.endswith((".py", ".ts", ".tsx")) and not name.endswith((".gen.ts", ".d.ts")):
                    yield Path(folder, name)


def functions_in(name: str, text: str) -> list[Size]:
    """All functions of a file; none of TypeScript tests: a `describe` block is a function in form only."""
    if name.endswith(".py"):
        return [
            Size(f"{name}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
            for node in ast.walk(ast.parse(text, filename=name))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ]
    if ".test." in name or ".spec." in name:
        return []
    return [Size(f"{name}:{first}", last - first + 1) for first, last in function_spans(text)]


def complain(what: str, sizes: list[Size], limit: Limit) -> list[str]:
    """One line for each that is too long by itself, and one if too many are long."""
    longest = sorted(sizes, key=lambda size: -size.lines)
    too_long = [size for size in longest if size.lines > limit.none]
    complaints = [f"{size.where}: {size.lines} lines, {limit.none} are the most" for size in too_long]
    ninetieth = longest[len(longest) // 10].lines if longest else 0
    if ninetieth > limit.most:
        long = "\n".join(f"  {size.where}: {size.lines}" for size in longest if size.lines > limit.most)
        complaints.append(f"{what}: the 90th percentile is {ninetieth} lines, {limit.most} are the most:\n{long}")
    return complaints


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
