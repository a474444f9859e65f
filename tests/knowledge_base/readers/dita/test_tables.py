from lxml import etree

from knowledge_base.readers.dita.document_set import DocumentSet
from knowledge_base.readers.dita.keys import KeySpace
from knowledge_base.readers.dita.tables import Row, rows
from knowledge_base.readers.dita.words import Words
from tests.knowledge_base.readers.dita.conveyor import source_of, topic


def rows_of(table: str) -> list[Row]:
    return list(rows(etree.fromstring(table), Words(DocumentSet(source_of({"a.dita": topic("")})), KeySpace())))


def cals(head: str, *bodies: str) -> str:
    def row(cells: str) -> str:
        return "<row>" + "".join(f"<entry>{cell}</entry>" for cell in cells.split(";")) + "</row>"

    body = "".join(row(cells) for cells in bodies)
    return (
        f"<table><title>T</title><tgroup cols='2'><colspec/><thead>{row(head)}</thead><tbody>{body}</tbody>"
        f"</tgroup></table>"
    )


def test_a_row_is_its_cells_side_by_side() -> None:
    table = cals("Bolt;Torque", "<p>M8</p><p>zinc</p>;25 N·m", ";", "M10;")
    assert rows_of(table) == [Row("Bolt | Torque"), Row("M8 zinc | 25 N·m"), Row("M10")]


def test_all_tables_of_dita_have_rows() -> None:
    simple = (
        "<simpletable><sthead><stentry>a</stentry></sthead><strow><stentry>b</stentry><stentry>c</stentry>"
        "</strow></simpletable>"
    )
    properties = """<properties><prophead><proptypehd>a</proptypehd></prophead>
    <property><proptype>b</proptype><propvalue>c</propvalue></property></properties>"""
    choices = """<choicetable><chhead><choptionhd>a</choptionhd></chhead>
    <chrow><choption>b</choption><chdesc>c</chdesc></chrow></choicetable>"""
    for table in (simple, properties, choices):
        assert rows_of(table) == [Row("a"), Row("b | c")]


def test_an_entry_of_a_list_of_codes_knows_its_code() -> None:
    for head in ("Alarm code;Meaning", "Fehlernummer;Text", "Código;Texto", "Störung;Abhilfe"):
        assert [row.code for row in rows_of(cals(head, "E 12;Hot", "all;None", "7;Slow"))] == [None, "E 12", None, "7"]


def test_a_table_of_something_else_lists_no_codes() -> None:
    assert [row.code for row in rows_of(cals("Bolt;Fault", "M8;25"))] == [None, None]


def test_a_table_in_a_cell_is_words_of_that_cell() -> None:
    inner = "<simpletable><strow><stentry>x</stentry></strow></simpletable>"
    assert rows_of(cals("a;b", f"c;{inner}")) == [Row("a | b"), Row("c | x")]
