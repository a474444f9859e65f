import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.errors import ManualError
from knowledge_base.readers.code_table.csv_records import records_of


def cells(text: str) -> list[tuple[str, ...]]:
    return [record.cells for record in records_of(text, "m/a.csv")[0]]


def test_cells_are_parted_and_unquoted() -> None:
    assert cells('a,"b, c","say ""no"""\nd,,"e"') == [("a", "b, c", 'say "no"'), ("d", "", "e")]


def test_a_quoted_cell_may_hold_lines_and_the_span_is_the_whole_record() -> None:
    text = 'code,remedy\r\n1,"Stop.\r\nWait."\r\n2,"Go."'
    records = records_of(text, "m/a.csv")[0]
    assert [text[record.start : record.end] for record in records] == ["code,remedy", '1,"Stop.\r\nWait."', '2,"Go."']
    assert [record.line for record in records] == [1, 2, 4]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    rows = [("code", "text"), ("1", '"a, b; c | d"'), ("2", "e"), ("3", '"f, g"')]
    text = "\n".join(delimiter.join(row) for row in rows)
    found, which = records_of(text, "m/a.csv")
    assert which == delimiter
    assert [len(record.cells) for record in found] == [2, 2, 2, 2]


def test_the_delimiter_may_be_stated_in_the_first_line() -> None:
    records, which = records_of("sep=;\na,b;c,d\n1,2;3,4\n", "m/a.csv")
    assert which == ";"
    assert records[0].cells == ("a,b", "c,d")
    assert records[0].line == 2


def test_blank_records_are_left_out_and_ends_of_lines_do_not_matter() -> None:
    assert cells("a,b\r\r\n,\n\nc,d\n") == [("a", "b"), ("c", "d")]


def test_a_quote_within_a_cell_is_a_character() -> None:
    assert cells('pipe,5" long\n"a" b,c') == [("pipe", '5" long'), ("a b", "c")]
    assert cells('1, "a, b"\n2, "c"') == [("1", "a, b"), ("2", "c")]


def test_a_quoted_cell_that_is_never_closed_is_refused_with_its_line() -> None:
    with pytest.raises(ManualError, match=r"m/a\.csv:2: a quoted field begins here and is never closed"):
        records_of('a,b\n1,"c\n2,d\n', "m/a.csv")


def test_what_is_too_long_for_a_code_table_is_refused() -> None:
    with pytest.raises(ManualError, match=r"m/a\.csv:2: this record is too long"):
        records_of("a,b\n1," + "x" * 200_000, "m/a.csv")
    with pytest.raises(ManualError, match=r"m/a\.csv:1: this record is too long"):
        records_of("," * 2000, "m/a.csv")
    with pytest.raises(ManualError, match="Move it to history"):
        records_of("time,value\n" + "1,2\n" * 100_001, "m/a.csv")


@given(st.lists(st.lists(st.text(st.sampled_from('a1 ,;"\n\r')), min_size=2, max_size=4), min_size=1, max_size=5))
def test_whatever_is_written_in_quotes_is_read_again(rows: list[list[str]]) -> None:
    text = "sep=,\n" + "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    assert cells(text) == [tuple(row) for row in rows if any(cell.strip() for cell in row)]


@given(st.text(st.sampled_from('ab1,;|\t"\n\r ')))
def test_records_stand_where_they_say_in_any_text(text: str) -> None:
    try:
        records, _ = records_of(text, "m/a.csv")
    except ManualError:
        records = []
    ends = [0, *(record.end for record in records)]
    assert all(before <= record.start < record.end <= len(text) for before, record in zip(ends, records, strict=False))
