import pytest
from bs4 import BeautifulSoup, Tag

from knowledge_base.readers.html.formula import formula


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        ("<mn>1</mn><mo>+</mo><mi>x</mi>", "1+x"),
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", "1/2"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>", "(a+b)/2"),
        ("<msup><mn>10</mn><mrow><mo>-</mo><mn>3</mn></mrow></msup>", "10⁻³"),
        ("<msup><mi>e</mi><mi>x</mi></msup>", "e^(x)"),
        ("<msub><mi>p</mi><mn>2</mn></msub>", "p_2"),
        ("<msqrt><mn>2</mn></msqrt>", "√(2)"),
        ("<semantics><mn>5</mn><annotation>hidden</annotation></semantics>", "5"),
        ("<mover><mi>x</mi><mo>¯</mo></mover>", "x¯\ufffd"),
    ],
)
def test_a_formula_is_said_in_one_line_or_marked_as_unreadable(markup: str, line: str) -> None:
    tag = BeautifulSoup(f"<math>{markup}</math>", "html5lib").find("math")
    assert isinstance(tag, Tag)
    assert formula(tag) == line
