import pytest
from markdown_it.tree import SyntaxTreeNode

from knowledge_base.readers.markdown.grammar import common_mark, lenient, with_tables


def shape(text: str) -> list[tuple[str, tuple[int, int] | None]]:
    """The kinds and lines of the outermost blocks."""
    return [(node.type, node.map) for node in SyntaxTreeNode(lenient().parse(text)).children]


def test_a_box_holds_the_indented_lines_below_it() -> None:
    assert shape('!!! note "Title"\n    one\n\n    two\nafter\n') == [("box", (0, 4)), ("paragraph", (4, 5))]


def test_a_box_may_begin_after_an_empty_line_and_right_below_a_paragraph() -> None:
    assert shape("words\n!!!WATCH OUT\n\n    one\n") == [("paragraph", (0, 1)), ("box", (1, 4))]


def test_three_marks_without_anything_below_are_words() -> None:
    assert shape("!!! note\nwords\n") == [("paragraph", (0, 2))]
    assert shape("!!! this is a sentence of its own.\n    code?\n")[0][0] == "paragraph"


def test_a_box_knows_its_kind_its_title_and_its_content() -> None:
    (box,) = SyntaxTreeNode(lenient().parse('??? danger "High voltage"\n    Wait.\n')).children
    assert box.meta == {"kind": "danger", "title": "High voltage", "lines": (1, 2)}
    assert [child.type for child in box.children] == ["paragraph"]


def test_a_box_stands_in_the_item_under_which_it_is_indented() -> None:
    (items,) = SyntaxTreeNode(lenient().parse("1. Open.\n\n    !!! note\n        Hot.\n2. Close.\n")).children
    assert [[child.type for child in item.children] for item in items.children] == [["paragraph", "box"], ["paragraph"]]


def test_a_fence_of_colons_is_a_box_up_to_its_end() -> None:
    text = ":::warning Hot oil\none\n\n- two\n:::\nafter\n"
    assert shape(text) == [("box", (0, 5)), ("paragraph", (5, 6))]
    assert shape(":::warning\nnever closed\n") == [("paragraph", (0, 2))]


def test_html_ends_with_the_element_that_began_it() -> None:
    assert shape("<center>a</center>\n> quoted\n") == [("html_block", (0, 1)), ("blockquote", (1, 2))]
    assert shape("<div>\n<p>a\n\n*b*\n") == [("html_block", (0, 2)), ("paragraph", (3, 4))]


def test_an_html_table_is_taken_whole() -> None:
    assert shape("<table><tr>\n<td>a\n\n    b</td>\n</tr></table>\nafter\n")[0] == ("html_block", (0, 5))
    assert shape("<table><tr>\n\nafter\n")[-1] == ("paragraph", (2, 3))


def test_a_heading_may_do_without_a_blank() -> None:
    heading = SyntaxTreeNode(lenient().parse("##Settings ##\n")).children[0]
    assert (heading.type, heading.tag, heading.children[0].content) == ("heading", "h2", "Settings")
    assert shape("#5 screw\n") == [("paragraph", (0, 1))]


def test_a_footnote_is_words_and_a_definition_of_a_link_is_not() -> None:
    assert shape("[^1]: Words\n\n[a]: http://x.example\n") == [("paragraph", (0, 1)), ("definition", (2, 3))]


@pytest.mark.parametrize("text", ["!!! note\n    x\n", "##Settings\n", ":::tip\nx\n:::\n", "<center>a</center>\nb\n"])
def test_the_strict_form_knows_none_of_this(text: str) -> None:
    assert {token.type for token in with_tables().parse(text)} <= {
        "paragraph_open",
        "inline",
        "paragraph_close",
        "html_block",
    }
    assert common_mark().parse(text)[0].map in ([0, 1], [0, 2], [0, 3])


def test_tables_are_known_to_all_but_commonmark_alone() -> None:
    text = "| a |\n|---|\n| 1 |\n"
    assert with_tables().parse(text)[0].type == lenient().parse(text)[0].type == "table_open"
    assert common_mark().parse(text)[0].type == "paragraph_open"
