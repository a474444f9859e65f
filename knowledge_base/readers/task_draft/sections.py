"""Elements of a page → its blocks and tasks.

A task is a section whose numbered list counts 1, 2, 3 … and tells what to do; notices may part the list. What belongs
to it ends at the next heading, unless that names a part of a procedure (tools, safety, steps) and stands below its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge_base import records
from knowledge_base.readers.passages import Block, BlockKind
from knowledge_base.readers.source import Span, WrittenText
from knowledge_base.readers.task_draft.draft import Draft, OpenField, Page, free_id, task_of, title_and_id
from knowledge_base.readers.task_draft.elements import (
    Element,
    Enter,
    Heading,
    Item,
    Leave,
    Listing,
    Notice,
    Paragraph,
    Row,
    words_of,
)
from knowledge_base.readers.task_draft.field_names import field_of, fields_in, holds_no_procedure
from knowledge_base.readers.task_draft.findings import Findings, excerpt
from knowledge_base.readers.task_draft.prepared import prepared, prepared_parts
from knowledge_base.readers.task_draft.steps import take_notice, take_steps
from knowledge_base.readers.task_draft.unseen import UNREADABLE
from knowledge_base.readers.vocabulary import SAFETY, STEPS
from knowledge_base.records import NoticeKind, Task

_LONGEST_HEADING = 300
_LONGEST_PURPOSE = 900


@dataclass(frozen=True)
class Drafted:
    """What the elements of one file became."""

    blocks: tuple[Block, ...]
    tasks: tuple[Task, ...]


def draft_tasks(elements: Sequence[Element], text: WrittenText, language: str, findings: Findings) -> Drafted:
    """Write the words of the elements into `text`, in their order, and read the tasks that stand in them.

    language: ISO 639-1, to tell instructions from facts by.
    """
    sections = _Sections(text, language, findings)
    for element in prepared(elements):
        sections.take(element)
    return sections.finish()


@dataclass(frozen=True)
class _Open:
    """A heading whose section is open."""

    level: int
    words: str
    draft: Draft | None


class _Sections:
    def __init__(self, text: WrittenText, language: str, findings: Findings) -> None:
        self._text = text
        self._language = language
        self._findings = findings
        self._page = Page(text, findings)
        self._path: list[_Open] = []
        self._entered: list[tuple[list[_Open], Draft | None]] = []
        self._ident: str | None = None
        self._tasks: list[Task] = []
        self._ids: set[str] = set()

    def take(self, element: Element) -> None:
        """Read one more element."""
        match element:
            case Heading() if len(element.words) <= _LONGEST_HEADING:
                self._heading(element)
            case Heading(words=words, place=place):
                self._paragraph(Paragraph(words, place))
            case Paragraph():
                self._paragraph(element)
            case Row():
                self._row(element)
            case Notice():
                self._notice(element)
            case Listing():
                self._listing(element)
            case Enter(ident=ident):
                self._entered.append((list(self._path), self._page.draft))
                self._ident = ident
            case Leave():
                self._leave()

    def finish(self) -> Drafted:
        """What came of all elements."""
        self._close()
        return Drafted(tuple(self._page.blocks), tuple(self._tasks))

    def _heading(self, heading: Heading) -> None:
        title, ident, is_code = title_and_id(heading.words, heading.ident or self._ident)
        self._ident = None
        part = field_of(title)
        draft = self._page.draft
        owner = next((entry.level for entry in reversed(self._path) if entry.draft is draft), None)
        if part and draft is not None and owner is not None and heading.level > owner:
            self._open(heading.level, title, None)
            draft.open_field = OpenField(part, by_heading=True) if part != STEPS else None
            draft.purpose_open = False
            draft.is_procedure = draft.is_procedure or part != SAFETY
            return
        self._close()
        while self._path and self._path[-1].level >= heading.level:
            self._path.pop()
        above = next((entry.draft for entry in reversed(self._path) if entry.draft), None)
        no_steps = holds_no_procedure(title) or part not in {None, STEPS}
        draft = Draft(title, ident, heading.place, no_steps, above.handed_down() if above else [])
        draft.is_procedure = is_code or part == STEPS
        self._open(heading.level, title, draft)
        self._page.draft = draft

    def _open(self, level: int, title: str, draft: Draft | None) -> None:
        while self._path and self._path[-1].level >= level:
            self._path.pop()
        self._path.append(_Open(level, title, draft))
        self._text.section = tuple(entry.words for entry in self._path)
        self._text.write(title)

    def _leave(self) -> None:
        """What follows belongs to the section around; the one that ended may be a task."""
        self._ident = None
        if not self._entered:
            return
        path, draft = self._entered.pop()
        if draft is not self._page.draft:
            self._close()
        elif draft is not None:
            draft.open_field = None
        self._path = path
        self._text.section = tuple(entry.words for entry in path)

    def _paragraph(self, paragraph: Paragraph) -> None:
        span = self._page.write(paragraph.words, BlockKind.TEXT)
        draft = self._page.draft
        if draft is None:
            return
        for name, start, end in fields_in(paragraph.words, paragraph.lead):
            if name:
                draft.open_field = OpenField(name, by_heading=False) if name != STEPS else None
                draft.purpose_open = False
            words = paragraph.words[start:end].strip()
            piece = (span[0] + start, span[0] + end)
            if words and not self._value(draft, piece, "words"):
                self._plain(draft, piece, words, paragraph.place)

    def _value(self, draft: Draft, span: Span, what: str) -> bool:
        """Whether the words are a value of the open field; they are kept as that."""
        open_field = draft.open_field
        if open_field is None or not open_field.takes(what):
            draft.open_field = None
            return False
        open_field.taken = what
        quote = self._text.quote(*span)
        if open_field.name == SAFETY:
            draft.general.append(records.Notice(kind=NoticeKind.WARNING, quote=quote))
        else:
            draft.fields.setdefault(open_field.name, []).append(quote)
        return True

    def _plain(self, draft: Draft, span: Span, words: str, place: str) -> None:
        """Words that are no field: the purpose, an introduction of the steps, or something that is not understood."""
        start = draft.purpose.citation.start if draft.purpose else span[0]
        if draft.purpose_open and not draft.steps:
            if draft.purpose is None or span[1] - start <= _LONGEST_PURPOSE:
                draft.purpose = self._text.quote(start, span[1])
        elif draft.steps or not words.endswith(":"):
            draft.strays.append((place, excerpt(words)))

    def _row(self, row: Row) -> None:
        span = self._page.write(row.words, BlockKind.TABLE, "\n")
        draft = self._page.draft
        if draft is None:
            return
        name = field_of(row.cells[0]) if len(row.cells) > 1 and not row.header else None
        if draft.open_field and draft.open_field.by_heading:
            # Below a heading that names the field, such a row is the head of the table.
            if name is None and not row.header:
                self._value(draft, span, "row")
        elif name and name != STEPS:
            draft.open_field = OpenField(name, by_heading=False)
            if any(cell.strip() for cell in row.cells[1:]):
                self._value(draft, (span[0] + len(row.cells[0]) + len(" | "), span[1]), "words")
        elif not row.header:
            self._value(draft, span, "row")
        draft.purpose_open = False

    def _notice(self, notice: Notice) -> None:
        written = take_notice(self._page, notice)
        draft = self._page.draft
        if draft is None:
            return
        draft.purpose_open = False
        if draft.open_field and draft.open_field.name == SAFETY:
            draft.general.append(written)
            return
        draft.waiting.append(written)
        if draft.open_field and not draft.open_field.by_heading:
            draft.open_field = None

    def _listing(self, listing: Listing) -> None:
        draft = self._page.draft
        open_field = draft.open_field if draft else None
        if not listing.ordered or draft is None or draft.plain or (open_field and open_field.takes("words")):
            if listing.ordered and draft is None:
                self._findings.not_understood(
                    listing.place, "a numbered list that no heading names is not read as steps"
                )
            if open_field and open_field.by_heading and open_field.taken and listing.ordered and draft:
                draft.doubt(listing.place, f"a second list under {open_field.name} may be its steps")
            self._plain_list(draft, listing)
            return
        draft.open_field = None
        draft.purpose_open = False
        take_steps(self._page, draft, listing)

    def _plain_list(self, draft: Draft | None, listing: Listing) -> None:
        if draft and draft.steps and draft.open_field is None and draft.steps[-1].quote.text.endswith(":"):
            draft.doubt(listing.place, f"a list belongs to step {draft.steps[-1].label} and does not stand in it")
        values = bool(draft and draft.open_field and draft.open_field.takes("words"))
        for number, item in enumerate(listing.items):
            self._plain_item(draft, item, "\n" if number else "\n\n", values)
        if draft and draft.open_field and not draft.open_field.by_heading:
            draft.open_field.taken = "words"

    def _plain_item(self, draft: Draft | None, item: Item, after: str, value: bool) -> None:
        parts = prepared_parts(item.parts)
        if len(parts) == 1 and isinstance(parts[0], Notice):
            self._notice(parts[0])
            return
        words = words_of(parts).strip()
        start, _ = self._text.write(f"{item.mark} ", after=after)
        inner = self._text.write(words, after="")
        self._page.block((start, inner[1]), BlockKind.TEXT)
        if draft is None or not words:
            return
        if value and draft.open_field:
            draft.open_field.taken = None
            self._value(draft, inner, "words")
        else:
            self._plain(draft, inner, words, item.place)

    def _close(self) -> None:
        """The draft ends here: it is a task, or it is not."""
        draft, self._page.draft = self._page.draft, None
        if draft is None or not (draft.steps or draft.doubts):
            return
        blocks = self._page.blocks
        if not draft.doubts and not draft.reads_as_instructions(self._language):
            draft.doubt(draft.place, f"its list does not tell what to do: {excerpt(draft.steps[0].quote.text)}")
        if any(UNREADABLE in self._text.text[slice(*blocks[at].span)] for at in draft.blocks):
            draft.doubt(draft.place, "characters of it cannot be read")
        if draft.doubts:
            for place, why in draft.doubts:
                self._findings.not_understood(place, f"{excerpt(draft.title)!r} is not read as a task: {why}")
            for at in draft.blocks:
                kind = BlockKind.TEXT if blocks[at].kind is BlockKind.STEP else blocks[at].kind
                blocks[at] = replace(blocks[at], kind=kind)
            return
        task_id = free_id(draft.ident or f"{self._text.manual_id}-{draft.title}", self._ids)
        for place, words in draft.strays:
            self._findings.not_understood(place, f"in task {task_id}, neither purpose, field, notice nor step: {words}")
        for notice in draft.waiting:
            what = f"in task {task_id}, a {notice.kind} after the last step guards none: {excerpt(notice.quote.text)}"
            self._findings.not_understood(draft.place, what)
        self._tasks.append(task_of(draft, self._text, task_id))
        for at in draft.blocks:
            blocks[at] = replace(blocks[at], task_id=task_id)
