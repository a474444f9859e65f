from dataclasses import replace

from knowledge_base.readers.contract import Facts, Source
from knowledge_base.readers.iirds.members import Member
from knowledge_base.readers.iirds.merging import Merging
from knowledge_base.readers.markdown import READER
from knowledge_base.records import PassageKind, Reading, TaskKind, quotes_of
from tests.knowledge_base.readers.iirds.test_members import choice

PAGE = """# Change the lamp

When it is dark.

**Tools:**

- Ladder

> **WARNING:** Hot.

1. Switch it off.
2. Turn it.
"""


def reading_of(name: str) -> Reading:
    facts = Facts("oven", "OV", "Oven", "B", None, "en")
    return READER.read(Source(name, {name: PAGE.encode()}, facts))


def member(types: str = "Task", headings: tuple[str, ...] = ("Care", "change the  LAMP")) -> Member:
    return Member("a.html", (replace(choice("urn:lamp", types=types), headings=headings),))


def test_quotes_stand_where_they_stood_in_the_module_and_under_the_headings_of_the_package() -> None:
    merging, reading = Merging("OV", "B"), reading_of("x!/a.md")
    merging.add(member(), reading)
    (task,), (before,) = merging.tasks, reading.manual.tasks
    assert [quote.text for quote in quotes_of(task)] == [quote.text for quote in quotes_of(before)]
    for quote, old in zip(quotes_of(task), quotes_of(before), strict=True):
        assert (quote.citation.module, quote.citation.section) == ("urn:lamp", ("Care", "Change the lamp"))
        kept = {"start", "end", "sha256", "file", "manual_id", "revision"}
        assert quote.citation.model_dump(include=kept) == old.citation.model_dump(include=kept)
    assert merging.texts == reading.texts
    assert {one.quote.citation.module for one in merging.passages} == {"urn:lamp"}


def test_a_label_that_differs_from_the_title_stands_above_it() -> None:
    merging = Merging("OV", "B")
    merging.add(member(headings=("Care", "Lamps")), reading_of("x!/a.md"))
    assert merging.passages[0].quote.citation.section == ("Care", "Lamps", "Change the lamp")


def test_passages_are_counted_through_and_task_ids_are_made_unique() -> None:
    merging = Merging("OV", "B")
    for name in ("x!/a.md", "x!/b.md"):
        merging.add(member(), reading_of(name))
    assert [one.id for one in merging.passages] == [f"OV@B:{n + 1}" for n in range(len(merging.passages))]
    first, second = merging.tasks
    assert second.id == f"{first.id}-2"
    assert [one.task_id for one in merging.passages if one.task_id] == [first.id, second.id]


def test_tasks_of_a_topic_that_only_explains_are_words() -> None:
    merging = Merging("OV", "B")
    merging.add(member(types="Concept"), reading_of("x!/a.md"))
    assert merging.tasks == []
    assert {(one.kind, one.task_id) for one in merging.passages} == {(PassageKind.TEXT, None)}
    assert any("Turn it." in one.quote.text for one in merging.passages)


def test_pages_of_no_unit_are_left_out() -> None:
    merging, reading = Merging("OV", "B"), reading_of("x!/a.md")
    first = reading.passages[0]
    on_a_page = first.quote.citation.model_copy(update={"page": 9})
    passage = first.model_copy(update={"quote": first.quote.model_copy(update={"citation": on_a_page})})
    paged = Member("a.pdf", (choice("urn:lamp", "a.pdf", pages=(1, 3)),))
    merging.add(paged, reading.model_copy(update={"passages": (passage, *reading.passages[1:])}))
    assert len(merging.passages) == len(reading.passages) - 1


def test_tasks_of_a_topic_about_faults_are_troubleshooting() -> None:
    merging = Merging("OV", "B")
    merging.add(member(types="Troubleshooting"), reading_of("x!/a.md"))
    assert merging.tasks[0].kind is TaskKind.TROUBLESHOOTING
