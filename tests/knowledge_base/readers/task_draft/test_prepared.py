from knowledge_base.readers.task_draft import Element, Heading, Listing, Notice, Paragraph, words_of
from knowledge_base.readers.task_draft.prepared import prepared, prepared_parts
from knowledge_base.records import NoticeKind
from tests.knowledge_base.readers.task_draft.drafting import bullets, heading, para, steps


def notice(element: Element) -> tuple[str, str]:
    assert isinstance(element, Notice)
    return element.kind.value, element.words[element.lead :]


def listed(elements: list[Element]) -> list[list[tuple[str, str]]]:
    """Mark and words of the items of each list."""
    return [[(i.label, words_of(i.parts)) for i in e.items] for e in elements if isinstance(e, Listing)]


def test_a_paragraph_with_a_signal_word_is_a_notice() -> None:
    (found,) = prepared([para("WARNING: Hot.")])
    assert notice(found) == ("warning", "Hot.")


def test_a_signal_word_alone_takes_the_paragraph_or_list_after_it() -> None:
    assert notice(prepared([para("WARNING"), para("Hot.")])[0]) == ("warning", "Hot.")
    assert notice(prepared([para("CAUTION"), bullets("Glass.", "Oil.")])[0]) == ("caution", "- Glass.\n- Oil.")
    assert notice(prepared([heading(4, "Note"), para("Left.")])[0]) == ("note", "Left.")


def test_a_signal_word_alone_does_not_take_steps_another_notice_or_a_heading() -> None:
    for after in (steps("Close it."), para("NOTE: Left."), heading(2, "Next")):
        found = prepared([para("WARNING"), after])
        assert len(found) == 2
        assert notice(found[0]) == ("warning", "")


def test_notices_of_one_style_go_together_when_the_first_is_only_the_signal() -> None:
    first, second = Notice(NoticeKind.WARNING, "WARNING", "p 1", 7), Notice(NoticeKind.WARNING, "Hot.", "p 2")
    assert [notice(one) for one in prepared([first, second])] == [("warning", "Hot.")]
    assert len(prepared([second, second])) == 2


def test_a_heading_that_only_begins_with_a_signal_word_stays_a_heading() -> None:
    assert isinstance(prepared([heading(2, "Warning: hot parts"), para("x")])[0], Heading)


def test_typed_numbers_make_a_list() -> None:
    found = prepared(
        [para("Do this:"), para("1. Close it."), para("2.\u00a0Drain it."), para("3) Lift it."), para("Then")]
    )
    assert listed(found) == [[("1", "Close it."), ("2", "Drain it."), ("3", "Lift it.")]]
    assert isinstance(found[-1], Paragraph)


def test_notices_may_part_a_typed_list() -> None:
    found = prepared([para("1. Close it."), para("WARNING: Hot."), para("2. Lift it."), para("NOTE: Last.")])
    assert [type(one).__name__ for one in found] == ["Listing", "Notice", "Listing", "Notice"]
    assert listed(found) == [[("1", "Close it.")], [("2", "Lift it.")]]


def test_typed_substeps_lie_in_their_step() -> None:
    found = prepared([para("1. Close it."), para("1.1 Turn it."), para("1.2 Lock it."), para("2. Lift it.")])
    assert listed(found) == [[("1", "Close it.\n1.1 Turn it.\n1.2 Lock it."), ("2", "Lift it.")]]


def test_a_value_at_the_beginning_is_no_substep() -> None:
    found = prepared([para("1. Set the pressure."), para("1.1 bar is the limit."), para("2. Lift it.")])
    assert listed(found) == []


def test_other_words_end_a_typed_list_and_one_item_is_none() -> None:
    assert listed(prepared([para("1. Introduction"), para("This manual …"), para("2. Safety")])) == []
    assert listed(prepared([para("1. Close it.")])) == []


def test_numbered_lines_all_in_bold_are_headings_that_were_not_made_ones() -> None:
    assert listed(prepared([para("1. Introduction", lead=15), para("2. Safety", lead=9)])) == []


def test_within_an_item_only_notices_are_made() -> None:
    parts = prepared_parts((para("WARNING: Hot."), para("1. a"), para("2. b")))
    assert [type(part).__name__ for part in parts] == ["Notice", "Paragraph", "Paragraph"]
