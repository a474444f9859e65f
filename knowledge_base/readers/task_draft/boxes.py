"""What a table is: rows of data, a box drawn round a warning, or only an arrangement of headings and steps."""

from collections.abc import Sequence

from knowledge_base.readers.task_draft.elements import Element, Enter, Heading, Leave, Listing, Notice, words_of
from knowledge_base.readers.task_draft.signal_words import signal_of


def notice_in_box(rows: Sequence[Sequence[str]], place: str) -> Notice | None:
    """The notice that a table is; None when it is a table.

    rows: the words of their cells, lines kept. A box has one cell that begins with a signal word, or a cell with
    nothing but that and one with the words; cells without words (the pictogram's) do not count.
    """
    cells = [cell for row in rows for cell in row if cell.strip()]
    if len(rows) > 2 or not 1 <= len(cells) <= 2:
        return None
    signal = signal_of(cells[0])
    if signal is None or (len(cells) == 2 and signal[1] < len(cells[0])):
        return None
    lead = signal[1] if len(cells) == 1 else len(cells[0]) + 1
    return Notice(signal[0], "\n".join(cells), place, lead)


def arranges(cell: Sequence[Element]) -> bool:
    """A cell with a heading or steps in it: the table only arranges them on the page."""
    return any(
        isinstance(part, Heading) or (isinstance(part, Listing) and part.ordered and len(part.items) > 1)
        for part in cell
    )


def words_of_cell(cell: Sequence[Element]) -> str:
    """The words of a cell without headings."""
    return words_of([part for part in cell if not isinstance(part, Heading | Enter | Leave)])
