"""Blocks become passages that a person reads at a glance, cut only where a block ends."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.readers.passages import Block, BlockKind, passages_of
from knowledge_base.readers.source import WrittenText
from knowledge_base.records import Passage, PassageKind

T, S, N, R, C = BlockKind.TEXT, BlockKind.STEP, BlockKind.NOTICE, BlockKind.TABLE, BlockKind.CODE


def cut(*said: tuple[BlockKind, str], section: tuple[str, ...] = ("One",), task: str | None = None) -> list[Passage]:
    text = WrittenText("M", "1", "m.pdf")
    blocks = [Block(text, text.write(words), kind, section, page=3, task_id=task) for kind, words in said]
    return list(passages_of(blocks, "en", "oven"))


def test_short_blocks_of_a_section_share_a_passage() -> None:
    (passage,) = cut((T, "The oven bakes."), (T, "It has two burners."))
    assert passage.quote.text == "The oven bakes.\n\nIt has two burners."
    assert (passage.kind, passage.language, passage.equipment) == (PassageKind.TEXT, "en", "oven")
    assert (passage.quote.citation.section, passage.quote.citation.page) == (("One",), 3)


def test_a_passage_ends_before_it_gets_long() -> None:
    found = cut(*((T, f"{n} " + "word " * 60) for n in range(6)))
    assert [p.quote.text[0] for p in found] == ["0", "2", "4"]
    assert all(len(p.quote.text) <= 900 for p in found)


def test_a_warning_is_never_parted_from_the_step_that_it_guards() -> None:
    found = cut((S, "x " * 400), (N, "WARNING: hot. " * 10), (S, "Open the door. " * 30), task="OV-1")
    holding = [p for p in found if "WARNING" in p.quote.text]
    assert all("Open the door" in p.quote.text for p in holding)
    assert len(holding) == 1


def test_words_of_a_task_are_its_passages() -> None:
    (passage,) = cut((S, "Open the door."), task="OV-1")
    assert (passage.kind, passage.task_id) == (PassageKind.TASK, "OV-1")


def test_tables_and_text_do_not_mix() -> None:
    assert [p.kind for p in cut((T, "Fits:"), (R, "a | 1"), (R, "b | 2"))] == [PassageKind.TEXT, PassageKind.TABLE]


def test_every_code_entry_stands_by_itself() -> None:
    found = cut((C, "3, abort"), (C, "4, probe"))
    assert [p.quote.text for p in found] == ["3, abort", "4, probe"]
    assert {p.kind for p in found} == {PassageKind.CODE}


def test_sections_do_not_mix_and_every_passage_has_its_own_id() -> None:
    text = WrittenText("M", "1", "m.pdf")
    blocks = [Block(text, text.write("same words"), T, (name,)) for name in ("One", "Two", "One")]
    found = passages_of(blocks, "en", "oven")
    assert [p.quote.citation.section for p in found] == [("One",), ("Two",), ("One",)]
    assert len({p.id for p in found}) == 3


def test_codes_of_the_format_and_of_the_words_are_kept() -> None:
    text = WrittenText("M", "1", "m.csv")
    block = Block(text, text.write("Fit seal PS-80-9002."), C, ("Codes",), codes=("alarm 3",))
    (passage,) = passages_of([block], "en", "oven")
    assert passage.codes == ("alarm 3", "PS-80-9002")


def test_blocks_without_words_leave_no_passage() -> None:
    assert cut((T, "  "), (T, "")) == []


@given(
    st.lists(
        st.tuples(st.sampled_from([T, S, N, R, C]), st.text(st.characters(codec="utf-8"), max_size=3000)), max_size=12
    )
)
def test_passages_are_slices_in_order_that_lose_no_word(said: list[tuple[BlockKind, str]]) -> None:
    text = WrittenText("M", "1", "m.pdf")
    blocks = [Block(text, text.write(words), kind, ("One",)) for kind, words in said]
    found = passages_of(blocks, "en", "oven")
    for passage in found:
        where = passage.quote.citation
        assert text.text[where.start : where.end] == passage.quote.text
    assert all(a.quote.citation.end <= b.quote.citation.start for a, b in pairwise(found))
    assert "".join("".join(p.quote.text for p in found).split()) == "".join("".join(w for _, w in said).split())
