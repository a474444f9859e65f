import re
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.errors import CatalogError, Problem
from knowledge_base.yaml_source import YamlSource, read_yaml

TEXT = """\
# a comment
id: pump
limits:
  low: 1.5

  high: [2, 3]
parts:
  - {id: motor}
  - id: fan
    name: >-
      Cooling
      fan
"""


def read(tmp_path: Path, content: str | bytes) -> YamlSource:
    file = tmp_path / "file.yaml"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_yaml(file)


def refused(tmp_path: Path, content: str | bytes) -> Problem:
    with pytest.raises(CatalogError) as caught:
        read(tmp_path, content)
    (problem,) = caught.value.problems
    assert problem.file == tmp_path / "file.yaml"
    assert problem.remedy
    return problem


def test_plain_values_are_read(tmp_path: Path) -> None:
    source = read(tmp_path, TEXT)
    assert source.data == {
        "id": "pump",
        "limits": {"low": 1.5, "high": [2, 3]},
        "parts": [{"id": "motor"}, {"id": "fan", "name": "Cooling fan"}],
    }


def test_every_place_knows_its_line(tmp_path: Path) -> None:
    source = read(tmp_path, TEXT)
    lines = {
        ("id",): 2,
        ("limits",): 3,
        ("limits", "low"): 4,
        ("limits", "high"): 6,
        ("limits", "high", 1): 6,
        ("parts", 0, "id"): 8,
        ("parts", 1): 9,
        ("parts", 1, "name"): 10,
    }
    assert {place: source.line(place) for place in lines} == lines


def test_a_place_that_is_not_there_has_the_line_of_what_is_around_it(tmp_path: Path) -> None:
    source = read(tmp_path, TEXT)
    assert source.line(("parts", 1, "node")) == 9
    assert source.line(("limits", "high", 7)) == 6
    assert source.line(("nothing",)) == source.line(()) == 2


def test_lines_are_right_with_crlf_and_with_a_byte_order_mark(tmp_path: Path) -> None:
    source = read(tmp_path, b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    assert source.line(("parts", 1, "name")) == 10
    assert source.data["id"] == "pump"


def test_a_value_that_yaml_takes_for_something_else_stays_what_yaml_says(tmp_path: Path) -> None:
    assert read(tmp_path, "a: 2026-03-01\nb: no\nc: ~\nd: 'no'\n").data == {
        "a": date(2026, 3, 1),
        "b": False,
        "c": None,
        "d": "no",
    }


def test_an_alias_stands_for_what_it_names(tmp_path: Path) -> None:
    assert read(tmp_path, "a: &x {p: 1}\nb: *x\n").data == {"a": {"p": 1}, "b": {"p": 1}}


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "'a' twice"),
        ("a:\n  - {x: 1, y: 2}\n  - {x: 1,\n     x: 2}\n", 4, "'x' twice"),
        ("a: 1\n\tb: 2\n", 2, "not valid YAML"),
        ("a: 1\nb: [1, 2\n", 3, "not valid YAML"),
        ("a: 1\nb: 'open\n", 3, "not valid YAML"),
        ("a: 1\n b: 2\n", 2, "not valid YAML"),
        ("a: *nobody\n", 1, "not valid YAML"),
        ("a: 1\n---\nb: 2\n", 2, "not valid YAML"),
        ("a: \x01\n", 1, "not valid YAML"),
        ("a: 1\nb: 2026-13-45\n", 2, "cannot be read"),
        ("a: 1\nb: !!python/name:os.system x\n", 2, "cannot be read"),
        ("a: 1\nb: " + "9" * 5000 + "\n", 2, "cannot be read"),
        ("x: 1\na: &a [*a]\n", 2, "nested too deeply"),
        ("x: 1\na: &a {b: *a}\n", 2, "nested too deeply"),
        ("x: 1\na: &a [*a, *a, *a]\n", 2, "nested too deeply"),
        ("a: " + "[" * 60 + "]" * 60, 1, "nested too deeply"),
        ("[" * 20_000, 1, "nested too deeply"),
        ("{a: " * 20_000, 1, "nested too deeply"),
        ("", 1, "is empty"),
        ("# nothing but a comment\n\n", 1, "is empty"),
        (b"name: Stra\xdfe\n", 1, r"not UTF-8 text \(byte 10\)"),
        (b"\xff\xfea\x00", 1, "not UTF-8"),
        (b"a: " + b"x" * (4 * 1024 * 1024), 1, "larger than 4 MiB"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, content: str | bytes, line: int, what: str) -> None:
    problem = refused(tmp_path, content)
    assert problem.line == line
    assert re.search(what, problem.what)


def test_a_few_lines_that_stand_for_billions_of_values_are_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert "values" in refused(tmp_path, "\n".join(lines)).what


def test_no_tag_runs_code(tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    path = f"!!python/object/apply:pathlib.Path [{marker}]"
    assert read(tmp_path, f"a: !!python/object/apply:pathlib.Path.touch [{path}]\n").data == {"a": [[str(marker)]]}
    assert not marker.exists()


def test_a_file_that_is_not_there_is_a_problem_of_that_file(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match=r"nowhere\.yaml:1: cannot be read \(No such file"):
        read_yaml(tmp_path / "nowhere.yaml")
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(CatalogError, match="cannot be read"):
        read_yaml(tmp_path / "folder.yaml")


@given(st.one_of(st.binary(max_size=60), st.text(alphabet="ab:-[]{}&*!|>'\"#, \n\t0", max_size=60).map(str.encode)))
def test_any_bytes_are_either_read_or_refused_on_purpose(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    file.write_bytes(raw)
    with suppress(CatalogError):
        read_yaml(file)
