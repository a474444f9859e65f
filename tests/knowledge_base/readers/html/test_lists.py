from knowledge_base.readers.task_draft import Listing, Notice, words_of
from tests.knowledge_base.readers.html.page import elements


def listing(markup: str) -> Listing:
    (found,) = elements(markup)
    assert isinstance(found, Listing)
    return found


def items(found: Listing) -> list[tuple[str, int | None, str]]:
    return [(item.label, item.number, words_of(item.parts)) for item in found.items]


def test_an_ol_is_numbered_and_a_ul_is_not() -> None:
    found = listing("<ol><li>Close it.<li>Lift it.</ol>")
    assert found.ordered
    assert items(found) == [("1", 1, "Close it."), ("2", 2, "Lift it.")]
    assert not listing("<ul><li>a</ul>").ordered
    assert [item.mark for item in listing("<menu><li>a</menu>").items] == ["-"]


def test_numbers_start_and_jump_as_the_list_says() -> None:
    assert [number for _, number, _ in items(listing("<ol start=3><li>a<li value=7>b<li>c</ol>"))] == [3, 7, 8]
    assert [number for _, number, _ in items(listing("<ol start=x><li>a</ol>"))] == [1]


def test_a_list_that_runs_backwards_is_doubted() -> None:
    assert listing("<ol reversed><li>a<li>b</ol>").doubt == "its numbers run backwards"


def test_labels_are_those_of_the_lists_type() -> None:
    assert [label for label, _, _ in items(listing("<ol type=a><li>x<li>y</ol>"))] == ["a", "b"]
    assert [label for label, _, _ in items(listing("<ol type=I start=4><li>x</ol>"))] == ["IV"]


def test_substeps_have_the_labels_above_them_in_theirs() -> None:
    outer = listing("<ol><li>a<li>b<ol><li>c<ol type=a><li>d</ol></ol></ol>")
    middle = outer.items[1].parts[1]
    assert isinstance(middle, Listing)
    inner = middle.items[0].parts[1]
    assert isinstance(inner, Listing)
    assert [middle.items[0].label, inner.items[0].label] == ["2.1", "2.1.a"]


def test_a_list_right_in_a_list_belongs_to_the_item_before_it() -> None:
    found = listing("<ol><li>Drain it.</li><ol><li>Open it.</ol><li>Lift it.</ol>")
    assert items(found) == [("1", 1, "Drain it.\n1.1 Open it."), ("2", 2, "Lift it.")]


def test_a_notice_between_items_guards_the_next_and_one_after_the_last_follows_the_list() -> None:
    found = elements("<ol><li>a</li><div class=warning>Hot.</div><li>b</li><div class=note>Left.</div></ol>")
    assert isinstance(found[0], Listing)
    assert isinstance(found[0].items[1].parts[0], Notice)
    assert isinstance(found[1], Notice)
    assert found[1].words == "Left."


def test_words_between_the_items_are_doubted_and_kept() -> None:
    found = listing("<ol><li>a</li><p>and then</p><li>b</li></ol>")
    assert found.doubt == "words stand between its items"
    assert words_of([found]) == "1. a\n2. and then\nb"


def test_bare_words_between_the_items_are_doubted_and_kept_and_comments_are_not() -> None:
    found = listing("<ol><li>a</li>and then<li>b</li></ol>")
    assert found.doubt == "words stand between its items"
    assert words_of([found]) == "1. a\n2. and then\nb"
    assert listing("<ol>\n<li>a</li><!-- then -->\n<li>b</li></ol>").doubt is None


def test_hidden_items_count_no_number() -> None:
    assert items(listing("<ol><li>a<li style='display:none'>evil<li>b</ol>")) == [("1", 1, "a"), ("2", 2, "b")]


def test_bullets_without_words_are_left_out() -> None:
    assert items(listing("<ul><li>a<li><img src=x></ul>")) == [("-", None, "a")]


def test_contents_and_footnotes_are_no_steps() -> None:
    assert not listing("<ol><li><a href='#a'>Safety</a><li><a href='#b'>Repair</a></ol>").ordered
    assert not listing("<div class=footnotes><ol><li>See page 3.</ol></div>").ordered
    assert not listing("<ol class=footnote-definition><li>See page 3.</ol>").ordered
    assert not listing("<div role=doc-endnotes><ol><li>See page 3.</ol></div>").ordered
    assert listing("<ol><li>See <a href='#a'>Safety</a></ol>").ordered
