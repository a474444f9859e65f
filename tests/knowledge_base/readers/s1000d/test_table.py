from knowledge_base.readers.s1000d.table import rows
from tests.knowledge_base.readers.s1000d.oven import element, text_of


def lines(inside: str) -> list[str]:
    inline = text_of("<description/>").inline
    columns = "".join(f'<colspec colname="c{number}"/>' for number in (1, 2, 3))
    span = '<spanspec spanname="all" namest="c1" nameend="c3"/>'
    table = element(f"<table><tgroup cols='3'>{columns}{span}{inside}</tgroup></table>")
    return [row.words for row in rows(inline, table)]


def body(*cells: str) -> str:
    return f"<tbody>{''.join(f'<row>{row}</row>' for row in cells)}</tbody>"


def test_a_row_is_a_line_and_the_head_comes_first() -> None:
    head = "<thead><row><entry><para>Bolt</para></entry><entry><para>Torque</para></entry></row></thead>"
    assert lines(head + body("<entry>M8</entry><entry>25 Nm</entry>")) == ["Bolt | Torque", "M8 | 25 Nm"]


def test_an_empty_cell_keeps_its_place_and_an_empty_row_has_no_words() -> None:
    assert lines(body("<entry>M8</entry><entry/><entry>dry</entry>", "<entry/><entry/>")) == ["M8 |  | dry", ""]


def test_a_cell_that_spans_rows_stands_in_each_of_them() -> None:
    spanning = '<entry colname="c1" morerows="1">Door</entry><entry colname="c2">left</entry>'
    assert lines(body(spanning, "<entry>right</entry>", "<entry>Belt</entry>")) == [
        "Door | left",
        "Door | right",
        "Belt",
    ]


def test_a_cell_that_spans_columns_stands_once() -> None:
    assert lines(body('<entry spanname="all">ALL VALUES COLD</entry>', "<entry>a</entry><entry>b</entry>")) == [
        "ALL VALUES COLD",
        "a | b",
    ]
    wide = '<entry namest="c1" nameend="c2" morerows="1">a</entry><entry>b</entry>'
    assert lines(body(wide, "<entry>c</entry>")) == ["a | b", "a | c"]


def test_a_cell_with_several_paragraphs_stays_on_one_line() -> None:
    assert lines(body("<entry><para>a</para><para>b</para></entry>")) == ["a b"]


def test_a_span_over_a_million_rows_ends() -> None:
    assert lines(body('<entry morerows="999999999">a</entry>', *["<entry>b</entry>"] * 300))[-1] == "b"
