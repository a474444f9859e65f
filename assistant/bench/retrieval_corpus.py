"""The real manuals of `bench retrieval` as readings, its questions, and when a passage is the right one."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from assistant.bench.repair_guides import read_guides
from assistant.errors import UsageError
from explain.training import Progress
from knowledge_base.readers.apart import reading_process
from knowledge_base.readers.contract import Facts, Limits, Source
from knowledge_base.readers.registry import FILE_SUFFIXES, MODULE_SUFFIXES, suffix_of
from knowledge_base.records import Passage, Reading

QUESTIONS = Path(__file__).parents[2] / "tests" / "benchmarks" / "retrieval"
SETS = ("grbl", "icub_md", "linuxcnc_adoc", "s1000d_bike_4.1", "s1000d_toolkit_pdf")
_GUIDES = "myfixit"
_TAG = re.compile(r"</?[a-zA-Z][^>\n]*>")
_NOT_WORDS = re.compile(r"[^\w$#%=+]|_")


@dataclass(frozen=True)
class Gold:
    """A section that answers: the file or set of a manual, and a heading, data module, code or guide in it."""

    source: str
    section: str

    def is_in(self, passage: Passage) -> bool:
        """The passage stands in this section."""
        where = passage.quote.citation
        if not (where.file == self.source or where.file.startswith(f"{self.source}/")):
            return False
        if self.source.endswith(".csv"):
            return passage.quote.text.strip().split(",", 1)[0].strip('" ') == self.section
        if PurePosixPath(where.file).name.startswith(self.section):
            return True
        return bool(where.section) and plain(where.section[-1]) == self._plain

    @cached_property
    def _plain(self) -> str:
        return plain(self.section)


@dataclass(frozen=True)
class Question:
    """One question of an examiner. kind: answerable, code (something looked up exactly) or no_answer."""

    id: str
    kind: str
    language: str
    question: str
    gold: tuple[Gold, ...]

    @property
    def machine(self) -> str | None:
        """The machine at which it is asked; None where no manual has an answer."""
        return machine_in(self.gold[0].source) if self.gold else None

    def answered_by(self, passage: Passage) -> bool:
        """The passage stands in one of the sections that answer."""
        return any(gold.is_in(passage) for gold in self.gold)


def plain(heading: str) -> str:
    """A heading as it is compared: without markup, capitals, white space and punctuation."""
    return _NOT_WORDS.sub("", _TAG.sub("", heading).casefold())


def questions(name: str) -> list[Question]:
    """The questions of a set: development or held_out. Raises UsageError outside a checkout."""
    file = QUESTIONS / f"{name}.jsonl"
    if not file.is_file():
        raise UsageError("this bench needs the questions in tests/benchmarks/retrieval: run it in a checkout")
    asked = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    return [
        Question(
            one["id"],
            one["kind"],
            one["language"],
            one["question"],
            tuple(Gold(gold["source"], gold["section"]) for gold in one.get("gold", ())),
        )
        for one in asked
    ]


def machine_in(file: str) -> str:
    """The machine that a manual of the corpus is of: the folder that it lies in."""
    return file.split("/", maxsplit=1)[0]


def machine_of(reading: Reading) -> str:
    """The machine that a manual of the corpus is of."""
    return machine_in(reading.manual.file)


def readings(manuals: Path, progress: Progress) -> list[Reading]:
    """All manuals of the corpus, read as a plant's would be. Raises UsageError when they are not there."""
    missing = [name for name in (*SETS, _GUIDES) if not (manuals / name).is_dir()]
    if missing:
        raise UsageError(f"no manuals in {manuals / missing[0]}; see the README for where this bench looks for them")
    every = [source for name in SETS for source in _sources(manuals, manuals / name)]
    found = []
    with reading_process(manuals) as process:
        for i, source in enumerate(every):
            progress(f"reading {source.main}", i, len(every))
            found.append(process.read(source))
    return [*found, *(read_guides(file) for file in sorted((manuals / _GUIDES).glob("*.json.gz")))]


def _sources(manuals: Path, folder: Path) -> Iterator[Source]:
    """A folder of modules is one manual; else each file of a known format is."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    modules = [file for file in files if suffix_of(file.name) in MODULE_SUFFIXES]
    groups = (
        [(folder, modules)] if modules else [(file, [file]) for file in files if suffix_of(file.name) in FILE_SUFFIXES]
    )
    for main, members in groups:
        name = main.relative_to(manuals).as_posix()
        contents = {file.relative_to(manuals).as_posix(): file.read_bytes() for file in members}
        facts = Facts(equipment=machine_in(name), manual=name.replace("/", "-")[:80], language="en")
        yield Source(name, contents, facts, Limits())
