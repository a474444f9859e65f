"""All that a reader took out of one manual."""

import hashlib
import json
from collections.abc import Iterator

from knowledge_base.records.base import Digest, Record
from knowledge_base.records.manual import Finding, Manual, Passage, Quote, Task


class Reading(Record):
    """One manual as it was read.

    reader: the format's name. texts: file → reading text, which every citation counts its characters in.
    """

    reader: str
    manual: Manual
    texts: dict[str, str]
    passages: tuple[Passage, ...]
    findings: tuple[Finding, ...]

    def digest(self) -> Digest:
        """SHA-256 of the manual and its texts: what an engineer approves. Search may cut passages in another way."""
        said = {"manual": self.manual.model_dump(mode="json", exclude={"approval"}), "texts": self.texts}
        return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def quotes_of(task: Task) -> Iterator[Quote]:
    """Every quote of a task, in the order of its fields."""
    yield from (q for q in (task.purpose, task.duration, task.personnel, task.preconditions) if q is not None)
    yield from (*task.tools, *task.parts, *task.supplies, *task.acceptance)
    for step in task.steps:
        yield from (notice.quote for notice in step.notices)
        yield step.quote
        yield from (outcome.answer for outcome in step.outcomes)
