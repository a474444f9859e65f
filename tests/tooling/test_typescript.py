"""Functions of TypeScript files are found by their brackets."""

from __future__ import annotations

import pytest

from tests.tooling.typescript import function_spans

FUNCTIONS = [
    "function area(width: number): number {\n  return width;\n}\n",
    "export const area = (width: number) => {\n  return width;\n};\n",
    "export const area = async (width: number): Promise<number> => {\n  return width;\n};\n",
    "class Box {\n  area(): number { return 1; }\n}\n",
    "class Box<T> {\n  private get<K extends T>(key: K): Map<string, K[]> { return m; }\n}\n",
    "const box = {\n  area() { return 1; },\n};\n",
    "box.map(function (one) {\n  return one;\n});\n",
]
NOT_FUNCTIONS = [
    "if (a) {\n  b();\n} else {\n  c();\n}\n",
    "for (const a of b) {\n  c();\n}\n",
    "switch (a) {\n  case 1: break;\n}\n",
    "try {\n  a();\n} catch (error) {\n  b();\n}\n",
    "interface Box {\n  area(): number;\n}\n",
    "const box = { width: 1 };\nexport { box };\n",
    "// function area() {\n// }\n",
    "const text = 'function area() {';\nconst end = '}';\n",
    "const text = `function area() { ${width} }`;\n",
    "const braces = text.match(/area\\(\\) \\{/g);\n",
]


@pytest.mark.parametrize("text", FUNCTIONS)
def test_every_way_to_write_a_function_is_found(text: str) -> None:
    assert len(list(function_spans(text))) == 1


@pytest.mark.parametrize("text", NOT_FUNCTIONS)
def test_other_braces_are_no_functions(text: str) -> None:
    assert list(function_spans(text)) == []


def test_lines_count_from_the_parameter_list_to_the_closing_brace() -> None:
    text = "\n\nfunction area(\n  width: number,\n): number {\n  // }\n  return width;\n}\n"
    assert list(function_spans(text)) == [(3, 8)]


def test_a_function_inside_a_function_is_counted_by_itself() -> None:
    text = "function outer() {\n  const inner = () => {\n    go();\n  };\n}\n"
    assert sorted(function_spans(text)) == [(1, 5), (2, 4)]
