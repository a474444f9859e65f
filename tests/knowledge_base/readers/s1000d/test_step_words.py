from knowledge_base.readers.passages import BlockKind
from knowledge_base.readers.s1000d.module_text import ModuleText
from knowledge_base.readers.s1000d.step_words import StepWords
from tests.knowledge_base.readers.s1000d.oven import applic, element, text_of, words_of

CONTENT = f"<referencedApplicGroup>{applic('gas', 'Gas ovens')}</referencedApplicGroup><procedure/>"
CAUTION = "<caution><warningAndCautionPara>Sharp.</warningAndCautionPara></caution>"


def collected(*parts: str) -> tuple[ModuleText, StepWords]:
    out = text_of(CONTENT)
    words = StepWords(out)
    for part in parts:
        words.add(element(part))
    return out, words


def quoted(words: StepWords) -> str:
    quote = words.quote()
    assert quote is not None
    return quote.text


def test_title_paragraphs_and_lists_are_the_words_of_a_step() -> None:
    items = "<randomList><listItem><para>shaft</para></listItem><listItem><para>cam</para></listItem></randomList>"
    _, words = collected("<title>Grease</title>", "<para>Grease these:</para>", items)
    assert quoted(words) == "Grease\n\nGrease these:\n\nshaft\n\ncam"


def test_the_rows_of_a_table_are_words_of_the_step() -> None:
    table = "<table><tgroup><tbody><row><entry>M8</entry><entry>25 Nm</entry></row></tbody></tgroup></table>"
    out, words = collected("<para>Tighten:</para>", table)
    assert quoted(words) == "Tighten:\n\nM8 | 25 Nm"
    assert [block.kind for block in out.blocks] == [BlockKind.STEP, BlockKind.STEP]


def test_notices_before_and_after_the_words_guard_the_step_and_stay_in_their_place() -> None:
    out, words = collected(CAUTION, "<para>Cut.</para>", "<note><notePara>Twice.</notePara></note>")
    assert [notice.quote.text for notice in words.notices] == ["Sharp.", "Twice."]
    assert quoted(words) == "Cut."
    assert words_of(out) == ["Sharp.", "Cut.", "Twice."]


def test_words_on_both_sides_of_a_notice_are_one_slice() -> None:
    _, words = collected("<para>Cut.</para>", CAUTION, "<para>Pull.</para>")
    assert quoted(words) == "Cut.\n\nSharp.\n\nPull."


def test_pictures_beside_the_words_are_no_instruction() -> None:
    figure = "<figure><title>Knife</title><graphic/></figure>"
    out, words = collected(figure, "<para>Cut.</para>", f"<figureAlts>{figure}{figure}</figureAlts>")
    assert quoted(words) == "Cut."
    assert words_of(out) == ["Knife", "Cut.", "Knife", "Knife"]


def test_a_notice_inside_a_wrapper_is_still_a_notice() -> None:
    _, words = collected(f"<wrapper>{CAUTION}<para>Cut.</para></wrapper>")
    assert [notice.quote.text for notice in words.notices] == ["Sharp."]
    assert quoted(words) == "Cut."


def test_a_step_for_some_products_begins_with_a_note_that_says_which() -> None:
    out = text_of(CONTENT)
    words = StepWords(out)
    assert words.begin(element('<proceduralStep applicRefId="gas"/>'), "") == "Gas ovens"
    assert [(notice.kind.value, notice.quote.text) for notice in words.notices] == [("note", "Gas ovens")]
    again = StepWords(out)
    assert again.begin(element('<proceduralStep applicRefId="gas"/>'), "Gas ovens") == "Gas ovens"
    assert again.begin(element("<proceduralStep/>"), "Gas ovens") == "Gas ovens"
    assert again.notices == []


def test_a_step_without_words_has_no_quote() -> None:
    assert collected(CAUTION)[1].quote() is None
