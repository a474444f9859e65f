"""DITA 1.2 and 1.3 (OASIS): a folder of maps and topics, or one topic → Reading.

Topics are read in the order of the map that no other map includes; each is one module. A `task` with ordered steps, and
a remedy of a `troubleshooting` topic, is a Task, unless words of it are missing or contradict each other. No ditaval
file is read: words that apply only under a condition are read, and a finding says so.
"""

from knowledge_base.readers.contract import Reader, Source
from knowledge_base.readers.dita.book import stated
from knowledge_base.readers.dita.document_set import DocumentSet, looks_like_dita
from knowledge_base.readers.dita.keys import KeySpace
from knowledge_base.readers.dita.maps import Entry, MapTree
from knowledge_base.readers.dita.topics import Topics
from knowledge_base.readers.identity import identity, manual_of
from knowledge_base.readers.listed import listed
from knowledge_base.readers.passages import passages_of
from knowledge_base.records import Finding, FindingKind, Passage, Reading

NAME = "dita"
_SAMPLE = 20_000
_NAMED = 5
_MOST_OF_A_KIND = 200
_SUFFIXES = (".dita", ".ditamap")


def recognises(source: Source) -> bool:
    """A file of the source is a topic or a map."""
    return any(looks_like_dita(data) for data in source.files.values())


def read(source: Source) -> Reading:
    """Raises ManualError when no topic can be read, or when maps or references grow beyond all measure."""
    documents = DocumentSet(source)
    tree = MapTree(documents)
    entries = list(tree.entries())
    order = (
        [*_of_roots(source, tree), *_left_out(source, documents, {entry.file for entry in entries} | tree.resources)]
        if documents.maps
        else []
    )
    if not entries:
        entries = [
            Entry(file, topic, KeySpace(), (), {}) for file in documents.roots for topic in documents.topics(file)
        ]
        order = _without_map(source, documents)
    root = tree.roots[0] if tree.roots else None
    said = stated(documents, root.element if root else None, root.keys if root else KeySpace(), entries)
    sample = " ".join(words for entry in entries[:20] for words in entry.topic.itertext())[:_SAMPLE]
    who = identity(source, said, sample)
    topics = Topics(source, documents, who)
    for entry in entries:
        topics.read(entry)
    passages = passages_of(topics.blocks, who.language, source.facts.equipment)
    return Reading(
        reader=NAME,
        manual=manual_of(source, who, tuple(topics.tasks)),
        texts={file: text.text for file, text in topics.texts.items()},
        passages=tuple(_in_its_language(passage, topics) for passage in passages),
        findings=tuple(
            listed(
                [*who.findings, *documents.findings, *tree.findings, *order, *topics.findings],
                source.main,
                _MOST_OF_A_KIND,
            )
        ),
    )


READER = Reader(name=NAME, suffixes=("", ".xml", *_SUFFIXES), recognises=recognises, read=read)


def _in_its_language(passage: Passage, topics: Topics) -> Passage:
    where = passage.quote.citation
    stated_language = topics.languages.get((where.file, where.module), passage.language)
    return passage.model_copy(update={"language": stated_language})


def _of_roots(source: Source, tree: MapTree) -> list[Finding]:
    if len(tree.roots) <= 1:
        return []
    names = ", ".join(root.file for root in tree.roots)
    what = f"several maps that no other includes, read one after the other: {names}. Give each manual its own folder"
    return [Finding(kind=FindingKind.ASSUMED, file=source.main, place="maps", what=what)]


def _left_out(source: Source, documents: DocumentSet, used: set[str]) -> list[Finding]:
    """Topics that stand in no map are material for others, or forgotten."""
    left = [file for file in documents.roots if file not in used and documents.topics(file)]
    if not left:
        return []
    names = ", ".join(left[:_NAMED]) + (f" and {len(left) - _NAMED} more" if len(left) > _NAMED else "")
    what = f"topics that no map puts in the reading order are left out: {names}"
    return [Finding(kind=FindingKind.ASSUMED, file=source.main, place="maps", what=what)]


def _without_map(source: Source, documents: DocumentSet) -> list[Finding]:
    if len(documents.roots) <= 1:
        return []
    what = "no map gives an order: the topics are read in the order of their file names"
    return [Finding(kind=FindingKind.ASSUMED, file=source.main, place="maps", what=what)]
