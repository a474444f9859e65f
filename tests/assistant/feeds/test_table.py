"""A recorded file is read strictly: what is not a number is named with its row, never guessed."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from assistant.feeds.table import Table, read_table
from explain.errors import DataError

Write = Callable[..., Table]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file and read it as a table."""

    def write_and_read(text: str | bytes, name: str = "data.csv") -> Table:
        file = tmp_path / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_table(file)

    return write_and_read


def parquet(folder: Path, **columns: object) -> Table:
    """These columns as a Parquet file, read as a table."""
    pd.DataFrame(columns).to_parquet(folder / "data.parquet")
    return read_table(folder / "data.parquet")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_comma_semicolon_and_tab_files_read_the_same(write: Write, separator: str, end: str) -> None:
    rows = [("speed", "torque"), ("1500", "40.5"), ("1480.25", "-3e2")]
    table = write(end.join(separator.join(row) for row in rows) + end)
    assert len(table) == 2
    assert table.numbers("speed", "a test").tolist() == [1500.0, 1480.25]
    assert table.numbers("torque", "a test").tolist() == [40.5, -300.0]


def test_a_byte_order_mark_is_not_part_of_the_first_name(write: Write) -> None:
    assert write(b"\xef\xbb\xbfspeed;x\r\n1;2\r\n").numbers("speed", "a test").tolist() == [1.0]


def test_blanks_around_numbers_and_quotes_do_no_harm(write: Write) -> None:
    table = write('"speed, in rpm",x\n" 1 ",  2\n')
    assert table.numbers("speed, in rpm", "a test").tolist() == [1.0]
    assert table.numbers("x", "a test").tolist() == [2.0]


def test_numbers_keep_every_bit(write: Write) -> None:
    values = np.random.default_rng(0).normal(size=500) * 10.0 ** np.random.default_rng(1).integers(-30, 30, 500)
    table = write("x\n" + "\n".join(repr(float(value)) for value in values) + "\n")
    assert (table.numbers("x", "a test") == values).all()


def test_parquet_reads_as_the_same_numbers_names_and_times(tmp_path: Path) -> None:
    time = datetime(2026, 3, 1, 8, tzinfo=UTC)
    table = parquet(tmp_path, x=[0.1 + 0.2, 1e-17], n=[1, 2], kind=["L", "H"], time=[time, time])
    assert table.numbers("x", "a test").tolist() == [0.1 + 0.2, 1e-17]
    assert table.numbers("n", "a test").tolist() == [1.0, 2.0]
    assert table.categories("kind", ("L", "M", "H"), "a test").tolist() == [0.0, 2.0]
    assert [stamp.to_pydatetime() for stamp in table.times("time")] == [time, time]


def test_a_gap_in_a_parquet_file_is_named_like_one_in_a_csv(tmp_path: Path) -> None:
    time = datetime(2026, 3, 1, 8, tzinfo=UTC)
    table = parquet(tmp_path, x=[1.0, None], kind=["L", None], time=[time, None])
    for read in (
        lambda: table.numbers("x", "a test"),
        lambda: table.categories("kind", ("L",), "a test"),
        lambda: table.times("time"),
    ):
        with pytest.raises(DataError, match=r"row 2, column '.*' is empty"):
            read()


def test_a_parquet_file_with_row_names_counts_its_rows_from_one(tmp_path: Path) -> None:
    pd.DataFrame({"x": [1.0, None]}, index=[40, 41]).to_parquet(tmp_path / "data.parquet")
    with pytest.raises(DataError, match="row 2,"):
        read_table(tmp_path / "data.parquet").numbers("x", "a test")


def test_a_missing_column_is_told_with_the_ones_that_are_there(write: Write) -> None:
    table = write("speed,torque\n1,2\n")
    with pytest.raises(DataError, match=r"no column 'wear' for signal wear\. It has: 'speed', 'torque'\."):
        table.numbers("wear", "signal wear")


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("fast", "holds 'fast'"),
        ("", "is empty"),
        ("  ", "is empty"),
        ("NaN", "holds 'NaN'"),
        ("nan", "holds 'nan'"),
        ("inf", "holds 'inf'"),
        ("-Infinity", "holds '-Infinity'"),
        ("1e999", "holds '1e999'"),
        ("1,5", "holds '1,5'"),
        ("1_000", "holds '1_000'"),
        ("0x10", "holds '0x10'"),
        ("True", "holds 'True'"),
        ("12 rpm", "holds '12 rpm'"),
        ("N/A", "holds 'N/A'"),
    ],
)
def test_what_is_not_a_finite_number_is_named_with_row_column_and_content(write: Write, cell: str, shown: str) -> None:
    table = write(f"speed;x\n1;1\n{cell};1\n2;1\n")
    with pytest.raises(DataError) as caught:
        table.numbers("speed", "a test")
    said = str(caught.value)
    assert "data.csv, row 2, column 'speed' " + shown in said
    assert "not a number" in said


def test_the_first_bad_row_is_named_and_the_others_are_counted(write: Write) -> None:
    table = write("x,y\n1,1\na,1\nb,1\nc,1\n")
    with pytest.raises(DataError, match=r"row 2, .* holds 'a', not a number \(and 2 more\)"):
        table.numbers("x", "a test")


def test_rows_chosen_from_a_file_keep_their_numbers_in_messages(write: Write) -> None:
    chosen = write("x,y\n1,1\n2,1\n3,1\nbad,1\n").only([2, 3])
    assert len(chosen) == 2
    with pytest.raises(DataError, match="row 4, column 'x' holds 'bad'"):
        chosen.numbers("x", "a test")


def test_a_wrong_category_is_told_with_the_right_ones(write: Write) -> None:
    table = write("Type,x\nL,1\n H ,1\nQ,1\n")
    with pytest.raises(DataError, match=r"row 3, column 'Type' holds 'Q', not one of L, M, H"):
        table.categories("Type", ("L", "M", "H"), "a test")
    assert table.only([0, 1]).categories("Type", ("L", "M", "H"), "a test").tolist() == [0.0, 2.0]


@pytest.mark.parametrize("cell", ["2", "-1", "0.5", "yes"])
def test_a_label_is_nought_or_one(write: Write, cell: str) -> None:
    with pytest.raises(DataError, match="row 2"):
        write(f"TWF,x\n1,1\n{cell},1\n").flags("TWF", "a test")
    assert write("TWF,x\n1,1\n0,1\n1.0,1\n").flags("TWF", "a test").tolist() == [1.0, 0.0, 1.0]


@pytest.mark.parametrize("cell", ["yesterday", "", "01/03/2026 08:00", "12.5", "2026-13-01T00:00:00Z"])
def test_a_time_that_is_not_iso_8601_is_named(write: Write, cell: str) -> None:
    table = write(f"time,x\n2026-03-01T08:00:00Z,1\n{cell},1\n")
    with pytest.raises(DataError, match=r"row 2, column 'time' .* ISO 8601"):
        table.times("time")


def test_times_become_utc_and_are_taken_as_utc_where_no_zone_is_written(write: Write) -> None:
    table = write("time,x\n2026-03-01T08:00:00+02:00,1\n2026-03-01 08:00:00.5,1\n2026-03-01,1\n")
    assert [stamp.isoformat() for stamp in table.times("time")] == [
        "2026-03-01T06:00:00+00:00",
        "2026-03-01T08:00:00.500000+00:00",
        "2026-03-01T00:00:00+00:00",
    ]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_called_empty(write: Write, content: bytes) -> None:
    with pytest.raises(DataError, match="is empty"):
        write(content)


def test_a_header_without_rows_is_refused(write: Write) -> None:
    with pytest.raises(DataError, match="has a header but no rows"):
        write("speed,torque\n")


@pytest.mark.parametrize("text", ["a,b\n1,2,3\n4,5,6\n", "a,b\n1,2,\n4,5,\n", "a,b\n1,2\n4,5,6\n"])
def test_rows_longer_than_the_header_are_refused_not_shifted(write: Write, text: str) -> None:
    with pytest.raises(DataError):
        write(text)


def test_a_row_that_is_too_short_has_empty_cells(write: Write) -> None:
    with pytest.raises(DataError, match="row 2, column 'b' is empty"):
        write("a,b\n1,2\n3\n").numbers("b", "a test")


@pytest.mark.parametrize("content", ["a,b\n1,2\n".encode("utf-16"), b"a,b\n1,\xe9\n", b'a,b\n1,"2\n3,4\n'])
def test_a_file_that_is_no_table_is_refused_in_words(write: Write, content: bytes) -> None:
    with pytest.raises(DataError, match="cannot be read as a table"):
        write(content)


def test_a_file_that_only_calls_itself_parquet_is_refused(write: Write) -> None:
    with pytest.raises(DataError, match="cannot be read as a table"):
        write("a,b\n1,2\n", name="data.parquet")


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.csv", tmp_path):
        with pytest.raises(DataError, match="there is no file"):
            read_table(path)


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "twins.csv"
    file.write_text("flow,speed,flow\n1,2,3\n", encoding="utf-8")
    with pytest.raises(DataError, match="two columns named 'flow'"):
        read_table(file)
