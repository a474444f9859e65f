from knowledge_base.readers.task_draft import Element, Notice, Row
from tests.knowledge_base.readers.docx.test_body import body
from tests.knowledge_base.readers.docx.word import p


def cell(words: str, properties: str = "", run: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(words, run=run)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, properties: str = "") -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"


def rows(markup: str, styles: str = "") -> list[str]:
    found: list[Element] = body(markup, styles=styles).elements
    assert all(isinstance(element, Row) for element in found)
    return [element.words for element in found if isinstance(element, Row)]


def test_rows_in_their_order_with_cells_parted_by_a_bar() -> None:
    markup = table(row(cell("Bolt"), cell("Torque"), properties="<w:tblHeader/>"), row(cell("M8"), cell("25 N·m")))
    assert rows(markup) == ["Bolt | Torque", "M8 | 25 N·m"]
    assert [element.header for element in body(markup).elements if isinstance(element, Row)] == [True, False]


def test_a_cell_that_goes_on_downwards_is_said_in_each_row() -> None:
    restart, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    markup = table(
        row(cell("M8", restart), cell("25 N·m")),
        row(cell("", on), cell("30 N·m")),
        row(cell("M6", restart), cell("9 N·m")),
    )
    assert rows(markup) == ["M8 | 25 N·m", "M8 | 30 N·m", "M6 | 9 N·m"]


def test_a_wide_cell_takes_the_place_of_its_columns() -> None:
    wide, restart, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    markup = table(row(cell("a", wide), cell("b", restart)), row(cell("c"), cell("d"), cell("", on)))
    assert rows(markup) == ["a | b", "c | d | b"]


def test_rows_that_are_hidden_or_taken_out_are_told() -> None:
    markup = table(
        row(cell("seen"), cell("x")),
        row(cell("one"), properties="<w:hidden/>"),
        row(cell("two"), properties="<w:del/>"),
        row(cell("three"), properties='<w:trHeight w:val="1" w:hRule="exact"/>'),
    )
    assert rows(markup) == ["seen | x"]
    assert body(markup).said == ["hidden row: one", "row taken out: two", "row without height: three"]


def test_white_words_are_seen_on_a_dark_cell_only() -> None:
    white, dark = '<w:color w:val="FFFFFF"/>', '<w:shd w:val="clear" w:fill="000080"/>'
    assert rows(table(row(cell("head", dark, white), cell("x")), row(cell("evil", "", white), cell("y")))) == [
        "head | x",
        " | y",
    ]


def test_the_first_row_may_have_the_colour_of_the_tables_style() -> None:
    style = (
        '<w:style w:type="table" w:styleId="T"><w:tblStylePr w:type="firstRow"><w:tcPr>'
        '<w:shd w:val="clear" w:fill="000080"/></w:tcPr></w:tblStylePr></w:style>'
    )
    white = '<w:color w:val="FFFFFF"/>'
    lines = (row(cell("head", run=white), cell("x")), row(cell("evil", run=white), cell("y")))
    first = '<w:tblStyle w:val="T"/><w:tblLook w:firstRow="1"/>'
    assert rows(table(*lines, properties=first), style) == ["head | x", " | y"]
    assert rows(table(*lines, properties=first.replace('"1"', '"0"')), style) == [" | x", " | y"]
    assert rows(table(*lines, properties=first.replace('w:firstRow="1"', 'w:val="04A0"')), style) == [
        "head | x",
        " | y",
    ]


def test_a_box_round_a_warning_is_a_notice() -> None:
    (found,) = body(table(row(cell(""), f"<w:tc>{p('WARNING')}{p('Hot.')}</w:tc>"))).elements
    assert isinstance(found, Notice)
    assert (found.kind.value, found.words[found.lead :].strip()) == ("warning", "Hot.")


def test_a_table_that_only_arranges_is_not_read_as_rows() -> None:
    heading = p("Repair", '<w:outlineLvl w:val="1"/>')
    found = body(table(row(f"<w:tc>{heading}{p('x')}</w:tc>", cell("y")))).elements
    assert [type(element).__name__ for element in found] == ["Heading", "Paragraph", "Paragraph"]
    inner = table(row(cell("a"), cell("b")))
    assert rows(table(row(f"<w:tc>{inner}<w:p/></w:tc>"))) == ["a | b"]


def test_rows_and_cells_in_content_controls_are_read() -> None:
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    assert rows(table(control.format(row(control.format(cell("a")), cell("b"))))) == ["a | b"]
