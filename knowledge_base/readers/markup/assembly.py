"""An outline and its tasks → the reading of a manual."""

from collections.abc import Mapping, Sequence

from knowledge_base.readers.contract import Source
from knowledge_base.readers.identity import Identity, manual_of
from knowledge_base.readers.listed import listed
from knowledge_base.readers.markup.outline import Outline
from knowledge_base.readers.markup.procedures import Procedures
from knowledge_base.readers.passages import passages_of
from knowledge_base.records import Finding, Reading, Task

_MOST_OF_A_KIND = 100


def assembled(
    name: str,
    source: Source,
    who: Identity,
    outline: Outline,
    tasks: Sequence[Task],
    task_ids: Mapping[int, str],
    findings: Sequence[Finding],
) -> Reading:
    """The reading with these tasks. task_ids: number of a section → the task that it belongs to."""
    quotes = [step.quote.citation for task in tasks for step in task.steps]
    blocks = outline.blocks(task_ids, [(quote.start, quote.end) for quote in quotes])
    return Reading(
        reader=name,
        manual=manual_of(source, who, tuple(tasks)),
        texts={outline.text.file: outline.text.text},
        passages=passages_of(blocks, who.language, source.facts.equipment),
        findings=(*who.findings, *listed(findings, source.main, _MOST_OF_A_KIND)),
    )


def read_leniently(name: str, source: Source, who: Identity, outline: Outline, findings: Sequence[Finding]) -> Reading:
    """The reading of a manual whose tasks are found by its numbered lists."""
    found = Procedures(outline, who.language).found()
    return assembled(name, source, who, outline, found.tasks, found.task_ids, (*findings, *found.findings))
