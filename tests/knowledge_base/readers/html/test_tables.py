from knowledge_base.readers.task_draft import Element, Notice, Row
from tests.knowledge_base.readers.html.page import elements


def rows(markup: str) -> list[str]:
    found = elements(f"<table>{markup}</table>")
    assert all(isinstance(row, Row) for row in found)
    return [row.words for row in found if isinstance(row, Row)]


def kinds(found: list[Element]) -> list[str]:
    return [type(element).__name__ for element in found]


def test_rows_in_their_order_with_cells_parted_by_a_bar() -> None:
    assert rows("<thead><tr><th>Bolt<th>Torque</thead><tbody><tr><td>M8<td>25 N·m") == ["Bolt | Torque", "M8 | 25 N·m"]


def test_a_row_of_headers_is_a_header() -> None:
    found = elements("<table><tr><th>Bolt<th>Torque<tr><th>M8<td>25 N·m</table>")
    assert [row.header for row in found if isinstance(row, Row)] == [True, False]


def test_a_cell_that_spans_rows_is_said_in_each() -> None:
    assert rows("<tr><td rowspan=2>M8<td>steel<td>25 N·m<tr><td>brass<td>12 N·m<tr><td>M6<td>a<td>b") == [
        "M8 | steel | 25 N·m",
        "M8 | brass | 12 N·m",
        "M6 | a | b",
    ]


def test_a_spanning_cell_in_the_middle_and_at_the_end_keeps_its_column() -> None:
    assert rows("<tr><td>a<td rowspan=2>b<td>c<tr><td>d<td>e") == ["a | b | c", "d | b | e"]
    assert rows("<tr><td>a<td rowspan=2>b<tr><td>d") == ["a | b", "d | b"]
    assert rows("<tr><td rowspan=2>a<td rowspan=3>b<td>c<tr><td>d<tr><td>e<td>f") == [
        "a | b | c",
        "a | b | d",
        "e | b | f",
    ]


def test_a_cell_that_spans_columns_is_said_once_and_takes_their_place() -> None:
    assert rows("<tr><td colspan=2>a<td rowspan=2>b<tr><td>c<td>d") == ["a | b", "c | d | b"]


def test_spans_beyond_all_measure_cost_nothing() -> None:
    assert rows(f"<tr><td rowspan=99999 colspan=99999>{'x' * 300}<tr><td>a") == ["x" * 300, " | a"]


def test_empty_rows_are_left_out() -> None:
    assert rows("<tr><td> <td>&nbsp;<tr><td>a") == ["a"]


def test_lists_and_lines_in_a_cell_are_one_line() -> None:
    assert rows("<tr><td>Check<br>both<td><ul><li>a<li>b</ul>") == ["Check both | - a - b"]


def test_hidden_rows_and_cells_are_left_out() -> None:
    assert rows("<tr hidden><td>evil<tr><td style='display:none'>evil<td>a") == ["a"]


def test_a_caption_goes_before_the_rows() -> None:
    assert kinds(elements("<table><tr><td>a<td>b<caption>Torques</caption></table>")) == ["Paragraph", "Row"]


def test_a_table_that_only_arranges_is_not_read_as_rows() -> None:
    assert kinds(elements("<table><tr><td><h2>Repair</h2><ol><li>a<li>b</ol><td>x</table>")) == [
        "Heading",
        "Listing",
        "Paragraph",
    ]
    assert kinds(elements("<table><tr><td><table><tr><td>a<td>b</table></table>")) == ["Row"]


def test_a_box_round_a_warning_is_a_notice() -> None:
    (found,) = elements("<table><tr><td><img src=hot.png><td><b>WARNING</b><br>Hot.</table>")
    assert isinstance(found, Notice)
    assert (found.kind.value, found.words[found.lead :]) == ("warning", "Hot.")
