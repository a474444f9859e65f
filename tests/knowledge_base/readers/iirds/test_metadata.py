import datetime as dt

import pytest

from knowledge_base.errors import ManualError
from knowledge_base.readers.iirds.metadata import Package, Unit, package_of, units_of
from knowledge_base.readers.iirds.rdf import Graph, parse_rdf
from tests.knowledge_base.readers.iirds.oven import BASE, PACKAGE, link, rdf, rendition, status, unit


def graph(*parts: str) -> Graph:
    return parse_rdf(rdf(*parts).encode(), "m.rdf")


def package(*parts: str) -> Package:
    return package_of(graph(*parts), "oven.iirds")


def only(*inner: str) -> Unit:
    return units_of(graph(unit("u", *inner)))[f"{BASE}u"]


def test_the_package_says_what_it_is() -> None:
    found = package(PACKAGE)
    assert (found.title, found.language, found.revision) == ("Oven 3000", "en", "B")
    assert (found.date, found.number, found.others) == (dt.date(2026, 2, 3), None, ())


def test_a_package_in_several_languages_has_none() -> None:
    more = (
        "<iirds:language>de</iirds:language><iirds:language>en</iirds:language>"
        "<iirds:dateOfCreation>soon</iirds:dateOfCreation>"
    )
    found = package(f'<iirds:Package rdf:about="urn:p">{more}</iirds:Package>')
    assert (found.language, found.date, found.title) == (None, None, None)


def test_a_number_of_the_package_is_its_identity() -> None:
    inner = (
        "<iirds:has-identity><iirds:Identity><iirds:identifier>OV-3000</iirds:identifier></iirds:Identity>"
        "</iirds:has-identity>"
    )
    assert package(f'<iirds:Package rdf:about="urn:p">{inner}</iirds:Package>').number == "OV-3000"


def test_the_package_is_the_one_that_is_part_of_no_other() -> None:
    inner = f'<iirds:Package rdf:about="urn:inner">{link("is-part-of-package", "/package")}</iirds:Package>'
    found = package(inner, PACKAGE)
    assert (found.iri, found.others) == (f"{BASE}package", ("urn:inner",))


def test_metadata_without_a_package_are_a_manual_error() -> None:
    with pytest.raises(ManualError, match=r"^oven\.iirds: declares no iirds:Package"):
        package(unit("u"))


def test_units_are_documents_topics_and_fragments_and_what_is_derived_from_them() -> None:
    derived = """<rdf:Description rdf:about="http://oven.example/terms#Chapter">
      <rdfs:subClassOf rdf:resource="http://iirds.tekom.de/iirds#Topic"/></rdf:Description>
      <my:Chapter rdf:about="urn:c"/>"""
    found = units_of(
        graph(unit("d", kind="Document"), unit("t"), unit("f", kind="Fragment"), unit("c", kind="Component"), derived)
    )
    assert [one.kind for one in found.values()] == ["Document", "Topic", "Fragment", "Topic"]


def test_a_unit_says_what_it_is() -> None:
    found = only(
        "<iirds:title>Lamp</iirds:title><iirds:language>de-AT</iirds:language><iirds:revision>2</iirds:revision>",
        link("is-version-of", "/lamp"),
    )
    assert (found.title, found.language, found.revision, found.same) == ("Lamp", "de", "2", f"{BASE}lamp")
    assert only("<iirds:language>de</iirds:language><iirds:language>en</iirds:language>").language is None


def test_a_translation_is_the_same_as_its_origin() -> None:
    found = units_of(
        graph(unit("a", link("is-translation-of", "/b")), unit("b", link("is-translation-of", "/c")), unit("c"))
    )
    assert {one.same for one in found.values()} == {f"{BASE}c"}


def test_translations_of_each_other_are_the_same() -> None:
    found = units_of(graph(unit("a", link("is-translation-of", "/b")), unit("b", link("is-translation-of", "/a"))))
    assert len({one.same for one in found.values()}) == 1


def test_the_latest_status_counts() -> None:
    assert only(status("Withdrawn", "2026-02-01"), status("Released", "2025-01-01")).status == "Withdrawn"
    assert only(status("Withdrawn", "2024-02-01"), status("Released", "2025-01-01")).status == "Released"
    assert only(status("Approved"), status("Released")).status == "Released"
    assert only().status is None


def test_the_type_of_a_topic_is_its_class() -> None:
    assert only(link("has-topic-type", "GenericTask")).types == {"Task"}
    mine = '<iirds:Troubleshooting rdf:about="http://oven.example/mine"/>'
    found = units_of(graph(unit("u", link("has-topic-type", "/mine")), mine))[f"{BASE}u"]
    assert found.types == {"Troubleshooting"}


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("content/a.html", "content/a.html"),
        ("./content/../content/a%20b.html#top", "content/a b.html"),
        ("content\\a.html", "content/a.html"),
        ("../a.html", None),
        ("content/../../a.html", None),
        ("%2e%2e/a.html", None),
        ("/etc/passwd", None),
        ("C:/a.html", None),
        ("https://example.org/a.html", None),
        ("", None),
        (".", None),
    ],
)
def test_a_path_cannot_leave_the_package(source: str, path: str | None) -> None:
    (found,) = only(rendition(source)).renditions
    assert found.path == path


def test_a_rendition_has_a_format_and_may_be_a_part() -> None:
    def fragment(value: str) -> str:
        return f"<iirds:FragmentSelector><rdf:value>{value}</rdf:value></iirds:FragmentSelector>"

    both = (
        f"<iirds:has-start-selector>{fragment('page=10')}</iirds:has-start-selector>"
        f"<iirds:has-end-selector>{fragment('page=17')}</iirds:has-end-selector>"
    )
    selectors = (
        "",
        fragment("xpointer(id('x'))"),
        fragment("page=3"),
        f"<iirds:RangeSelector>{both}</iirds:RangeSelector>",
    )
    found = only(
        *(
            rendition("a.pdf", "Application/PDF; v=1", f"<iirds:has-selector>{one}</iirds:has-selector>" if one else "")
            for one in selectors
        )
    )
    assert {one.format for one in found.renditions} == {"application/pdf"}
    assert [(one.part, one.pages) for one in found.renditions] == [
        (False, None),
        (True, None),
        (True, (3, 4)),
        (True, (10, 17)),
    ]
