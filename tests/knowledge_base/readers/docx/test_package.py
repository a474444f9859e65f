import pytest

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Limits
from knowledge_base.readers.docx.package import W, is_on, number, opened, part_of_package, value
from tests.knowledge_base.readers.docx.word import SPACES, bare, empty, p, packed, text, xml, zipped
from tests.knowledge_base.readers.docx.word import read as read_word


def test_parts_are_found_by_what_the_document_calls_them() -> None:
    package = opened(bare(p("x"), {"styles": "<w:style/>"}), "oven.docx", Limits())
    styles = package.part("styles")
    assert styles is not None
    assert len(styles) == 1
    assert package.part("numbering") is None
    assert package.document().tag == f"{W}document"


def test_the_main_part_is_where_the_package_says() -> None:
    package = opened(packed(empty()), "oven.docx", Limits())
    assert package.main == "word/document.xml"
    assert part_of_package(package, "core-properties") is not None


def test_a_target_may_be_written_from_the_root() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r" Type="x/officeDocument" Target="/word/main.xml"/></Relationships>'
    )
    data = zipped({"_rels/.rels": relations.encode(), "word/main.xml": f"<w:document {SPACES}/>".encode()})
    assert opened(data, "oven.docx", Limits()).main == "word/main.xml"


def test_a_target_that_is_not_there_is_no_document() -> None:
    with pytest.raises(ManualError, match=r"oven\.docx: holds no Word document"):
        opened(zipped({"word/other.xml": b"<x/>"}), "oven.docx", Limits())


def test_the_strict_form_is_read_like_the_usual_one() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = p("Clean", '<w:outlineLvl w:val="0"/>') + p("Wipe it.") + p("evil", run="<w:vanish/>")
    document = f'<w:document xmlns:w="{strict}"><w:body>{body}</w:body></w:document>'
    reading = read_word(bare("", document=document))
    assert text(reading) == "Clean\n\nWipe it."
    assert reading.passages[0].quote.citation.section == ("Clean",)


def test_values_and_switches_of_properties() -> None:
    properties = xml('<w:rPr><w:sz w:val="24"/><w:b/><w:vanish w:val="0"/><w:ind w:left="720"/></w:rPr>')
    assert value(properties, "sz") == "24"
    assert value(properties, "ind", "left") == "720"
    assert value(properties, "color") is None
    assert value(None, "sz") is None
    assert [is_on(properties, name) for name in ("b", "vanish", "strike")] == [True, False, None]


@pytest.mark.parametrize(
    ("written", "read"), [("24", 24), ("-3.6", -4), ("", 7), (None, 7), ("x", 7), ("9" * 400, 7), ("inf", 7)]
)
def test_numbers_that_make_no_sense_are_the_default(written: str | None, read: int) -> None:
    assert number(written, 7) == read
