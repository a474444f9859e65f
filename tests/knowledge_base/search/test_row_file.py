from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.search.row_file import RowFiles

MAGIC = b"FLTEST1\n"


def opened(folder: Path, magic: bytes = MAGIC, made_by: str = "") -> RowFiles:
    return RowFiles(folder / "rows", magic, ".rows", made_by)


@settings(max_examples=40)
@given(rows=st.lists(st.binary(max_size=300), max_size=8))
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, rows: list[bytes]) -> None:
    folder = tmp_path_factory.mktemp("files")
    opened(folder).write("oven", rows)
    assert opened(folder).read("oven", range(-1, len(rows) + 1)) == dict(enumerate(rows))


def test_of_a_damaged_file_no_other_bytes_are_read_and_it_is_thrown_away(tmp_path: Path) -> None:
    files, rows = opened(tmp_path), [b"one", b"", b"three " * 9]
    files.write("oven", rows)
    (file,) = (tmp_path / "rows").iterdir()
    content = file.read_bytes()
    for at in range(len(content)):
        file.write_bytes(content[:at] + bytes([content[at] ^ 0x20]) + content[at + 1 :])
        found = files.read("oven", range(3))
        assert len(found) < 3
        assert found.items() <= dict(enumerate(rows)).items()
        assert not files.holds("oven")


def test_files_of_another_kind_or_maker_are_not_taken_for_these(tmp_path: Path) -> None:
    opened(tmp_path).write("oven", [b"one"])
    for other in (opened(tmp_path, b"FLTEST2\n"), opened(tmp_path, made_by="another model")):
        assert not other.holds("oven")
        assert other.read("oven", [0]) == {}


def test_other_groups_are_forgotten(tmp_path: Path) -> None:
    files = opened(tmp_path)
    for group in ("oven", "belt", "lift"):
        files.write(group, [group.encode()])
    files.keep(["belt"])
    assert [group for group in ("oven", "belt", "lift") if files.holds(group)] == ["belt"]
    files.write("oven", [b"again"])
    assert files.read("oven", [0]) == {0: b"again"}


def test_what_the_folder_lies_in_is_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        opened(tmp_path / "went away").write("oven", [b"one"])
