"""A table of one or two cells drawn round a warning, as many manuals have it → the notice that it is."""

from collections.abc import Sequence

from knowledge_base.readers.task_draft.elements import Notice
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
