"""The parts of a section → what a task is made of: its purpose, fields, numbered list and the notices around it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge_base.readers.markup.labels import Label, field_at, field_named, is_labelled
from knowledge_base.readers.markup.outline import Outline, Part, PartKind
from knowledge_base.readers.markup.steps import NotSteps, Written
from knowledge_base.readers.source import Span
from knowledge_base.records import NoticeKind


@dataclass
class Draft:
    """What a task is made of. fields: name → the spans of its entries; general: notices of the whole task."""

    purpose: Span | None = None
    fields: dict[str, list[Span]] = field(default_factory=dict)
    general: list[Written] = field(default_factory=list)
    pieces: list[Part] = field(default_factory=list)
    after: list[Part] = field(default_factory=list)

    def add(self, name: str, words: Span) -> None:
        """An entry of a field; what a field of safety says is a warning of the whole task."""
        if name == "safety":
            self.general.append(Written(NoticeKind.WARNING, words))
        elif name == "purpose":
            self.purpose = words
        else:
            self.fields.setdefault(name, []).append(words)

    def add_items(self, name: str, part: Part) -> None:
        """The items of a list as entries of a field."""
        for item in part.items:
            if item.parts:
                self.add(name, (item.parts[0].words[0], item.end))


class Drafts:
    """Sorts the parts of sections."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline

    def of(self, parts: Sequence[Part]) -> Draft:
        """Sort the parts of a section that has a numbered list. Raises NotSteps when it has several."""
        draft, current, is_due, waiting = Draft(), None, False, list[Part]()
        for part in parts:
            named = self._named(part)
            if part.kind is PartKind.NUMBERED and current and is_due:
                draft.add_items(current, part)
                is_due = False
            elif part.kind is PartKind.NUMBERED:
                self._take_list(draft, part, waiting)
                current, waiting = None, []
            elif part.kind is PartKind.NOTICE:
                waiting.append(part)
            elif named:
                current = named.name
                is_due = not self._add_field(draft, current, part, named.length)
            elif part.kind is PartKind.BULLETS and current:
                draft.add_items(current, part)
                is_due = False
            elif self._is_purpose(draft, part):
                draft.purpose, current = part.words, None
            else:
                current = None
                if draft.pieces and part.kind is not PartKind.TITLE:
                    draft.after.append(part)
        draft.pieces += waiting
        draft.after += waiting
        return draft

    def _named(self, part: Part) -> Label | None:
        """The field that a paragraph or a title names."""
        if part.kind not in {PartKind.TEXT, PartKind.TITLE}:
            return None
        words = self._outline.slice(part.words)
        name = field_named(words) if part.kind is PartKind.TITLE else None
        return Label(name, len(words)) if name else field_at(words)

    def _is_purpose(self, draft: Draft, part: Part) -> bool:
        """The first paragraph of a section, before its fields and steps."""
        first = part.kind is PartKind.TEXT and draft.purpose is None and not draft.fields and not draft.pieces
        return first and not is_labelled(self._outline.slice(part.words))

    def _take_list(self, draft: Draft, part: Part, waiting: Sequence[Part]) -> None:
        if draft.pieces:
            last = [piece for piece in draft.pieces if piece.kind is PartKind.NUMBERED][-1].items[-1].number
            if part.items[0].number is None or last is None or part.items[0].number != last + 1:
                raise NotSteps("it has several numbered lists")
            if draft.after:
                place = self._outline.line(draft.after[0].span[0])
                raise NotSteps(f"words stand between its numbered items ({place})")
        draft.pieces += [*waiting, part]

    def _add_field(self, draft: Draft, name: str, part: Part, length: int) -> bool:
        """Take the words beside the name of a field; False when there are none and a list of them is due."""
        words = part.words[0] + length, part.words[1]
        if self._outline.said(words):
            draft.add(name, words)
            return True
        return False
