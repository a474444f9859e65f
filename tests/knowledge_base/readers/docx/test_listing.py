from knowledge_base.readers.docx.listing import Indented, Listed, with_lists
from knowledge_base.readers.task_draft import Element, Listing, Notice, Paragraph, words_of
from knowledge_base.records import NoticeKind

WARNING = Notice(NoticeKind.WARNING, "Hot.", "paragraph 9")


def listed(mark: str, words: str, number: int | None, level: int = 0, indent: int = 360, group: str = "1") -> Listed:
    return Listed(mark, number, group, level, indent, Paragraph(words, "paragraph 1"))


def plain(words: str) -> Paragraph:
    return Paragraph(words, "paragraph 2")


def shown(elements: list[Element]) -> list[str]:
    return [words_of([element]) for element in elements if isinstance(element, Paragraph | Notice | Listing)]


def labels(listing: Element) -> list[str]:
    assert isinstance(listing, Listing)
    found = []
    for item in listing.items:
        found.append(item.label)
        found += [label for part in item.parts if isinstance(part, Listing) for label in labels(part)]
    return found


def test_items_of_one_list_make_one_list() -> None:
    found = with_lists([plain("a"), listed("1.", "b", 1), listed("2.", "c", 2), plain("d")])
    assert shown(found) == ["a", "1. b\n2. c", "d"]


def test_deeper_levels_lie_in_the_item_above_and_their_labels_say_so() -> None:
    found = with_lists([listed("1.", "a", 1), listed("a)", "b", 1, 1), listed("b)", "c", 2, 1), listed("2.", "d", 2)])
    assert shown(found) == ["1. a\na) b\nb) c\n2. d"]
    assert labels(found[0]) == ["1", "1.a", "1.b", "2"]


def test_a_label_that_says_the_level_above_itself_stays() -> None:
    assert labels(with_lists([listed("2.", "a", 2), listed("2.1", "b", 1, 1)])[0]) == ["2", "2.1"]


def test_another_list_lies_in_an_item_when_it_is_further_in() -> None:
    inside = with_lists([listed("1.", "a", 1), listed("-", "b", None, indent=720, group="2"), listed("2.", "c", 2)])
    assert len(inside) == 1
    beside = with_lists([listed("1.", "a", 1), listed("-", "b", None, group="2"), listed("2.", "c", 2)])
    assert [element.ordered for element in beside if isinstance(element, Listing)] == [True, False, True]


def test_two_lists_beside_each_other_stay_two() -> None:
    found = with_lists([listed("1.", "a", 1), listed("1.", "b", 1, group="2")])
    assert shown(found) == ["1. a", "1. b"]


def test_a_notice_between_items_goes_before_the_next_one_on_any_level() -> None:
    found = with_lists([listed("1.", "a", 1), listed("a)", "b", 1, 1), WARNING, listed("b)", "c", 2, 1)])
    assert shown(found) == ["1. a\na) b\nb) Hot.\nc"]


def test_a_notice_after_the_last_item_stands_by_itself() -> None:
    assert shown(with_lists([listed("1.", "a", 1), WARNING])) == ["1. a", "Hot."]
    assert shown(with_lists([listed("1.", "a", 1), WARNING, plain("d")])) == ["1. a", "Hot.", "d"]


def test_a_paragraph_that_is_set_in_goes_on_with_its_item() -> None:
    found = with_lists([listed("1.", "a", 1), Indented(plain("more"), 360), listed("2.", "b", 2)])
    assert shown(found) == ["1. a\nmore\n2. b"]


def test_a_paragraph_that_is_set_in_less_than_the_item_or_without_one_stands_by_itself() -> None:
    assert shown(with_lists([listed("1.", "a", 1, indent=720), Indented(plain("x"), 360)])) == ["1. a", "x"]
    assert shown(with_lists([Indented(plain("x"), 360)])) == ["x"]


def test_what_hangs_on_an_item_goes_before_its_words() -> None:
    item = Listed("1.", 1, "1", 0, 360, plain("a"), (WARNING,))
    assert shown(with_lists([item])) == ["1. Hot.\na"]
