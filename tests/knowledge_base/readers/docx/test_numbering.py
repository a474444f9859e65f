from knowledge_base.readers.docx.numbering import Numbering
from tests.knowledge_base.readers.docx.word import xml


def level(at: int, text: str, form: str = "decimal", more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}'
        f'<w:pPr><w:ind w:left="{720 * (at + 1)}"/></w:pPr></w:lvl>'
    )


def numbering(
    levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>', more: str = ""
) -> Numbering:
    return Numbering(
        xml(f'<w:numbering><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{more}{nums}</w:numbering>')
    )


def marks(of: Numbering, *asked: tuple[str, int]) -> list[str | None]:
    return [number.mark if (number := of.next(*one)) else None for one in asked]


def test_levels_count_by_themselves_and_begin_again_below_a_higher_one() -> None:
    of = numbering(level(0, "%1.") + level(1, "%1.%2") + level(2, "%3)", "lowerLetter"))
    asked = [("1", 0), ("1", 1), ("1", 1), ("1", 2), ("1", 0), ("1", 1)]
    assert marks(of, *asked) == ["1.", "1.1", "1.2", "a)", "2.", "2.1"]


def test_the_value_and_the_indentation_stand_beside_the_mark() -> None:
    of = numbering(level(0, "Step %1:"))
    of.next("1", 0)
    found = of.next("1", 0)
    assert found is not None
    assert (found.mark, found.value, found.indent) == ("Step 2:", 2, 720)


def test_bullets_count_nothing() -> None:
    found = numbering(level(0, "•", "bullet")).next("1", 0)
    assert found is not None
    assert (found.mark, found.value) == ("-", None)


def test_two_lists_after_one_pattern_go_on_unless_one_is_started_again() -> None:
    same = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    )
    assert marks(numbering(level(0, "%1."), same), ("1", 0), ("2", 0)) == ["1.", "2."]
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    again = same.removesuffix("</w:num>") + f"{start}</w:num>"
    assert marks(numbering(level(0, "%1."), again), ("1", 0), ("2", 0), ("2", 0)) == ["1.", "1.", "2."]


def test_a_level_that_is_changed_changes_no_other() -> None:
    other = '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="7"/></w:lvlOverride>'
    nums = f'<w:num w:numId="1"><w:abstractNumId w:val="0"/>{other}</w:num>'
    assert marks(numbering(level(0, "%1.") + level(1, "%2."), nums), ("1", 0), ("1", 1)) == ["1.", "7."]


def test_a_list_may_have_levels_of_its_own_and_start_elsewhere() -> None:
    own = level(0, "(%1)", "upperRoman").replace('<w:start w:val="1"/>', '<w:start w:val="4"/>')
    nums = f'<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">{own}</w:lvlOverride></w:num>'
    assert marks(numbering(level(0, "%1."), nums), ("1", 0), ("1", 0)) == ["(IV)", "(V)"]


def test_a_level_that_never_begins_again_goes_on() -> None:
    of = numbering(level(0, "%1.") + level(1, "%2.", more='<w:lvlRestart w:val="0"/>'))
    assert marks(of, ("1", 0), ("1", 1), ("1", 0), ("1", 1)) == ["1.", "1.", "2.", "2."]


def test_a_deeper_level_without_one_above_shows_where_that_would_start() -> None:
    assert marks(numbering(level(0, "%1.") + level(1, "%1.%2")), ("1", 1)) == ["1.1"]


def test_a_pattern_may_be_that_of_a_list_style() -> None:
    pattern = level(0, "[%1]")
    more = f'<w:abstractNum w:abstractNumId="5"><w:styleLink w:val="L"/>{pattern}</w:abstractNum>'
    assert marks(numbering('<w:numStyleLink w:val="L"/>', more=more), ("1", 0)) == ["[1]"]


def test_letters_after_z_double_and_zeros_are_kept() -> None:
    of = numbering(level(0, "%1", "lowerLetter"))
    assert marks(of, *[("1", 0)] * 28)[-3:] == ["z", "aa", "bb"]
    assert marks(numbering(level(0, "%1", "decimalZero")), ("1", 0)) == ["01"]


def test_unknown_lists_and_levels_without_text_show_nothing() -> None:
    assert marks(Numbering(None), ("1", 0)) == [None]
    assert marks(numbering(level(0, "%1.")), ("9", 0), ("1", 5)) == [None, None]
    assert marks(numbering(level(0, "")), ("1", 0)) == [None]
