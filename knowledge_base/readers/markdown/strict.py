"""The strict form of Markdown. CommonMark decides what is a heading, a list and a quote; the words stay as they are.

A task is a section whose heading carries an id, `## Replace the bearing {#PS-T-210}`, and which has numbered steps.
Fields are paragraphs or lists after a bold name (**Tools:**, **Parts:**, **Duration:**, **Personnel:**,
**Preconditions:**, **Acceptance:**). A notice is a quote block that begins with **WARNING:**, **CAUTION:** or
**NOTE:**; it guards the step that follows it. Whatever else stands in a task is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from knowledge_base.errors import ManualError
from knowledge_base.readers.markdown.sections import heading_words
from knowledge_base.readers.source import SourceText, Span
from knowledge_base.records import Notice, NoticeKind, Quote, Task, TaskStep

_MAX_ID = 80
_HEADING_ID = re.compile(r"\s*\{#(?P<id>[A-Za-z0-9][A-Za-z0-9_.-]*)\}\s*$")
_FIELD = re.compile(r"^\*\*(?P<name>[A-Z][A-Za-z ]+):\*\*[ \t]*")
_NOTICE = re.compile(r"^\*\*(?P<kind>WARNING|CAUTION|NOTE):\*\*[ \t]*")
_SWALLOWED = re.compile(r"[ \t>]*\*\*[A-Z][A-Za-z ]+:\*\*")


@dataclass
class _Draft:
    """A section that may turn out to be a task."""

    task_id: str | None
    title: str
    start: int
    purpose: Quote | None = None
    fields: dict[str, list[Quote]] = field(default_factory=dict)
    steps: list[TaskStep] = field(default_factory=list)
    waiting: list[Notice] = field(default_factory=list)
    current_field: str | None = None
    lost: int | None = None
    """The first line, from 0, of words that are neither purpose, field, notice nor step."""


@dataclass(frozen=True)
class StrictTask:
    """A task and the characters of its section, heading included."""

    task: Task
    section: Span


def strict_tasks(file: str, source: SourceText, tokens: list[Token], first_line: int) -> Iterator[StrictTask]:
    """The tasks of a manual. tokens: of CommonMark, from line `first_line` on, counted from 0.

    Raises ManualError, with file and line, at anything in a task that is not as it must be.
    """
    path: list[tuple[int, str]] = []
    draft: _Draft | None = None
    for block in _blocks(tokens):
        start_line, end_line = (line + first_line for line in block.lines)
        if block.kind == "heading":
            start = source.span((start_line, end_line))[0]
            if draft is not None:
                yield from _finish(file, source, draft, start)
            title = heading_words(source.text[slice(*source.span((start_line, end_line)))])
            match = _HEADING_ID.search(title)
            title = _HEADING_ID.sub("", title)
            level = int(block.tokens[0].tag[1])
            path = [entry for entry in path if entry[0] < level] + [(level, title)]
            source.section = tuple(name for _, name in path)
            if match and len(match["id"]) > _MAX_ID:
                raise ManualError(f"{file}:{start_line + 1}: the id of this task is longer than {_MAX_ID} characters")
            draft = _Draft(match["id"] if match else None, title, start)
        elif draft is not None and draft.task_id is not None:
            _take(file, source, draft, block, first_line, (start_line, end_line))
    if draft is not None:
        yield from _finish(file, source, draft, len(source.text))


@dataclass(frozen=True)
class _Block:
    """One top-level block: its kind, its tokens, and its lines [start, end) in the body."""

    kind: str
    tokens: list[Token]
    lines: tuple[int, int]


def _blocks(tokens: list[Token]) -> Iterator[_Block]:
    start = 0
    for i, token in enumerate(tokens):
        if token.level == 0 and token.nesting <= 0 and (token.nesting == -1 or i == start):
            group = tokens[start : i + 1]
            kind = group[0].type.removesuffix("_open")
            if group[0].map is not None and kind != "definition":
                yield _Block(kind, group, (group[0].map[0], group[0].map[1]))
            start = i + 1


def _take(file: str, source: SourceText, draft: _Draft, block: _Block, first_line: int, lines: tuple[int, int]) -> None:
    """Add one block of a task's section to its draft."""
    if block.kind == "paragraph":
        _take_paragraph(source, draft, lines)
    elif block.kind == "bullet_list" and draft.current_field:
        for item in _items(block, first_line):
            _refuse_swallowed(file, source, item)
            draft.fields.setdefault(draft.current_field, []).append(source.quote_item(*item))
    elif block.kind == "blockquote":
        draft.waiting.append(_notice(file, source, lines))
    elif block.kind == "ordered_list":
        _take_steps(file, source, draft, block, first_line)
    elif draft.lost is None:
        draft.lost = lines[0]


def _take_paragraph(source: SourceText, draft: _Draft, lines: tuple[int, int]) -> None:
    for start, end in source.split_fields(lines, _FIELD):
        match = _FIELD.match(source.text[start:end])
        if match is None:
            if draft.purpose is None and not draft.fields and not draft.steps:
                draft.purpose = source.quote(start, end)
            elif draft.lost is None:
                draft.lost = source.line_of(start)
            continue
        draft.current_field = match["name"].lower()
        value_start = start + len(match[0])
        if source.text[value_start:end].strip():
            draft.fields.setdefault(draft.current_field, []).append(source.quote(value_start, end))


def _refuse_swallowed(file: str, source: SourceText, lines: tuple[int, int]) -> None:
    """To CommonMark, a field or notice right below an item or notice is more of its text; nobody means that."""
    for line in range(lines[0] + 1, lines[1]):
        start, end = source.span((line, line + 1))
        if _SWALLOWED.match(source.text[start:end]):
            raise ManualError(f"{file}:{line + 1}: leave an empty line above, and do not indent; else this is not seen")


def _notice(file: str, source: SourceText, lines: tuple[int, int]) -> Notice:
    _refuse_swallowed(file, source, lines)
    start, end = source.span(lines)
    inner = re.match(r">[ \t]*", source.text[start:end])
    offset = start + (len(inner[0]) if inner else 0)
    match = _NOTICE.match(source.text[offset:end])
    if match is None:
        raise ManualError(
            f"{file}:{lines[0] + 1}: a quote block in a task must begin with **WARNING:**, **CAUTION:** or **NOTE:**"
        )
    return Notice(kind=NoticeKind(match["kind"].lower()), quote=source.quote(offset + len(match[0]), end))


def _take_steps(file: str, source: SourceText, draft: _Draft, block: _Block, first_line: int) -> None:
    start = block.tokens[0].attrGet("start")
    number = 1 if start is None else int(start)
    for item in _items(block, first_line):
        _refuse_swallowed(file, source, item)
        due = len(draft.steps) + 1
        if number != due:
            raise ManualError(
                f"{file}:{item[0] + 1}: task {draft.task_id} has step {number} where step {due} must stand"
            )
        quote = source.quote_item(*item)
        if not quote.text:
            raise ManualError(f"{file}:{item[0] + 1}: step {number} of task {draft.task_id} has no words that are seen")
        draft.steps.append(TaskStep(number=number, quote=quote, notices=tuple(draft.waiting)))
        draft.waiting.clear()
        number += 1
    draft.current_field = None


def _items(block: _Block, first_line: int) -> Iterator[tuple[int, int]]:
    for token in block.tokens:
        if token.type == "list_item_open" and token.level == 1 and token.map is not None:
            yield token.map[0] + first_line, token.map[1] + first_line


def _finish(file: str, source: SourceText, draft: _Draft, end: int) -> Iterator[StrictTask]:
    if draft.task_id is None or not draft.steps:
        return
    if draft.lost is not None:
        raise ManualError(
            f"{file}:{draft.lost + 1}: this part of task {draft.task_id} is neither its purpose, a field, a notice nor "
            "a numbered step. Make it one of them, or move it out of the task"
        )
    if draft.waiting:
        raise ManualError(
            f"{file}:{source.line_of(draft.waiting[0].quote.citation.start) + 1}: in task {draft.task_id} "
            f"this {draft.waiting[0].kind} stands after the last step and guards none"
        )
    one = {name: quotes[0] for name, quotes in draft.fields.items()}
    task = Task(
        id=draft.task_id,
        title=draft.title,
        manual_id=source.manual_id,
        purpose=draft.purpose,
        duration=one.get("duration"),
        personnel=one.get("personnel"),
        preconditions=one.get("preconditions"),
        tools=tuple(draft.fields.get("tools", ())),
        parts=tuple(draft.fields.get("parts", ())),
        steps=tuple(draft.steps),
        acceptance=tuple(draft.fields.get("acceptance", ())),
    )
    yield StrictTask(task, (draft.start, end))
