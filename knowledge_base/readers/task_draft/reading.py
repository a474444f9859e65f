"""Elements of one file → its whole reading."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Source
from knowledge_base.readers.identity import Stated, identity, manual_of
from knowledge_base.readers.passages import passages_of
from knowledge_base.readers.source import WrittenText
from knowledge_base.readers.task_draft.elements import Element, Enter, Heading, Leave, words_of
from knowledge_base.readers.task_draft.findings import Findings, excerpt
from knowledge_base.readers.task_draft.sections import draft_tasks
from knowledge_base.records import Reading

_SAMPLE = 20_000


def reading_of(name: str, source: Source, stated: Stated, elements: Sequence[Element], findings: Findings) -> Reading:
    """The reading of a manual of one file. Raises ManualError when its elements hold no words.

    The title is the first heading where the document does not state one.
    """
    sample = _sample(elements)
    if not sample.strip():
        raise ManualError(f"{source.main}: shows no words. Is this the right file?")
    heading = next((element.words for element in elements if isinstance(element, Heading)), None)
    stated = stated if stated.title or not heading else replace(stated, title=excerpt(heading))
    who = identity(source, stated, sample)
    text = WrittenText(who.manual, who.revision, source.main)
    drafted = draft_tasks(elements, text, who.language, findings)
    return Reading(
        reader=name,
        manual=manual_of(source, who, drafted.tasks),
        texts={source.main: text.text},
        passages=passages_of(drafted.blocks, who.language, source.facts.equipment),
        findings=(*who.findings, *findings.all()),
    )


def _sample(elements: Sequence[Element]) -> str:
    found: list[str] = []
    length = 0
    for element in elements:
        if isinstance(element, Enter | Leave):
            continue
        found.append(element.words if isinstance(element, Heading) else words_of([element]))
        length += len(found[-1])
        if length > _SAMPLE:
            break
    return "\n".join(found)
