import pytest

from knowledge_base.readers.iirds.members import Member, members_of
from knowledge_base.readers.iirds.metadata import Pages, Rendition, Unit
from knowledge_base.readers.iirds.selection import Choice


def choice(
    iri: str,
    path: str = "a.html",
    *,
    types: str = "",
    part: bool = False,
    pages: Pages | None = None,
    offered: bool = True,
    language: str | None = None,
) -> Choice:
    rendition = Rendition(path, path, "application/pdf" if pages else "text/html", part or pages is not None, pages)
    unit = Unit(iri, "Topic", iri, language, None, iri, None, frozenset(types.split()), (), (rendition,))
    return Choice(unit, rendition, path, (f"on {iri}",), offered)


def member(*choices: Choice) -> Member:
    (found,) = members_of(choices)
    return found


def test_each_file_is_read_once_in_the_order_of_its_first_unit() -> None:
    found = members_of([choice("x", "b.html"), choice("y", "a.html"), choice("z", "b.html", part=True)])
    assert [(one.path, [at.unit.iri for at in one.choices]) for one in found] == [
        ("b.html", ["x", "z"]),
        ("a.html", ["y"]),
    ]


def test_the_module_of_a_file_is_the_unit_of_the_whole_of_it() -> None:
    assert member(choice("part", part=True), choice("whole")).module(None) == "whole"
    assert member(choice("part", part=True), choice("whole")).headings == ("on whole",)
    assert member(choice("part", part=True)).module(None) == "part"


def test_where_only_parts_are_units_nobody_knows_which_it_is() -> None:
    parts = member(choice("one", part=True), choice("two", part=True))
    assert (parts.module(None), parts.headings) == (None, ())


@pytest.mark.parametrize(
    ("page", "module"),
    [(1, "book"), (10, "chapter"), (12, "page"), (16, "chapter"), (17, "part"), (25, "book"), (40, "rest")],
)
def test_the_module_of_a_page_is_the_smallest_unit_that_holds_it(page: int, module: str) -> None:
    chapters = (
        choice("chapter", pages=(10, 17)),
        choice("page", pages=(12, 13)),
        choice("part", pages=(9, 25)),
        choice("rest", pages=(30, None)),
    )
    book = member(choice("book"), *chapters)
    assert book.module(page) == module


@pytest.mark.parametrize(
    ("types", "holds"),
    [
        ("", True),
        ("Task", True),
        ("Troubleshooting", True),
        ("Concept Task", True),
        ("Concept", False),
        ("Reference", False),
        ("Mine", True),
    ],
)
def test_a_topic_that_only_explains_holds_no_tasks(types: str, holds: bool) -> None:
    assert member(choice("x", types=types)).holds_tasks(None) is holds
    assert not member(choice("x", types=types, offered=False)).holds_tasks(None)


def test_only_what_is_about_faults_alone_is_troubleshooting() -> None:
    assert member(choice("x", types="Troubleshooting")).is_troubleshooting(None)
    assert not member(choice("x", types="Troubleshooting Task")).is_troubleshooting(None)
    assert not member(choice("x")).is_troubleshooting(None)


def test_the_language_is_that_of_all_units_of_a_file() -> None:
    assert member(choice("x", language="de"), choice("y", language="de")).language == "de"
    assert member(choice("x", language="de"), choice("y", language="en")).language is None


def test_each_page_is_judged_by_its_own_unit() -> None:
    book = member(
        choice("book"),
        choice("why", pages=(1, 3), types="Concept"),
        choice("how", pages=(3, 5), types="Task"),
        choice("draft", pages=(5, 7), types="Task", offered=False),
        choice("fault", pages=(7, 9), types="Troubleshooting"),
    )
    assert [book.holds_tasks(page) for page in (1, 3, 5, 7, 9)] == [False, True, False, True, True]
    assert [book.is_troubleshooting(page) for page in (3, 7, 9)] == [False, True, False]
    assert book.covers(100)


def test_pages_of_no_unit_are_not_read_where_all_units_are_pages() -> None:
    parts = member(choice("one", pages=(2, 4)), choice("two", pages=(6, None)))
    assert [parts.covers(page) for page in (1, 2, 4, 6, 60, None)] == [False, True, False, True, True, True]
