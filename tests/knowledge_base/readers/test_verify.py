"""Whoever receives a reading checks it, without trust in the reader."""

import pytest

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Facts, Source
from knowledge_base.readers.registry import read_source
from knowledge_base.readers.verify import verify
from knowledge_base.records import Reading
from tests.knowledge_base.plant_folder import MANUAL


@pytest.fixture
def source() -> Source:
    return Source("oven.md", {"oven.md": MANUAL.encode()}, Facts("oven"))


@pytest.fixture
def reading(source: Source) -> Reading:
    return read_source(source)


def with_step(reading: Reading, **change: object) -> Reading:
    """The reading with its first step's quote changed."""
    task, *tasks = reading.manual.tasks
    step, *steps = task.steps
    other = step.model_copy(update={"quote": step.quote.model_copy(update=change)})
    task = task.model_copy(update={"steps": (other, *steps)})
    return reading.model_copy(update={"manual": reading.manual.model_copy(update={"tasks": (task, *tasks)})})


def test_what_was_read_is_accepted(reading: Reading, source: Source) -> None:
    verify(reading, source)


def test_a_step_with_other_words_than_the_manuals_is_refused(reading: Reading, source: Source) -> None:
    with pytest.raises(ManualError, match="not what stands there"):
        verify(with_step(reading, text="Cut the red wire."), source)


def test_a_step_from_another_place_is_refused(reading: Reading, source: Source) -> None:
    where = reading.manual.tasks[0].steps[0].quote.citation
    moved = where.model_copy(update={"start": where.start + 1, "end": where.end + 1})
    with pytest.raises(ManualError, match="not what stands there"):
        verify(with_step(reading, citation=moved), source)


def test_a_quote_of_another_revision_is_refused(reading: Reading, source: Source) -> None:
    where = reading.manual.tasks[0].steps[0].quote.citation
    with pytest.raises(ManualError):
        verify(with_step(reading, citation=where.model_copy(update={"revision": "9"})), source)


def test_a_reading_of_other_bytes_is_refused(reading: Reading) -> None:
    other = Source("oven.md", {"oven.md": MANUAL.encode() + b"\n"}, Facts("oven"))
    with pytest.raises(ManualError, match="changed while it was being read"):
        verify(reading, other)


def test_a_manual_of_another_machine_is_refused(reading: Reading) -> None:
    other = Source("oven.md", {"oven.md": MANUAL.encode()}, Facts("pump"))
    with pytest.raises(ManualError, match="is a manual of 'oven', and lies with those of 'pump'"):
        verify(reading, other)


def test_steps_that_are_not_counted_from_one_are_refused(reading: Reading, source: Source) -> None:
    task, *tasks = reading.manual.tasks
    gap = task.model_copy(update={"steps": tuple(s.model_copy(update={"number": s.number + 1}) for s in task.steps)})
    manual = reading.manual.model_copy(update={"tasks": (gap, *tasks)})
    with pytest.raises(ManualError, match="not numbered"):
        verify(reading.model_copy(update={"manual": manual}), source)


def test_two_tasks_of_one_name_are_refused(reading: Reading, source: Source) -> None:
    task, *tasks = reading.manual.tasks
    manual = reading.manual.model_copy(update={"tasks": (task, task, *tasks)})
    with pytest.raises(ManualError, match=r"holds task OV-T-010 twice"):
        verify(reading.model_copy(update={"manual": manual}), source)


def test_passages_that_overlap_are_refused(reading: Reading, source: Source) -> None:
    doubled = (reading.passages[0], *reading.passages)
    with pytest.raises(ManualError, match="overlap"):
        verify(reading.model_copy(update={"passages": doubled}), source)
