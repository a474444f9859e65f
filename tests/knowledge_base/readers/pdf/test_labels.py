import pytest

from knowledge_base.readers.pdf.glyphs import Style
from knowledge_base.readers.pdf.labels import Label, LabelKind, label_of
from knowledge_base.readers.pdf.lines import Line
from knowledge_base.readers.pdf.words import Chunk, Word

PLAIN = Style("Helvetica", 10, bold=False, italic=False, colour=(0, 0, 0))


def chunk(x: float, text: str) -> Chunk:
    return Chunk(tuple(Word(word, x + 30 * n, x + 30 * n + 20, 100, PLAIN) for n, word in enumerate(text.split())))


def label(*chunks: str) -> Label | None:
    """The label of a line; each further chunk stands after a wide gap."""
    return label_of(Line(tuple(chunk(72 + 200 * n, text) for n, text in enumerate(chunks)), 1, 72, 500))


@pytest.mark.parametrize(
    ("line", "number", "shown"),
    [
        ("1. Stop the belt", (1,), "1"),
        ("12) Stop the belt", (12,), "12"),
        ("(3) Stop the belt", (3,), "3"),
        ("2.1. Stop the belt", (2, 1), "2.1"),
        ("4.2.1 Stop the belt", (4, 2, 1), "4.2.1"),
        ("Step 4: Stop the belt", (4,), "4"),
        ("Schritt 2 Band anhalten", (2,), "2"),
        ("Étape 3 – Arrêter", (3,), "3"),
        ("PASO 5. Pare la cinta", (5,), "5"),
    ],
)
def test_a_number_before_text_is_a_label(line: str, number: tuple[int, ...], shown: str) -> None:
    found = label(line)
    assert found is not None
    assert (found.kind, found.number, found.shown) == (LabelKind.NUMBER, number, shown)
    assert line[found.length :].lstrip("–- ")[0].isalpha()


def test_a_letter_counts_by_its_place_in_the_alphabet() -> None:
    found = label("c) Stop the belt")
    assert found is not None
    assert (found.kind, found.number, found.shown) == (LabelKind.LETTER, (3,), "c")


@pytest.mark.parametrize("sign", ["•", "▪", "–", "-"])
def test_bullets_are_labels_without_a_number(sign: str) -> None:
    found = label(f"{sign} Spanner")
    assert found is not None
    assert found.kind is LabelKind.BULLET


@pytest.mark.parametrize("line", ["2.5 l of oil", "300 loaves", "A belt", "1.", "Stepping on it", "Step 3", "a"])
def test_other_words_and_quantities_are_none(line: str) -> None:
    assert label(line) is None


def test_a_bare_number_is_a_label_where_a_wide_gap_follows_it() -> None:
    found = label("3", "Stop the belt")
    assert found is not None
    assert (found.number, found.sure, found.text_x) == ((3,), True, 272)
    assert label("3 loaves") is None


def test_a_label_without_a_gap_may_be_the_end_of_a_sentence() -> None:
    found = label("25. Then stop")
    assert found is not None
    assert not found.sure
