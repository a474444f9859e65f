"""What every reader of manuals must do, whatever its format. A new reader joins with its own spelling of the sample."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from knowledge_base.catalog import BUNDLED, bundled_plants, load_plant
from knowledge_base.errors import ManualError
from knowledge_base.readers import read_markdown
from knowledge_base.records import Manual, NoticeKind, Plant, Quote, Task

MARKDOWN = """\
---
manual: OV-M
title: Ofen, Handbuch
revision: "1"
date: 2026-01-31
language: de
equipment: oven
---
# 1 Instandsetzung
## 1.1 Brenner ersetzen {#OV-T-200}
Für Öfen bis 300 °C.

**Tools:**
- Schlüssel 13 mm

> **WARNING:** Heiße Fläche. Verbrennung. Warten Sie.

1. Ventil schließen.
2. Brenner lösen.
"""


@dataclass(frozen=True)
class Reader:
    """A reader, the sample manual in its format, and what no reader of this format can read."""

    read: Callable[[Path, str], Manual]
    suffix: str
    sample: str
    hopeless: bytes


READERS = (Reader(read_markdown, ".md", MARKDOWN, b"\xff\xfe\x00"),)


@pytest.fixture(params=READERS, ids=lambda reader: reader.suffix)
def reader(request: pytest.FixtureRequest) -> Reader:
    return request.param  # type: ignore[no-any-return]  # pytest does not know its type


@pytest.fixture
def manual(reader: Reader, tmp_path: Path) -> Manual:
    file = tmp_path / f"manual{reader.suffix}"
    file.write_bytes(reader.sample.encode())
    return reader.read(file, f"manuals/manual{reader.suffix}")


def quotes_of(task: Task) -> Iterator[Quote]:
    """Every quote of a task."""
    yield from (q for q in (task.purpose, task.duration, task.personnel, task.preconditions) if q is not None)
    yield from (*task.tools, *task.parts, *task.acceptance)
    for step in task.steps:
        yield step.quote
        yield from (notice.quote for notice in step.notices)


def test_the_sample_is_read_to_the_same_nouns(manual: Manual) -> None:
    assert (manual.id, manual.revision, manual.language, manual.equipment) == ("OV-M", "1", "de", "oven")
    (task,) = manual.tasks
    assert (task.id, task.title, task.manual_id) == ("OV-T-200", "1.1 Brenner ersetzen", "OV-M")
    assert task.purpose is not None
    assert task.purpose.text == "Für Öfen bis 300 °C."
    assert [tool.text for tool in task.tools] == ["Schlüssel 13 mm"]
    assert [(step.number, step.quote.text) for step in task.steps] == [(1, "Ventil schließen."), (2, "Brenner lösen.")]


def test_a_warning_comes_with_the_step_that_it_guards(manual: Manual) -> None:
    first, second = manual.tasks[0].steps
    assert [(n.kind, n.quote.text) for n in first.notices] == [
        (NoticeKind.WARNING, "Heiße Fläche. Verbrennung. Warten Sie.")
    ]
    assert second.notices == ()


def test_the_manual_knows_its_file_and_the_digest_of_its_bytes(reader: Reader, manual: Manual) -> None:
    assert manual.file == f"manuals/manual{reader.suffix}"
    assert manual.sha256 == hashlib.sha256(reader.sample.encode()).hexdigest()


def test_every_quote_can_be_found_again_in_the_file(reader: Reader, manual: Manual) -> None:
    for quote in quotes_of(manual.tasks[0]):
        assert reader.sample[quote.citation.start : quote.citation.end] == quote.text
        assert quote.citation.sha256 == hashlib.sha256(quote.text.encode()).hexdigest()
        assert (quote.citation.manual_id, quote.citation.revision, quote.citation.file) == (
            manual.id,
            manual.revision,
            manual.file,
        )
        assert quote.citation.section == ("1 Instandsetzung", "1.1 Brenner ersetzen")


def test_the_same_file_is_read_the_same_way_twice(reader: Reader, manual: Manual, tmp_path: Path) -> None:
    assert reader.read(tmp_path / f"manual{reader.suffix}", manual.file) == manual


def test_what_cannot_be_read_is_a_manual_error_that_names_the_file(reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / f"manual{reader.suffix}"
    with pytest.raises(ManualError, match=file.name):
        reader.read(file, file.name)
    file.write_bytes(reader.hopeless)
    with pytest.raises(ManualError, match=file.name):
        reader.read(file, file.name)


@pytest.mark.parametrize("name", bundled_plants())
def test_every_quote_of_a_bundled_plant_is_in_its_file_byte_for_byte(name: str) -> None:
    plant, checked = load_plant(BUNDLED / name), 0
    for manual in _manuals(plant):
        raw = (BUNDLED / name / manual.file).read_bytes()
        assert hashlib.sha256(raw).hexdigest() == manual.sha256
        text = raw.decode("utf-8")
        for task in manual.tasks:
            for quote in quotes_of(task):
                before = len(text[: quote.citation.start].encode())
                words = quote.text.encode()
                assert raw[before : before + len(words)] == words
                assert text[quote.citation.start : quote.citation.end] == quote.text
                assert hashlib.sha256(words).hexdigest() == quote.citation.sha256
                assert quote.citation.file == manual.file
                checked += 1
    assert checked > 300


def _manuals(plant: Plant) -> Iterator[Manual]:
    for equipment in plant.equipment:
        yield from equipment.manuals
