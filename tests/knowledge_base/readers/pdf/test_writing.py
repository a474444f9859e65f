from knowledge_base.records import PassageKind
from tests.knowledge_base.readers.pdf.paper import FILL, Paper, text_of


def mixed() -> Paper:
    paper = Paper()
    paper.heading("Belt")
    paper.write(FILL)
    paper.table([["M8", "25 N·m"], ["M10", "49 N·m"]], [90, 90])
    paper.steps("Stop the oven.", "Take the belt out.")
    return paper


def test_the_text_has_paragraphs_rows_and_items_in_their_order() -> None:
    assert text_of(mixed().reading()) == (
        f"Belt\n\n{FILL}\n\nM8 | 25 N·m\nM10 | 49 N·m\n\n1. Stop the oven.\n2. Take the belt out."
    )


def test_the_passages_hold_every_word_but_the_headings_and_none_twice() -> None:
    reading = mixed().reading()
    said = "\n".join(passage.quote.text for passage in reading.passages)
    assert "".join(said.split()) == "".join(text_of(reading).removeprefix("Belt").split())
    assert [passage.kind for passage in reading.passages] == [PassageKind.TEXT, PassageKind.TABLE, PassageKind.TASK]
