import time

import pytest

from knowledge_base.readers.markup.html import HiddenHtml, Region


def unseen(text: str, raw: bool = True) -> list[str]:
    return [text[slice(*hidden.span)] for hidden in HiddenHtml(text).of([Region(0, len(text), raw)])]


@pytest.mark.parametrize(
    "attributes",
    [
        "hidden",
        'style="display:none"',
        "style='DISPLAY : NONE !important'",
        "style=display:none",
        'style="visibility: hidden"',
        'style="opacity:0"',
        'style="opacity:0.01;"',
        'style="font-size:0"',
        'style="font-size: 1px;"',
        'style="font-size:.1em"',
        'style="color:#fff"',
        'style="color: white; margin:0"',
        'style="color:rgba(1,2,3,0)"',
        'style="color:transparent"',
        'style="position:absolute;left:-9999px"',
        'style="text-indent:-999em"',
        'style="height:0;overflow:hidden"',
        'style="clip-path:inset(100%)"',
        'class="sr-only note"',
    ],
)
def test_an_element_that_is_not_shown_is_found_with_all_that_is_in_it(attributes: str) -> None:
    text = f"a <b {attributes}>x <b>y</b> z</b> c"
    assert unseen(text) == [text[2:-2]]


@pytest.mark.parametrize(
    "tag",
    [
        '<b style="color:#ff0000">',
        '<b style="color:white;background:black">',
        '<b style="font-size:12px">',
        '<b style="font-size:0.8em">',
        '<b style="opacity:.5">',
        '<b style="height:300px;line-height:0.9">',
        '<b style="background-color:white">',
        '<b style="border-color:white">',
        '<b class="note">',
        '<b title="Table 1">',
        "<b align=left>",
        '<img src="a b c d.png" alt="a picture of the oven">',
    ],
)
def test_an_element_that_is_shown_is_left_alone(tag: str) -> None:
    assert unseen(f"a {tag}x</b> c") == []


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("a<!-- b -->c<!-- d", ["<!-- b -->", "<!-- d"]),
        ("a<!-->b<!--->c", []),
        ("<?x y?>a<!DOCTYPE html>b<![CDATA[c]]>", ["<?x y?>", "<!DOCTYPE html>", "<![CDATA[c]]>"]),
        ("<script>a</script>b<style>c</style>", ["<script>a</script>", "<style>c</style>"]),
        ("<template><p>a</p></template>b", ["<template><p>a</p></template>"]),
        ("<p hidden>a<p>b", ["<p hidden>a"]),
        ("<div hidden>a<div>b</div>c", ["<div hidden>a<div>b</div>c"]),
        ("<b data-x='one two three'>a</b>", ["one two three"]),
        ('<a title="one two three" href=x>a</a>', ["one two three"]),
        ("<input type=hidden hidden>a", []),
        ("a < b and c > d", []),
    ],
)
def test_html_hides_what_the_standard_says(text: str, hidden: list[str]) -> None:
    assert unseen(text) == hidden


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("`<b hidden>a</b>` b", []),
        ("``a`<!-- b -->`` c", []),
        ("`a <!-- b --> c", ["<!-- b -->"]),
        ("\\<!-- a -->", []),
        ("<!-- never closed", []),
        ("<b hidden>a", ["<b hidden>a"]),
        ('[a](b "one two three")', ["one two three"]),
        ('[a](<b c> "d")', []),
        ("![a](b.png 'one two three')", ["one two three"]),
    ],
)
def test_in_running_text_code_and_escapes_count_first(text: str, hidden: list[str]) -> None:
    assert unseen(text, raw=False) == hidden


def test_an_element_may_begin_in_one_block_and_end_in_another() -> None:
    text = "<div hidden>\n\nwords `</div>`\n\n</div>\n\nafter"
    regions = [Region(0, 12, raw=True), Region(14, 28, raw=False), Region(30, 36, raw=True), Region(38, 43, raw=False)]
    assert [hidden.span for hidden in HiddenHtml(text).of(regions)] == [(0, 36)]


def test_an_element_of_running_text_ends_with_its_paragraph() -> None:
    text = "<b hidden>a\n\nb"
    regions = [Region(0, 11, raw=False), Region(13, 14, raw=False)]
    assert [hidden.span for hidden in HiddenHtml(text).of(regions)] == [(0, 11)]


@pytest.mark.parametrize("piece", ['<a "', "<a b='", "<!--", "`" * 3 + "x", "](", "<a ", '<a b="c" '])
def test_a_hostile_paragraph_takes_no_long_time(piece: str) -> None:
    text, begun = piece * 20_000, time.monotonic()
    for raw in (True, False):
        HiddenHtml(text).of([Region(0, len(text), raw)])
    assert time.monotonic() - begun < 5
