"""What a manual holds: tasks with steps and notices (IEC 82079-1, S1000D), passages, and where each word stands."""

from datetime import date
from enum import StrEnum

from knowledge_base.records.base import Digest, Id, Record


class Citation(Record):
    """Where quoted words stand: characters [start, end) of the reading text of `file`, and the digest of those words.

    The reading text is the decoded file itself for Markdown, AsciiDoc and CSV, with blanks where it holds words that
    nobody sees; for the other formats it is the text that the reader took out of the file. It is kept with the reading.
    page: counted from 1, where the format has pages. module: data module code or topic id, where it has modules.
    """

    manual_id: Id
    revision: str
    section: tuple[str, ...]
    file: str
    start: int
    end: int
    sha256: Digest
    page: int | None = None
    module: str | None = None


class NoticeKind(StrEnum):
    """IEC 82079-1 safety notices: injury, damage, information."""

    WARNING = "warning"
    CAUTION = "caution"
    NOTE = "note"


class Quote(Record):
    """Words of a manual, verbatim, and where they stand."""

    text: str
    citation: Citation


class Notice(Record):
    """A warning, caution or note, verbatim. `kind` is the manual's own word for it."""

    kind: NoticeKind
    quote: Quote


class Outcome(Record):
    """One answer to the question of a step, and the number of the step to go on with; None where the search ends."""

    answer: Quote
    next_step: int | None


class TaskStep(Record):
    """One step of a task, verbatim, after the notices that guard it.

    number: counted from 1 in reading order, substeps included. label: as the manual numbers it ("2.1"), if it does.
    outcomes: of a step that asks (fault isolation), its answers.
    """

    number: int
    quote: Quote
    notices: tuple[Notice, ...]
    label: str | None = None
    outcomes: tuple[Outcome, ...] = ()


class TaskKind(StrEnum):
    """What a task is for: something to do, or a fault to find."""

    PROCEDURE = "procedure"
    FAULT_ISOLATION = "fault_isolation"
    TROUBLESHOOTING = "troubleshooting"


class Task(Record):
    """A whole procedure of a manual. Nothing in it was written by a program."""

    id: Id
    title: str
    manual_id: Id
    purpose: Quote | None
    duration: Quote | None
    personnel: Quote | None
    preconditions: Quote | None
    tools: tuple[Quote, ...]
    parts: tuple[Quote, ...]
    steps: tuple[TaskStep, ...]
    acceptance: tuple[Quote, ...]
    supplies: tuple[Quote, ...] = ()
    kind: TaskKind = TaskKind.PROCEDURE


class Approval(Record):
    """Who allowed the steps of one revision to be shown, and the digests of what that person saw.

    sha256: of the source, as in `Manual.sha256`. reading_sha256: of what was read from it, as in `Reading.digest`.
    """

    manual: Id
    revision: str
    sha256: Digest
    reading_sha256: Digest
    approved_by: str
    approved_on: date


class Manual(Record):
    """One manual in one revision. `file` is relative to the plant folder: a file, or the folder of a set of modules.

    sha256: of the bytes of the file; of a set, over the names and digests of its files.
    approval: None until a named engineer has approved this revision; then, and only then, its steps may be shown.
    """

    id: Id
    title: str
    revision: str
    date: date | None
    language: str
    equipment: Id
    file: str
    sha256: Digest
    tasks: tuple[Task, ...]
    approval: Approval | None = None


class PassageKind(StrEnum):
    """What stands in a passage."""

    TEXT = "text"
    TASK = "task"
    TABLE = "table"
    CODE = "code"


class Passage(Record):
    """A stretch of one section of a manual, as search returns it, verbatim.

    id: manual, revision and place in reading order. task_id: the task whose words these are.
    codes: part numbers, fault codes and the like that stand in it, as they are written there.
    """

    id: str
    kind: PassageKind
    language: str
    equipment: Id
    quote: Quote
    task_id: Id | None
    codes: tuple[str, ...]


class FindingKind(StrEnum):
    """Why a reader has something to say.

    not_understood: words that are no step, field or notice where one was due; they are searchable, not followed.
    quarantined: text that a person cannot see in the document; it is in no passage and no step.
    missing: something that the manual refers to and does not hold. assumed: a fact that the document does not state.
    """

    NOT_UNDERSTOOD = "not_understood"
    QUARANTINED = "quarantined"
    MISSING = "missing"
    ASSUMED = "assumed"


class Finding(Record):
    """What a person should know of how a manual was read. place: line, page or module, as the format has them."""

    kind: FindingKind
    file: str
    place: str
    what: str
