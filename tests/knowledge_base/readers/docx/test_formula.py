import pytest

from knowledge_base.readers.docx.formula import formula
from tests.knowledge_base.readers.docx.word import xml


def r(words: str) -> str:
    return f"<m:r><m:t>{words}</m:t></m:r>"


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        (r("F = 25 N"), "F = 25 N"),
        (f"<m:f><m:fPr/><m:num>{r('1')}</m:num><m:den>{r('2')}</m:den></m:f>", "1/2"),
        (f"<m:f><m:num>{r('a+b')}</m:num><m:den>{r('2')}</m:den></m:f>", "(a+b)/2"),
        (f"<m:sSup><m:e>{r('10')}</m:e><m:sup>{r('-3')}</m:sup></m:sSup>", "10⁻³"),
        (f"<m:sSup><m:e>{r('e')}</m:e><m:sup>{r('x')}</m:sup></m:sSup>", "e^(x)"),
        (f"<m:sSub><m:e>{r('p')}</m:e><m:sub>{r('2')}</m:sub></m:sSub>", "p_2"),
        (f"<m:rad><m:radPr/><m:deg/><m:e>{r('2')}</m:e></m:rad>", "√(2)"),
        (f"<m:nary><m:sub>{r('1')}</m:sub><m:e>{r('x')}</m:e></m:nary>", "1x\ufffd"),
    ],
)
def test_a_formula_is_said_in_one_line_or_marked_as_unreadable(markup: str, line: str) -> None:
    assert formula(xml(f"<m:oMath>{markup}</m:oMath>")) == line
