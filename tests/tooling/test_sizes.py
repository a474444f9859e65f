"""Files and functions that are too long are named; generated files are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tooling.sizes import FILES, FUNCTIONS, Size, complain, functions_in, main


def function_of(lines: int) -> str:
    return "def long():\n" + "    x = 1\n" * (lines - 1)


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_function_of_eighty_lines_passes_and_one_of_eighty_one_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    short = "\n".join(f"def f{i}() -> int:\n    return {i}\n" for i in range(20))
    write(tmp_path, "explain/short.py", short)
    write(tmp_path, "explain/just.py", function_of(80))
    assert main([str(tmp_path)]) == 0
    write(tmp_path, "explain/over.py", function_of(81))
    assert main([str(tmp_path)]) == 1
    assert "explain/over.py:1 long: 81 lines" in capsys.readouterr().out


def test_a_file_over_five_hundred_lines_is_named_unless_it_is_generated(tmp_path: Path) -> None:
    write(tmp_path, "ar_client/web/src/wire.gen.ts", "export {};\n" * 900)
    write(tmp_path, "ar_client/web/node_modules/some/index.ts", "export {};\n" * 900)
    assert main([str(tmp_path)]) == 0
    write(tmp_path, "ar_client/web/src/hub.ts", "export {};\n" * 501)
    assert main([str(tmp_path)]) == 1


def test_one_long_file_in_ten_is_allowed_and_two_are_not() -> None:
    short = [Size(f"{i}.py", 100) for i in range(9)]
    assert complain("files", [*short, Size("long.py", 400)], FILES) == []
    [complaint] = complain("files", [*short[:8], Size("a.py", 400), Size("b.py", 301)], FILES)
    assert "90th percentile is 301" in complaint


def test_no_files_at_all_is_nothing_to_complain_about() -> None:
    assert complain("functions", [], FUNCTIONS) == []


def test_methods_and_coroutines_are_functions_too() -> None:
    text = "class C:\n    async def go(self):\n        pass\n\n    def stop(self):\n        pass\n"
    assert [(size.where, size.lines) for size in functions_in("c.py", text)] == [
        ("c.py:2 go", 2),
        ("c.py:5 stop", 2),
    ]


def test_a_describe_block_of_a_typescript_test_is_not_counted_as_a_function() -> None:
    assert functions_in("scene.test.ts", "describe('x', () => {\n" + "  f();\n" * 200 + "});\n") == []
