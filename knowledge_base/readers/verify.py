"""Is a reading what a reading must be? Checked by whoever receives one, without trust in the reader that made it."""

import hashlib
from collections.abc import Iterator
from itertools import pairwise

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Source
from knowledge_base.records import Passage, Quote, Reading, quotes_of


def verify(reading: Reading, source: Source) -> None:
    """Raises ManualError when the reading is of other bytes, or a quote of it is not the slice that it says it is."""
    manual = reading.manual
    if manual.sha256 != source.digest() or manual.file != source.main:
        raise ManualError(f"{source.main}: was changed while it was being read. Read it again")
    if source.facts.equipment and manual.equipment != source.facts.equipment:
        raise ManualError(
            f"{source.main}: is a manual of {manual.equipment!r}, and lies with those of {source.facts.equipment!r}. "
            f"Write `equipment: {source.facts.equipment}` in its front matter, or move it"
        )
    for quote in _quotes(reading):
        _verify_quote(quote, reading, source)
    ids = [task.id for task in manual.tasks]
    for task in manual.tasks:
        if ids.count(task.id) > 1:
            raise ManualError(f"{source.main}: holds task {task.id} twice. Give one of them another id")
        if [step.number for step in task.steps] != list(range(1, len(task.steps) + 1)):
            raise ManualError(f"{source.main}: the steps of task {task.id} are not numbered 1, 2, 3 …")
    _verify_order(reading.passages, source)


def _quotes(reading: Reading) -> Iterator[Quote]:
    for task in reading.manual.tasks:
        yield from quotes_of(task)
    for passage in reading.passages:
        yield passage.quote


def _verify_quote(quote: Quote, reading: Reading, source: Source) -> None:
    where = quote.citation
    said = reading.texts.get(where.file, "")[where.start : where.end]
    fits = said == quote.text and hashlib.sha256(said.encode()).hexdigest() == where.sha256
    if not (
        said.strip() and fits and (where.manual_id, where.revision) == (reading.manual.id, reading.manual.revision)
    ):
        raise ManualError(
            f"{source.main}: a quote of it (characters {where.start} to {where.end}) is not what stands there"
        )


def _verify_order(passages: tuple[Passage, ...], source: Source) -> None:
    for before, after in pairwise(passages):
        one, other = before.quote.citation, after.quote.citation
        if one.file == other.file and other.start < one.end:
            raise ManualError(f"{source.main}: passages {before.id} and {after.id} overlap")
