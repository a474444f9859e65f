from collections.abc import Callable

import pytest
from markdown_it.tree import SyntaxTreeNode

from knowledge_base.readers.markdown.grammar import lenient
from knowledge_base.readers.markdown.sections import Sections
from knowledge_base.readers.markup.drafts import Draft, Drafts
from knowledge_base.readers.markup.outline import Outline
from knowledge_base.readers.markup.steps import NotSteps
from knowledge_base.readers.source import SourceText, Span

Words = Callable[[Span], str]


def draft_of(text: str) -> tuple[Draft, Words]:
    source = SourceText(text, "OV-M", "1", "oven.md")
    tree = SyntaxTreeNode(lenient().parse(text))
    sections = Sections(source, lenient(), {}, 0).of(tree)
    return Drafts(Outline(source, sections)).of(sections[0].parts), lambda span: text[slice(*span)].strip()


def test_the_first_paragraph_is_the_purpose_and_the_others_are_not() -> None:
    draft, words = draft_of("Makes it new.\n\nMore.\n\n1. Open.\n2. Close.\n\nAfter.\n")
    assert draft.purpose is not None
    assert words(draft.purpose) == "Makes it new."
    assert [words(part.span) for part in draft.after] == ["After."]


def test_a_labelled_paragraph_is_no_purpose() -> None:
    assert draft_of("**Interval:** 2 years\n\n1. Open.\n2. Close.\n")[0].purpose is None
    draft, words = draft_of("Tools: wrench\n\n**Purpose:** new\n\n1. Open.\n2. Close.\n")
    assert draft.purpose is not None
    assert words(draft.purpose) == "new"


def test_fields_are_words_beside_their_name_or_the_list_below_it() -> None:
    draft, words = draft_of("**Tools:** wrench\n**Parts:**\n\n- seal\n- belt\n\nWerkzeuge:\n- Zange\n\n1. Open.\n")
    assert {name: [words(span) for span in spans] for name, spans in draft.fields.items()} == {
        "tools": ["wrench", "Zange"],
        "parts": ["seal", "belt"],
    }


def test_a_list_after_other_words_is_no_field() -> None:
    draft, _ = draft_of("**Tools:** wrench\n\nYou also need:\n\n- luck\n\n1. Open.\n")
    assert len(draft.fields["tools"]) == 1


def test_a_numbered_list_right_below_the_name_of_a_field_is_that_field_and_no_steps() -> None:
    draft, words = draft_of("**Tools:**\n\n1. wrench\n2. oil\n")
    assert [words(span) for span in draft.fields["tools"]] == ["wrench", "oil"]
    assert draft.pieces == []


def test_steps_follow_a_field_that_has_its_words_beside_it() -> None:
    draft, _ = draft_of("**Preconditions:** locked\n\n1. Open.\n2. Close.\n")
    assert [part.kind.value for part in draft.pieces] == ["numbered"]


def test_what_a_field_of_safety_says_is_a_warning_of_the_whole_task() -> None:
    draft, words = draft_of("**Safety:**\n\n- Wear gloves.\n- Lock it.\n\n1. Open.\n2. Close.\n")
    assert [(notice.kind.value, words(notice.words)) for notice in draft.general] == [
        ("warning", "Wear gloves."),
        ("warning", "Lock it."),
    ]


def test_notices_may_stand_between_numbered_items() -> None:
    draft, _ = draft_of("1. Open.\n\n> **NOTE:** slowly\n\n2. Close.\n\n> **NOTE:** done\n")
    assert [part.kind.value for part in draft.pieces] == ["numbered", "notice", "numbered", "notice"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1. Open.\n\nWords.\n\n2. Close.\n", r"words stand between its numbered items \(line 3\)"),
        ("1. Open.\n- sub\n\n2. Close.\n", "words stand between its numbered items"),
        ("1. Open.\n```\nrun\n```\n2. Close.\n", "words stand between its numbered items"),
        ("1. Open.\n2. Close.\n\nOr:\n\n1. Wait.\n", "it has several numbered lists"),
        ("1. Open.\n2. Close.\n\n> **NOTE:** n\n\n4. Wait.\n", "it has several numbered lists"),
        ("1. Open.\n2. Close.\n\n1) Wait.\n", "it has several numbered lists"),
    ],
)
def test_a_list_that_is_not_one_is_not_understood(text: str, why: str) -> None:
    with pytest.raises(NotSteps, match=why):
        draft_of(text)


def test_a_picture_between_items_is_no_word() -> None:
    draft, _ = draft_of("1. Open.\n\n![a](b.png)\n\n2. Close.\n")
    assert len(draft.pieces) == 2
