"""Public repair guides, as passages to search in when `bench retrieval` measures.

There are some 1,600, many of them of nearly the same thing: what a search must not confuse. This is no reader of
`knowledge_base`: nobody's manuals come as such a file, the steps become no task, and nothing of them is shipped, for
they may be used for measuring only (MyFixit data set, CC BY-NC-SA 3.0).
Format: gzip, one JSON object a line (https://github.com/rub-ksv/MyFixit-Dataset).
"""

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Facts, Source
from knowledge_base.readers.identity import Stated, as_id, identity, manual_of
from knowledge_base.readers.passages import Block, BlockKind, passages_of
from knowledge_base.readers.source import WrittenText
from knowledge_base.records import Reading

READER = "repair-guides"
_SUFFIX = ".json.gz"


class _Tool(BaseModel):
    """A tool of the box; `Name` is a list where it was taken out of the words by hand."""

    name: str | list[str] = Field(alias="Name")

    def words(self) -> str:
        return self.name if isinstance(self.name, str) else " ".join(self.name)


class _Step(BaseModel):
    """A step, as its author wrote it."""

    words: str = Field(alias="Text_raw")


class _Guide(BaseModel):
    """What is read of a guide; its other fields are left."""

    title: str = Field(alias="Title")
    tools: list[_Tool] = Field(alias="Toolbox")
    steps: list[_Step] = Field(alias="Steps")


def read_guides(file: Path) -> Reading:
    """All guides of a file as one manual: a section a guide, a block a step, one for the toolbox, and no task.

    Its file is called by the folder and the name ("myfixit/Vehicle.json.gz").
    Raises ManualError when the file cannot be read, or a line of it is not a guide.
    """
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise ManualError(f"{file}: cannot be read ({error.strerror}). Give a file of repair guides") from error
    name = f"{file.parent.name}/{file.name}"
    kind = file.name.removesuffix(_SUFFIX)
    facts = Facts(
        equipment=file.parent.name,
        manual=as_id(f"myfixit-{kind.lower()}"),
        title=f"Repair guides: {kind}",
        language="en",
    )
    source = Source(main=name, files={name: raw}, facts=facts)
    who = identity(source, Stated(), "")
    text = WrittenText(who.manual, who.revision, name)
    blocks = [block for guide in _guides(name, raw) for block in _blocks(text, guide)]
    return Reading(
        reader=READER,
        manual=manual_of(source, who, ()),
        texts={name: text.text},
        passages=passages_of(blocks, who.language, facts.equipment),
        findings=who.findings,
    )


def _guides(name: str, raw: bytes) -> Iterator[_Guide]:
    """The guides of a file, in its order."""
    try:
        lines = gzip.decompress(raw).decode("utf-8").splitlines()
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise ManualError(f"{name}: is not gzip of UTF-8 lines ({error}). Fetch it again") from error
    for number, line in enumerate(lines, start=1):
        try:
            yield _Guide.model_validate(json.loads(line))
        except (json.JSONDecodeError, ValidationError) as error:
            raise ManualError(f"{name}:{number}: is not a repair guide. Fetch the file again") from error


def _blocks(text: WrittenText, guide: _Guide) -> Iterator[Block]:
    """The steps of a guide, then its tools; what has no words is left out."""
    section = (" ".join(guide.title.split()),)
    for step in guide.steps:
        if words := " ".join(step.words.split()):
            yield Block(text, text.write(words), BlockKind.STEP, section)
    if tools := ", ".join(tool.words() for tool in guide.tools):
        yield Block(text, text.write(tools), BlockKind.TEXT, section)
