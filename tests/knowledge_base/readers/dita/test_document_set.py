import pytest

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Facts, Source
from knowledge_base.readers.dita.document_set import CONREF, DocumentSet, Target, looks_like_dita, target_of
from tests.knowledge_base.readers.dita.conveyor import FOLDER, source_of, topic

LINKS = topic(
    """<p id="a"><xref href="../b%20c.dita#t/x"/><xref href="#./a"/><xref href="https://example.org/a.dita"/>
    <xref href="z.dita" scope="external"/><ph conref="../../../etc/passwd"/></p>"""
)


def documents(**files: str) -> DocumentSet:
    return DocumentSet(source_of({name.replace("__", "."): text for name, text in files.items()}))


@pytest.mark.parametrize(
    ("head", "yes"),
    [
        (b"<task id='t'>", True),
        (
            (
                b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <dmodule> -->"
                b"<!DOCTYPE task PUBLIC 'a' 'b' [ <!ENTITY x 'y'> ]><task>"
            ),
            True,
        ),
        ("<?xml version='1.0' encoding='UTF-16'?><bookmap/>".encode("utf-16"), True),
        (b"<ovenmap class='- map/map ovens/ovenmap '/>", True),
        (b"<dmodule><content/></dmodule>", False),
        (b"<!-- <task> --><html>", False),
        (b"PK\x03\x04", False),
        (b"", False),
    ],
)
def test_a_cheap_look_tells_dita(head: bytes, yes: bool) -> None:
    assert looks_like_dita(head) is yes


def test_a_reference_leads_to_a_place_in_the_set_wherever_its_element_is_copied_to() -> None:
    root = documents(sub__dita=LINKS).roots[f"{FOLDER}/sub.dita"]
    links = list(root.iter("xref"))
    assert target_of(links[0]) == Target("manuals/b c.dita", "t/x")
    assert target_of(links[1]) == Target(f"{FOLDER}/sub.dita", "t/a")


def test_an_address_outside_is_no_place_in_the_set() -> None:
    links = list(documents(sub__dita=LINKS).roots[f"{FOLDER}/sub.dita"].iter("xref"))
    assert [target_of(link) for link in links[2:]] == [None, None]


def test_a_path_that_leaves_the_set_finds_nothing() -> None:
    found = documents(sub__dita=LINKS)
    target = target_of(next(found.roots[f"{FOLDER}/sub.dita"].iter("ph")), CONREF)
    assert target is not None
    assert found.element(target) is None


def test_an_element_is_found_by_its_topic_and_id_and_of_two_the_first() -> None:
    found = documents(a__dita=topic('<p id="x">one</p><p id="x">two</p>'))
    element = found.element(Target(f"{FOLDER}/a.dita", "t/x"))
    assert element is not None
    assert element.text == "one"
    assert found.element(Target(f"{FOLDER}/a.dita", "x")) is None
    whole = found.element(Target(f"{FOLDER}/a.dita"))
    assert whole is not None
    assert whole.get("id") == "t"


def test_a_file_may_hold_several_topics() -> None:
    found = documents(a__dita=f"<dita>{topic('', name='one')}{topic('', name='two')}</dita>")
    assert [one.get("id") for one in found.topics(f"{FOLDER}/a.dita")] == ["one", "two"]


def test_a_broken_file_is_reported_and_the_rest_is_read() -> None:
    found = documents(a__dita="<task><title>", b__dita=topic(""), c__xml="<catalog/>")
    assert list(found.roots) == [f"{FOLDER}/b.dita"]
    assert [(one.file, one.what[:24]) for one in found.findings] == [
        (f"{FOLDER}/a.dita", "is left out: is not well"),
        (f"{FOLDER}/c.xml", "is left out: is not DITA"),
    ]


def test_an_entity_is_never_expanded() -> None:
    text = "<!DOCTYPE concept [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>" + topic("<p>&a;</p>")
    found = documents(a__dita=text, b__dita=topic(""))
    assert list(found.roots) == [f"{FOLDER}/b.dita"]
    assert "entity" in found.findings[0].what


def test_one_broken_file_alone_is_a_manual_error() -> None:
    for data in (b"<task>", b"", b"\xff\xfe\x00"):
        with pytest.raises(ManualError, match=r"^oven\.dita"):
            DocumentSet(Source("oven.dita", {"oven.dita": data}, Facts("oven")))


def test_a_set_without_one_file_that_can_be_used_is_a_manual_error() -> None:
    with pytest.raises(ManualError, match=rf"^{FOLDER}: holds no DITA topic or map"):
        documents(a__dita="<task>")


def test_elements_nested_beyond_all_measure_are_refused() -> None:
    with pytest.raises(ManualError, match="nested more than 100 deep"):
        documents(a__dita=topic("<div>" * 120 + "</div>" * 120))


def test_an_attribute_of_ours_in_a_file_is_ignored() -> None:
    root = documents(a__dita='<concept id="t" xmlns:x="urn:x-faultlens:dita" x:unresolved="y" x:link="z"/>')
    assert dict(root.roots[f"{FOLDER}/a.dita"].attrib) == {"id": "t"}
