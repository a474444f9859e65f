import pytest

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Facts, Source
from knowledge_base.readers.identity import Stated
from knowledge_base.readers.task_draft import Element, Enter, Findings, Leave
from knowledge_base.readers.task_draft.reading import reading_of
from knowledge_base.readers.verify import verify
from tests.knowledge_base.readers.task_draft.drafting import heading, para, steps

SOURCE = Source("m/oven.html", {"m/oven.html": b"bytes"}, Facts("oven"))


def test_elements_become_a_whole_reading() -> None:
    findings = Findings(SOURCE.main)
    findings.not_understood("line 9", "something")
    elements: list[Element] = [
        heading(1, "Oven care"),
        Enter("clean"),
        heading(2, "Clean"),
        steps("Wipe the lamp."),
        Leave(),
    ]
    reading = reading_of("html", SOURCE, Stated(revision="2"), elements, findings)
    verify(reading, SOURCE)
    assert (reading.reader, reading.manual.title, reading.manual.revision) == ("html", "Oven care", "2")
    assert [task.id for task in reading.manual.tasks] == ["clean"]
    assert [passage.task_id for passage in reading.passages] == ["clean"]
    assert [finding.what for finding in reading.findings][-1] == "something"


def test_a_stated_title_goes_before_the_first_heading() -> None:
    reading = reading_of("html", SOURCE, Stated(title="Ovens"), [heading(1, "Care"), para("x")], Findings("m"))
    assert reading.manual.title == "Ovens"


def test_no_words_are_an_error_that_names_the_file() -> None:
    with pytest.raises(ManualError, match=r"m/oven\.html: shows no words"):
        reading_of("html", SOURCE, Stated(), [Enter(None), Leave()], Findings("m"))
