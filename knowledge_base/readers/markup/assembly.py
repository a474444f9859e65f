"""An outline and its tasks → the reading of a manual."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from knowledge_base.readers.contract import Source
from knowledge_base.readers.identity import Identity, manual_of
from knowledge_base.readers.markup.outline import Outline
from knowledge_base.readers.markup.procedures import Procedures
from knowledge_base.readers.passages import passages_of
from knowledge_base.records import Finding, FindingKind, Reading, Task

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
        findings=(*who.findings, *_listed(findings, source.main)),
    )


def read_leniently(name: str, source: Source, who: Identity, outline: Outline, findings: Sequence[Finding]) -> Reading:
    """The reading of a manual whose tasks are found by its numbered lists."""
    found = Procedures(outline, who.language).found()
    return assembled(name, source, who, outline, found.tasks, found.task_ids, (*findings, *found.findings))


def _listed(findings: Sequence[Finding], file: str) -> Iterator[Finding]:
    """The findings, at most a hundred of a kind: a hostile file may hide a million words."""
    counts: Counter[FindingKind] = Counter()
    for finding in findings:
        counts[finding.kind] += 1
        if counts[finding.kind] <= _MOST_OF_A_KIND:
            yield finding
    for kind, count in counts.items():
        if count > _MOST_OF_A_KIND:
            what = f"{count - _MOST_OF_A_KIND:,} more are not listed"
            yield Finding(kind=kind, file=file, place="document", what=what)
