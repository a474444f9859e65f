import datetime as dt

from knowledge_base.readers.contract import Limits
from knowledge_base.readers.docx.facts import stated_by
from knowledge_base.readers.docx.package import opened
from knowledge_base.readers.identity import Stated
from tests.knowledge_base.readers.docx.word import SPACES, empty, packed, zipped

_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_custom(properties: dict[str, str], core: str = "") -> Stated:
    kinds = {"officeDocument": "d.xml", "custom-properties": "c.xml", "core-properties": "k.xml"}
    relations = "".join(f'<Relationship Id="{k}" Type="{_TYPES}/{k}" Target="{t}"/>' for k, t in kinds.items())
    custom = "".join(
        f'<property name="{name}"><lpwstr>{words}</lpwstr></property>' for name, words in properties.items()
    )
    files = {
        "_rels/.rels": f'<R xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</R>',
        "d.xml": f"<w:document {SPACES}/>",
        "c.xml": f"<Properties>{custom}</Properties>",
        "k.xml": f"<cp>{core}</cp>",
    }
    return stated_by(opened(zipped({name: words.encode() for name, words in files.items()}), "oven.docx", Limits()))


def test_core_properties_say_title_version_date_and_language() -> None:
    document = empty()
    properties = document.core_properties
    properties.title, properties.version, properties.language = "Oven\n care", "3.1", "de-DE"
    properties.modified, properties.identifier = dt.datetime(2026, 2, 3, tzinfo=dt.UTC), "TO-MM"
    found = stated_by(opened(packed(document), "oven.docx", Limits()))
    assert found == Stated("TO-MM", "Oven care", "3.1", dt.date(2026, 2, 3), "de-DE")


def test_a_custom_revision_goes_before_the_count_of_saves() -> None:
    assert with_custom({"Revision": "C"}, "<revision>17</revision>").revision == "C"
    assert with_custom({}, "<revision>17</revision>").revision == "17"
    assert with_custom({"Revision": "C"}, "<version>4</version><revision>17</revision>").revision == "4"


def test_what_is_not_stated_is_left_open() -> None:
    assert with_custom({"Other": "x"}, "<modified>soon</modified><title> </title>") == Stated()
    assert with_custom({}, "<modified>2026-02-31</modified>") == Stated()
