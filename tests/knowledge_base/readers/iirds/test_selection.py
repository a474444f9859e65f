import pytest

from knowledge_base.readers.iirds.directory import Directory
from knowledge_base.readers.iirds.metadata import units_of
from knowledge_base.readers.iirds.rdf import parse_rdf
from knowledge_base.readers.iirds.selection import Selection, most_common_language
from tests.knowledge_base.readers.iirds.oven import BASE, TOC, link, node, rdf, rendition, status, unit

MEMBERS = [f"{name}.{suffix}" for name in "abcd" for suffix in ("html", "pdf", "docx", "mp4")]


def selection(*parts: str, language: str | None = "en") -> Selection:
    graph = parse_rdf(rdf(*parts).encode(), "m.rdf")
    units = units_of(graph)
    return Selection(units, Directory(graph, units, language).places, MEMBERS, language)


def chosen(*parts: str, language: str | None = "en") -> list[tuple[str, str, bool]]:
    """Unit, file, and whether its tasks are offered."""
    choices = selection(*parts, language=language).choices
    return [(one.unit.iri.removeprefix(BASE), one.path, one.offered) for one in choices]


def topic(name: str, *inner: str, language: str = "", revision: str = "", file: str | None = None) -> str:
    said = f"<iirds:language>{language}</iirds:language>" if language else ""
    said += f"<iirds:revision>{revision}</iirds:revision>" if revision else ""
    return unit(name, said, *inner, rendition(file or f"{name}.html"))


SAME = link("is-version-of", "/thing")


def test_units_come_in_the_order_of_the_directory_then_of_the_metadata() -> None:
    nodes = (node("root", TOC, link("has-first-child", "/n1")), node("n1", of="c", label="See"))
    assert chosen(topic("a"), topic("b"), topic("c"), *nodes) == [
        ("c", "c.html", True),
        ("a", "a.html", True),
        ("b", "b.html", True),
    ]
    assert selection(topic("c"), *nodes).choices[0].headings == ("See",)


def test_html_goes_before_word_and_word_before_pdf() -> None:
    pdf = rendition("a.pdf", "application/pdf")
    docx = rendition("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    html = rendition("a.html", "application/xhtml+xml")
    assert [
        chosen(unit("a", *all_of)) for all_of in ((pdf, docx, html), (pdf, docx), (pdf,), (rendition("a.pdf", "pdf"),))
    ] == [
        [("a", "a.html", True)],
        [("a", "a.docx", True)],
        [("a", "a.pdf", True)],
        [("a", "a.pdf", True)],
    ]


def test_a_whole_file_goes_before_a_part_of_one() -> None:
    part = "<iirds:has-selector><iirds:FragmentSelector/></iirds:has-selector>"
    assert chosen(unit("a", rendition("b.html", more=part), rendition("a.html"))) == [("a", "a.html", True)]


@pytest.mark.parametrize(
    ("file", "form", "remark"),
    [
        ("a.mp4", "video/mp4", "has only files that cannot be read: video/mp4"),
        ("x.html", "text/html", "names the file x.html, which the package does not hold"),
        ("../x.html", "text/html", "names the file '../x.html', which is not below the root of the package"),
    ],
)
def test_a_unit_without_a_file_that_can_be_read_is_reported(file: str, form: str, remark: str) -> None:
    found = selection(unit("a", rendition(file, form)))
    assert found.choices == []
    assert [(about, what) for _, about, what in found.remarks] == [(f"{BASE}a", remark)]


def test_a_unit_without_files_is_nothing_to_report() -> None:
    assert selection(unit("a")).remarks == []


@pytest.mark.parametrize(
    ("value", "left"),
    [("Withdrawn", []), ("Deleted", []), ("InReview", [("a", "a.html", False)]), ("Released", [("a", "a.html", True)])],
)
def test_what_is_withdrawn_is_left_out_and_what_is_unfinished_not_offered(
    value: str, left: list[tuple[str, str, bool]]
) -> None:
    assert chosen(topic("a", status(value))) == left
    assert len(selection(topic("a", status(value))).remarks) == (value != "Released")


def test_what_is_replaced_is_left_out_once_its_successor_is_in_force() -> None:
    assert [one[0] for one in chosen(topic("a"), topic("b", link("is-replacement-of", "/a")))] == ["b"]
    assert [one[0] for one in chosen(topic("a"), topic("b", status("InReview"), link("is-replacement-of", "/a")))] == [
        "a",
        "b",
    ]


@pytest.mark.parametrize(("old", "new"), [("9", "10"), ("1.9", "1.10"), ("A", "B"), ("2025-12-31", "2026-01-01")])
def test_of_two_revisions_the_newer_is_read(old: str, new: str) -> None:
    for first, second in ((old, new), (new, old)):
        found = selection(topic("a", SAME, revision=first), topic("b", SAME, revision=second))
        assert [one.unit.revision for one in found.choices] == [new]
        assert [what for _, _, what in found.remarks] == [f"is left out: revision {old} is followed by {new}"]


@pytest.mark.parametrize(
    ("one", "other"), [("1", "B"), ("1", ""), ("", ""), ("2", "2"), ("1.2", "1.2.1"), ("1a", "1b")]
)
def test_where_nobody_can_tell_the_newer_revision_no_task_is_offered(one: str, other: str) -> None:
    found = selection(topic("a", SAME, revision=one), topic("b", SAME, revision=other))
    assert [choice.offered for choice in found.choices] == [False, False]
    assert len(found.remarks) == 1


def test_translations_are_left_out_and_what_has_none_is_only_searchable() -> None:
    parts = (topic("a", SAME, language="de"), topic("b", SAME, language="en"), topic("c", language="fr"), topic("d"))
    assert chosen(*parts) == [("b", "b.html", True), ("c", "c.html", False), ("d", "d.html", True)]
    assert ("languages", "1 units in de are translations and left out") in [
        one[1:] for one in selection(*parts).remarks
    ]


def test_the_language_of_most_units_is_that_of_the_manual() -> None:
    units = units_of(
        parse_rdf(rdf(topic("a", language="de"), topic("b", language="en"), topic("c", language="de")).encode(), "m")
    )
    assert most_common_language(units.values()) == "de"
    assert most_common_language([]) is None


def test_a_document_is_not_read_once_more_as_a_whole() -> None:
    nodes = (node("root", TOC, link("has-first-child", "/n1"), of="d"), node("n1", of="a"))
    whole = unit("d", rendition("d.pdf", "application/pdf"), kind="Document")
    assert [one[0] for one in chosen(whole, topic("a"), *nodes)] == ["a"]
    assert [one[0] for one in chosen(whole, unit("a"), *nodes)] == ["d"]


def test_a_document_whose_topics_are_parts_of_its_own_file_is_read() -> None:
    nodes = (node("root", TOC, link("has-first-child", "/n1"), of="d"), node("n1", of="a"))
    whole = unit("d", rendition("d.pdf", "application/pdf"), kind="Document")
    part = unit(
        "a", rendition("d.pdf", "application/pdf", "<iirds:has-selector><iirds:FragmentSelector/></iirds:has-selector>")
    )
    assert [one[0] for one in chosen(whole, part, *nodes)] == ["d", "a"]


def test_a_file_of_several_languages_is_only_searchable_unless_its_pages_are_told_apart() -> None:
    def variant(name: str, language: str, more: str = "") -> str:
        said = f"<iirds:language>{language}</iirds:language>"
        return unit(name, said, SAME, rendition("d.pdf", "application/pdf", more), kind="Document")

    def page(number: int) -> str:
        value = f"<rdf:value>page={number}</rdf:value>"
        return f"<iirds:has-selector><iirds:FragmentSelector>{value}</iirds:FragmentSelector></iirds:has-selector>"

    assert chosen(variant("a", "de"), variant("b", "en")) == [("b", "d.pdf", False)]
    assert chosen(variant("a", "de", page(1)), variant("b", "en", page(2))) == [("b", "d.pdf", True)]
