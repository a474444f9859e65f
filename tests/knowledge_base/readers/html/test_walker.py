from knowledge_base.readers.task_draft import Element, Enter, Findings, Heading, Leave, Notice, Paragraph, words_of
from tests.knowledge_base.readers.html.page import elements


def paragraphs(markup: str) -> list[str]:
    found = elements(markup)
    assert all(isinstance(element, Paragraph) for element in found)
    return [element.words for element in found if isinstance(element, Paragraph)]


def notice(markup: str) -> tuple[str, str]:
    (found,) = elements(markup)
    assert isinstance(found, Notice)
    return found.kind.value, found.words[found.lead :]


def kinds(found: list[Element]) -> list[str]:
    return [type(element).__name__ for element in found]


def said(markup: str) -> list[str]:
    findings = Findings("m")
    elements(markup, findings)
    return [finding.what for finding in findings.all()]


def test_blocks_are_paragraphs_and_inline_elements_are_not() -> None:
    assert paragraphs("<div>one <b>two</b><p>three</p> four<span>five</span></div>") == ["one two", "three", "fourfive"]
    assert paragraphs("<a href=x><div>one</div></a>two") == ["one", "two"]
    assert paragraphs("a<span style='display:block'>b</span>c") == ["a", "b", "c"]


def test_white_space_is_collapsed_as_a_browser_does_and_kept_where_it_counts() -> None:
    assert paragraphs("<p>  25&nbsp;N·m \n  <i> ± </i>  2 </p>") == ["25\u00a0N·m ± 2"]
    assert paragraphs("<pre>G0  X1\n   Y2\n</pre>") == ["G0  X1\n   Y2"]
    assert paragraphs("<p>one<br> two") == ["one\ntwo"]


def test_raised_numbers_stay_raised() -> None:
    assert paragraphs("<p>10<sup>-3</sup> m<sup>3</sup>, 2<sup>nd</sup>, H<sub>2</sub>O") == ["10⁻³ m³, 2nd, H2O"]


def test_headings_have_level_words_and_id() -> None:
    found = elements("<h2 id=x> Clean\n it </h2><div role=heading aria-level=3>Tools</div><h3></h3>")
    assert found == [Heading(2, "Clean it", "line 1", "x"), Heading(3, "Tools", "line 2")]


def test_a_bold_beginning_is_a_lead_in() -> None:
    (found,) = elements("<p><b>Tools</b> wrench")
    assert isinstance(found, Paragraph)
    assert found.lead == 5
    (found,) = elements("<p><span style='font-weight:700'>Tools</span> wrench")
    assert isinstance(found, Paragraph)
    assert found.lead == 5


def test_sections_begin_and_end() -> None:
    found = elements("<section id=a><h2>A</h2></section><div class=sect1><h2>B</h2></div><main><h2>C</h2></main>")
    assert kinds(found) == ["Enter", "Heading", "Leave", "Enter", "Heading", "Leave", "Heading"]
    assert found[0] == Enter("a")
    assert found[2] == Leave()


def test_navigation_contents_and_the_foot_of_the_page_are_left_out() -> None:
    outside = "<nav>Menu</nav><div role=navigation>Menu</div><div id=toc>Contents</div><select><option>x</select>"
    assert paragraphs(f"{outside}<p>Seen.</p>") == ["Seen."]
    assert said("<footer>Page 3</footer><section><footer>Kept.</footer></section>") == ["footer is left out: Page 3"]
    assert said("<aside>By the way.</aside>") == ["aside is left out: By the way."]


def test_what_stands_beside_the_text_is_read_when_it_warns() -> None:
    assert notice("<aside class=caution>Glass.</aside>") == ("caution", "Glass.")
    assert said("<aside><p>WARNING: Hot.</p></aside>") == []


def test_classes_and_roles_make_notices() -> None:
    assert notice("<div class='alert alert-danger' role=alert>Hot.</div>") == ("warning", "Hot.")
    assert notice("<p class=note>Left.</p>") == ("note", "Left.")
    assert notice("<div role=note>Left.</div>") == ("note", "Left.")
    assert notice("<div role=doc-notice>Glass.</div>") == ("caution", "Glass.")
    assert notice("<div role=alert>Hot.</div>") == ("warning", "Hot.")


def test_the_title_of_a_notice_says_its_kind_and_is_not_its_words() -> None:
    assert notice("<div class=admonition><p class=admonition-title>Danger</p><p>Hot.</p></div>") == ("warning", "Hot.")
    assert notice("<div class=warning><h4>Warning</h4><p>Hot.</p><ul><li>Wait.</ul></div>") == (
        "warning",
        "Hot.\n- Wait.",
    )
    assert notice("<div class=note><p>Long title</p><p>Left.</p></div>") == ("note", "Long title\nLeft.")


def test_a_notice_drawn_as_a_table_in_a_block_is_one() -> None:
    cells = "<td class=icon><div class=title>Warning</div><td>Hot."
    assert notice(f"<div class='admonitionblock warning'><table><tr>{cells}</table></div>") == ("warning", "Hot.")


def test_a_chapter_of_a_class_that_sounds_like_a_notice_is_a_chapter() -> None:
    found = elements("<div class=note><h2>A</h2><p>x</p><h2>B</h2><p>y</p></div>")
    assert kinds(found) == ["Heading", "Paragraph", "Heading", "Paragraph"]
    assert kinds(elements(f"<div class=warning><p>{'word ' * 700}</p></div>")) == ["Paragraph"]


def test_a_notice_that_holds_only_a_notice_is_one() -> None:
    assert notice("<div class=warning><p>CAUTION: Glass.</p></div>") == ("caution", "Glass.")
    assert notice("<div class=note><div class=warning>Hot.</div></div>") == ("warning", "Hot.")


def test_a_frame_of_that_class_round_words_and_another_notice_is_none_itself() -> None:
    found = elements("<div class=note><p>Before you go on.</p><div class=warning>Hot.</div></div>")
    assert kinds(found) == ["Paragraph", "Notice"]


def test_terms_lead_what_they_mean() -> None:
    found = elements("<dl><dt>Tools<dd>Wrench<dt>Parts<dd><ul><li>Seal</ul><div><dt>Time<dd>3 h</div><dt>End</dl>")
    assert [words_of([e]) for e in found if not isinstance(e, Heading | Enter | Leave)] == [
        "Tools\nWrench",
        "Parts",
        "- Seal",
        "Time\n3 h",
        "End",
    ]
    assert isinstance(found[0], Paragraph)
    assert found[0].lead == 5


def test_struck_words_are_left_out_and_told() -> None:
    assert paragraphs("<p>Tighten to <del>30</del> 25 N·m") == ["Tighten to 25 N·m"]
    assert said("<p>Tighten to <s>30</s> 25 N·m") == ["struck out, and left out: 30"]
    assert said("<p><span style='text-decoration:line-through'>30</span>") == ["struck out, and left out: 30"]


def test_words_shown_backwards_leave_a_mark() -> None:
    assert paragraphs("<p>Use <bdo dir=rtl>m·N 52</bdo>") == ["Use \ufffd"]
    assert said("<p>Use <bdo dir=rtl>m·N 52</bdo>") == ["shown backwards: m·N 52"]


def test_hidden_words_are_told_with_the_reason() -> None:
    assert said("<p>a<span style='display:none'>b <i>c</i></span><font color=white>d</font>") == [
        "display: none: b c",
        "letters in the colour of what is behind them: d",
    ]


def test_a_style_on_the_root_counts() -> None:
    assert said("<style>html{--x:#fff} p{color:var(--x)}</style><p>evil") == [
        "letters in the colour of what is behind them: evil"
    ]


def test_a_picture_within_a_sentence_leaves_a_mark_and_a_hidden_one_does_not() -> None:
    assert paragraphs("<p>Press <img src=a> for 3 s. <img src=b>") == ["Press \ufffc for 3 s."]
    assert paragraphs("<p>Press <img src=a hidden> it.") == ["Press it."]


def test_details_and_formulas_are_read() -> None:
    assert paragraphs("<details><summary>More</summary>Hidden until opened.</details>") == [
        "More",
        "Hidden until opened.",
    ]
    assert paragraphs("<p><math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> turn") == ["1/2 turn"]
