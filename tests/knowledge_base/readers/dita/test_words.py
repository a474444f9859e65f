import pytest

from tests.knowledge_base.readers.dita.conveyor import found, read, topic

BOOK = """<map><topicref href="a.dita"/>
<keydef keys="model"><topicmeta><keywords><keyword>BC 200</keyword></keywords></topicmeta></keydef>
<keydef keys="vendor" keyref="model"/>
<keydef keys="site" href="https://example.org/belt" scope="external"/>
<keydef keys="loop"><topicmeta><keywords><keyword>the <ph keyref="loop"/></keyword></keywords></topicmeta></keydef>
<keydef keys="broken"><topicmeta><keywords><keyword>the <ph keyref="none"/></keyword></keywords></topicmeta></keydef>
<keydef keys="vfd" href="g.dita"/></map>"""
GLOSSARY = """<glossentry id="g"><glossterm>frequency converter</glossterm><glossdef>Drives.</glossdef>
<glossBody><glossAlt><glossAcronym>VFD</glossAcronym></glossAlt></glossBody></glossentry>"""


def files(body: str, kind: str = "concept") -> dict[str, str]:
    return {"m.ditamap": BOOK, "g.dita": GLOSSARY, "a.dita": topic(body, kind=kind, name="a")}


def words(inline: str) -> str:
    """What a paragraph with these words reads."""
    reading = read(files(f"<p>{inline}</p>"))
    return reading.texts["manuals/conveyor/a.dita"]


@pytest.mark.parametrize(
    ("inline", "expected"),
    [
        ("Press\n   <b>both</b>\t<uicontrol>Stop</uicontrol>.", "Press both Stop."),
        ("25\u00a0N·m ± 2", "25\u00a0N·m ± 2"),
        (
            "<menucascade><uicontrol>Drive</uicontrol>\n <uicontrol>Creep <b>on</b></uicontrol></menucascade>",
            "Drive > Creep on",
        ),
        ("10<sup>-3</sup> m<sup>2</sup>, the 1<sup>st</sup>, 2<sup>a+1</sup>", "10⁻³ m², the 1st, 2^a+1"),
        ("H<sub>2</sub>O", "H2O"),
        ("model <keyword keyref='model'/> by <ph keyref='vendor'/>", "model BC 200 by BC 200"),
        ("<ph keyref='model'>the old one</ph>", "the old one"),
        ("see <xref keyref='site'/>", "see https://example.org/belt"),
        ("see <xref href='g.dita'/> or <xref href='g.dita'>there</xref>", "see frequency converter or there"),
        ("see <xref href='https://example.org'/>", "see https://example.org"),
        ("the <abbreviated-form keyref='vfd'/>, a <term keyref='vfd'/>", "the VFD, a frequency converter"),
        ("wet<indexterm>belt, wet</indexterm> belt<data name='x'>no</data>", "wet belt"),
        ("lamp <state name='H1' value='on'/>", "lamp H1=on"),
        ("turn <image href='a.png'><alt>left</alt></image> now", "turn \ufffc now"),
        ("wait<fn>About 1 h.</fn> here", "wait here\nAbout 1 h."),
        ("wait<fn id='f'>About 1 h.</fn> here<xref type='fn' href='#a/f'/>", "wait here\nAbout 1 h."),
        ("bolt <ph product='A'>M8</ph><ph product='B'>M10</ph>.", "bolt M8 M10."),
        ("a <?pi text?><!-- no -->b", "a b"),
    ],
)
def test_a_line_reads_as_a_person_sees_it(inline: str, expected: str) -> None:
    assert words(inline) == expected


def test_a_picture_alone_is_no_words() -> None:
    assert words("<image href='a.png'><alt>left</alt></image>") == ""


def test_a_reference_to_a_step_reads_as_its_number() -> None:
    steps = (
        '<steps><step><cmd>Go.</cmd></step><step id="x"><cmd>Stop.</cmd></step><step>'
        '<cmd>Repeat <xref href="#a/x"/>.</cmd></step></steps>'
    )
    (task,) = read(files(steps, "task")).manual.tasks
    assert task.steps[2].quote.text == "Repeat 2."


@pytest.mark.parametrize("name", ["none", "loop", "broken"])
def test_a_step_whose_key_stands_for_no_words_is_not_offered(name: str) -> None:
    reading = read(files(f"<steps><step><cmd>Set it to <ph keyref='{name}'/>.</cmd></step></steps>", "task"))
    assert reading.manual.tasks == ()
    assert ("missing", f"line 1: {name} stands for no words: it is not offered as a task") in found(reading)


def test_a_step_that_refers_to_what_has_no_title_is_not_offered() -> None:
    reading = read(files("<steps><step><cmd>Do <xref href='gone.dita'/>.</cmd></step></steps>", "task"))
    assert reading.manual.tasks == ()


def test_words_of_keys_that_multiply_come_to_an_end() -> None:
    keys = "".join(
        (
            f'<keydef keys="k{n}"><topicmeta><keywords><keyword>{f"""<ph keyref="k{n + 1}"/>""" * 10}</keyword>'
            f"</keywords></topicmeta></keydef>"
        )
        for n in range(9)
    )
    end = '<keydef keys="k9"><topicmeta><keywords><keyword>boom</keyword></keywords></topicmeta></keydef>'
    book = f'<map><topicref href="a.dita"/>{keys}{end}</map>'
    reading = read({"m.ditamap": book, "a.dita": topic("<p>x<ph keyref='k0'/>, <ph keyref='k9'/></p>")})
    assert reading.texts["manuals/conveyor/a.dita"] == "x, boom"


def test_an_element_that_is_not_dita_keeps_its_words_and_is_reported_once() -> None:
    reading = read(files("<p>Turn <knob>left</knob> and <knob>right</knob><math xmlns='urn:m'><n>5</n></math></p>"))
    assert reading.texts["manuals/conveyor/a.dita"] == "Turn left and right 5"
    assert found(reading) == [("not_understood", "holds words in elements that are not text: foreign, knob")]
