"""`bench retrieval`: does a technician's question find the right section, and does silence follow where there is none?

Corpus: real manuals of six machines (AsciiDoc, Markdown, CSV, S1000D, PDF, repair guides), all in one index.
Questions: the held-out set in tests/benchmarks/retrieval, in a technician's words; nothing was chosen on it. What
search learned, it learned from other questions over these manuals: tests/tooling/search_training says what that does.
Peers: plain BM25 (bm25s, its own tokenizer and stop words) on the same passages, sections counted alike.

hit1, hit5        answerable English questions, asked at their machine, so that its manuals alone are searched, as the
                  assistant does: the right section first, in the first five sections.
anywhere_hit1, _hit5   the same questions put to the manuals of all six machines at once.
german, french, spanish_hit1   questions in another language over the English manuals, asked at their machine.
exact_hit1        a fault code, part number or setting asked exactly: the entry that defines it first.
task_hit1         every failure mode of the bundled plants, from its diagnosis alone: one of its repair tasks first.
abstained         questions that no manual answers, put to all: no answer is claimed. answered: answerable ones, put to
                  all, of which one is.
s1000d_whole      procedures and fault isolations of the S1000D set whose steps, notices and tools are all found,
                  counted by code that shares nothing with the reader.
p50_ms_100k       median milliseconds of a fused query over 100,000 passages, embedding of the query included.
memory_vs_bm25s   memory that a fresh process takes for that index and 200 queries (resident set, pages mapped from disk
                  included), as a ratio to bm25s with the texts that it returns; _alone: to bm25s that returns numbers.
fused             1 when the embedding model took part in all of this, 0 when search was lexical only.
"""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from assistant.bench.retrieval_corpus import Question, machine_of, questions, readings
from assistant.bench.retrieval_scale import scale_figures
from assistant.bench.s1000d_whole import share_whole
from assistant.settings import Settings
from explain.training import Progress
from knowledge_base.catalog import bundled_plants, find_plant, open_plant
from knowledge_base.ingest import group_of
from knowledge_base.records import Passage, Reading
from knowledge_base.search.embedding import Embedder, bundled_embedder
from knowledge_base.search.index import SearchIndex
from knowledge_base.search.records import SearchMode
from knowledge_base.search.tasks import rank_tasks

Figures = dict[str, float]
Answers = dict[str, list[Passage]]
Ranked = Callable[[str], Sequence[Passage]]
_LANGUAGES = {"de": "german", "fr": "french", "es": "spanish"}
_DEEP = 60


def retrieval(data: Path, progress: Progress) -> tuple[Figures, Figures]:
    """(figures, peers). The manuals are looked for beside the data folder, in `manuals`."""
    corpus, asked = readings(data.parent / "manuals", progress), questions("held_out")
    embedder = bundled_embedder(Settings().home / "embedding")
    with tempfile.TemporaryDirectory() as scratch:
        figures, peers = question_figures(corpus, asked, embedder, Path(scratch) / "questions", progress)
        figures["task_hit1"] = task_hit1(embedder, Path(scratch))
        tasks = [task for reading in corpus for task in reading.manual.tasks]
        figures["s1000d_whole"] = share_whole(data.parent / "manuals" / "s1000d_bike_4.1", tasks)
        scale, scale_peers = scale_figures(corpus, embedder, Path(scratch), progress)
    return figures | scale, peers | scale_peers


def question_figures(
    corpus: Sequence[Reading], asked: Sequence[Question], embedder: Embedder | None, folder: Path, progress: Progress
) -> tuple[Figures, Figures]:
    """The figures of a set of questions, and of plain BM25 on the same passages."""
    index = SearchIndex.open(folder, embedder)
    for i, reading in enumerate(corpus):
        progress(f"indexing {reading.manual.id}", i, len(corpus))
        index.replace(group_of(reading), reading.passages)
    anywhere = {question.id: index.search(question.question, 5) for question in asked}
    there = {q.id: index.search(q.question, 5, equipment=q.machine) for q in asked if q.machine}
    index.close()
    ours = {name: [hit.passage for hit in found.hits] for name, found in anywhere.items()}
    ours_there = {name: [hit.passage for hit in found.hits] for name, found in there.items()}
    theirs, theirs_there = _plain_answers(corpus, asked)
    english = [q for q in asked if q.kind == "answerable" and q.language == "en"]
    codes = [q for q in asked if q.kind == "code"]
    silent = [q for q in asked if q.kind == "no_answer"]
    figures = {
        "hit1": share_found(english, ours_there, 1),
        "hit5": share_found(english, ours_there, 5),
        "anywhere_hit1": share_found(english, ours, 1),
        "anywhere_hit5": share_found(english, ours, 5),
        "exact_hit1": share_found(codes, ours, 1),
        "abstained": float(np.mean([not anywhere[q.id].answered for q in silent])),
        "answered": float(np.mean([anywhere[q.id].answered for q in english])),
        "fused": float(all(found.mode is SearchMode.FUSED for found in anywhere.values())),
    }
    peers = {
        "hit1": share_found(english, theirs_there, 1),
        "hit5": share_found(english, theirs_there, 5),
        "anywhere_hit1": share_found(english, theirs, 1),
        "anywhere_hit5": share_found(english, theirs, 5),
        "exact_hit1": share_found(codes, theirs, 1),
    }
    for code, language in _LANGUAGES.items():
        asked_in = [q for q in asked if q.kind == "answerable" and q.language == code]
        figures[f"{language}_hit1"] = share_found(asked_in, ours_there, 1)
        peers[f"{language}_hit1"] = share_found(asked_in, theirs_there, 1)
    return figures, peers


def _plain_answers(corpus: Sequence[Reading], asked: Sequence[Question]) -> tuple[Answers, Answers]:
    """What plain BM25 finds among all manuals, and among those of the machine."""
    every = plain_bm25([passage for reading in corpus for passage in reading.passages])
    machines = {machine_of(reading): list[Passage]() for reading in corpus}
    for reading in corpus:
        machines[machine_of(reading)] += reading.passages
    at = {machine: plain_bm25(passages) for machine, passages in machines.items()}
    return (
        {question.id: every(question.question) for question in asked},
        {question.id: at[question.machine](question.question) for question in asked if question.machine},
    )


def share_found(asked: Sequence[Question], answers: Answers, k: int) -> float:
    """The share of the questions that one of the first k sections answers."""
    return float(np.mean([any(q.answered_by(passage) for passage in answers[q.id][:k]) for q in asked]))


def plain_bm25(passages: Sequence[Passage]) -> Callable[[str], list[Passage]]:
    """The peer: bm25s as its documentation shows it; of several passages of one section, the first counts."""
    import bm25s

    texts = [f"{' '.join(passage.quote.citation.section)} {passage.quote.text}" for passage in passages]
    ranker = bm25s.BM25()
    ranker.index(bm25s.tokenize(texts, stopwords="en", show_progress=False), show_progress=False)

    def search(question: str) -> list[Passage]:
        tokens = bm25s.tokenize(question, stopwords="en", show_progress=False)
        found, _ = ranker.retrieve(tokens, k=min(_DEEP, len(passages)), show_progress=False)
        sections: dict[tuple[str, tuple[str, ...]], Passage] = {}
        for number in found[0]:
            passage = passages[int(number)]
            where = passage.quote.citation
            place = (where.file, where.section)
            sections.setdefault(place if not where.file.endswith(".csv") else (passage.id, ()), passage)
        return list(sections.values())

    return search


def task_hit1(embedder: Embedder | None, folder: Path) -> float:
    """Of all failure modes of the bundled plants, the share whose diagnosis finds one of its repair tasks first."""
    right = []
    for name in bundled_plants():
        opened = open_plant(find_plant(name))
        index = SearchIndex.open(folder / name, embedder)
        for equipment in opened.plant.equipment:
            for reading in opened.readings[equipment.id].in_force:
                index.replace(group_of(reading), reading.passages)
            for mode in equipment.failure_modes:
                ranked = rank_tasks(index, mode, equipment, 1)
                right.append(bool(ranked) and ranked[0].task.id in mode.tasks)
        index.close()
    return float(np.mean(right))
