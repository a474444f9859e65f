"""A run of inline words → one paragraph, its white space collapsed as browsers do (CSS Text Level 3, 4.1.1)."""

import re
from dataclasses import dataclass, field

from knowledge_base.readers.task_draft.elements import Paragraph
from knowledge_base.readers.task_draft.findings import Findings
from knowledge_base.readers.task_draft.unseen import PICTURE, seen, without_pictures_at_the_ends

# No-break spaces are not collapsed: "25 N·m" keeps its own.
_SPACE = re.compile(r"[ \t\n\r\f]+")
_AROUND_BREAK = re.compile(r"[ \t]*\n[ \t]*")


@dataclass
class Run:
    """Words in a row. place: where they stand."""

    place: str
    _pieces: list[tuple[str, bool, bool]] = field(default_factory=list)

    def add(self, words: str, *, bold: bool = False, keeps_space: bool = False) -> None:
        """Add words as they stand in the file."""
        if words:
            self._pieces.append((words, bold, keeps_space))

    def break_line(self) -> None:
        """Go on in a new line."""
        self._pieces.append(("\n", True, True))

    def words(self) -> tuple[str, int]:
        """The words as they are shown, and how many characters of them are a bold lead-in."""
        shown: list[str] = []
        lead: int | None = None
        length = 0
        for piece, bold, keeps_space in self._pieces:
            words = piece.replace("\r\n", "\n").replace("\r", "\n") if keeps_space else _SPACE.sub(" ", piece)
            if not keeps_space and (not shown or shown[-1][-1:] in {" ", "\n"}):
                words = words.removeprefix(" ")
            if not bold and lead is None and words.strip():
                lead = length
            if words:
                shown.append(words)
                length += len(words)
        text = "".join(shown)
        lead = len(text) if lead is None else lead
        if not any(keeps for piece, _, keeps in self._pieces if piece != "\n"):
            text, lead = _AROUND_BREAK.sub("\n", text), len(_AROUND_BREAK.sub("\n", text[:lead]))
        return text, lead

    def paragraph(self, findings: Findings) -> Paragraph | None:
        """The paragraph that the words are; None when there are none. The run is empty then."""
        text, lead = self.words()
        self._pieces.clear()
        first, rest = _clean(text[:lead]), _clean(text)
        words, hidden = rest
        for what in hidden:
            findings.hidden(self.place, "invisible or reordering characters", what)
        bold = len(first[0].lstrip())
        words = words.strip(" \n\t\r\f")
        return Paragraph(words, self.place, min(bold, len(words))) if words.strip() else None


def _clean(text: str) -> tuple[str, tuple[str, ...]]:
    words, hidden = seen(text)
    return (without_pictures_at_the_ends(words) if PICTURE in words else words), hidden
