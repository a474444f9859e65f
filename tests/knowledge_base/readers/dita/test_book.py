import datetime as dt

import pytest

from knowledge_base.readers.contract import Facts
from knowledge_base.records import Manual
from tests.knowledge_base.readers.dita.conveyor import FILES, read, topic

A = {"a.dita": topic("<p>Words of the oven and the belt.</p>")}


def manual_of(book: str) -> Manual:
    return read({"m.ditamap": book, **A}).manual


def test_a_book_says_what_it_is() -> None:
    manual = read(FILES).manual
    assert (manual.id, manual.title, manual.revision, manual.language) == (
        "BC-200-EN",
        "Belt conveyor BC 200",
        "C",
        "en",
    )
    assert manual.date == dt.date(2026, 3, 4)
    assert (manual.file, manual.equipment) == ("manuals/conveyor", "conveyor")


def test_what_the_plant_says_goes_first() -> None:
    facts = Facts("mixer", manual="MX", title="Mixer", revision="9", date=dt.date(2020, 1, 1), language="fr")
    manual = read(FILES, facts=facts).manual
    assert (manual.id, manual.title, manual.revision, manual.language) == ("MX", "Mixer", "9", "fr")
    assert (manual.date, manual.equipment) == (dt.date(2020, 1, 1), "mixer")


@pytest.mark.parametrize(
    ("meta", "revision"),
    [
        (
            (
                "<bookchangehistory><bookrevision><revisionid>1</revisionid></bookrevision><bookrevision>"
                "<revisionid>2.10</revisionid></bookrevision></bookchangehistory><bookid><edition>7</edition>"
                "</bookid>"
            ),
            "2.10",
        ),
        ("<bookid><edition>7</edition></bookid><prodinfo><vrmlist><vrm version='4'/></vrmlist></prodinfo>", "7"),
        (
            (
                "<prodinfo><vrmlist><vrm version='3'/><vrm version='4' release='1' modification='0'/></vrmlist>"
                "</prodinfo><critdates><revised modified='2026-01-02'/></critdates>"
            ),
            "4.1.0",
        ),
        (
            (
                "<critdates><created date='2024-01-01'/><revised modified='2025-01-02'/>"
                "<revised modified='2026-01-02'/></critdates>"
            ),
            "2026-01-02",
        ),
    ],
)
def test_the_revision_is_the_best_that_is_stated(meta: str, revision: str) -> None:
    assert (
        manual_of(f"<bookmap id='b'><bookmeta>{meta}</bookmeta><chapter href='a.dita'/></bookmap>").revision == revision
    )


@pytest.mark.parametrize(
    ("meta", "day"),
    [
        ("<critdates><created date='2024-05-06'/></critdates>", dt.date(2024, 5, 6)),
        (
            "<critdates><created date='2024-05-06'/><revised modified='2025-06-07T08:00:00Z'/></critdates>",
            dt.date(2025, 6, 7),
        ),
        (
            (
                "<publisherinformation><published><completed><month>3</month><day>9</day><year>2026</year>"
                "</completed></published></publisherinformation>"
            ),
            dt.date(2026, 3, 9),
        ),
        ("<critdates><created date='last spring'/></critdates>", None),
        ("", None),
    ],
)
def test_the_date_is_that_of_the_last_revision_that_can_be_told(meta: str, day: dt.date | None) -> None:
    assert manual_of(f"<bookmap><bookmeta>{meta}</bookmeta><chapter href='a.dita'/></bookmap>").date == day


def test_a_plain_map_may_carry_its_title_as_an_attribute() -> None:
    assert manual_of("<map title='Ovens'><topicref href='a.dita'/></map>").title == "Ovens"


def test_one_topic_says_what_it_is_in_its_prolog() -> None:
    text = (
        '<task id="T-7" xml:lang="es"><title>Hornear</title><prolog><critdates>'
        '<revised modified="2026-02-03"/></critdates></prolog><taskbody><steps><step><cmd>Abra.</cmd></step>'
        "</steps></taskbody></task>"
    )
    manual = read({"a.dita": text}).manual
    assert (manual.id, manual.title, manual.revision, manual.language) == ("T-7", "Hornear", "2026-02-03", "es")


def test_topics_without_a_map_say_only_their_language() -> None:
    german = topic("<p>Ofen</p>").replace("<concept", '<concept xml:lang="de"')
    manual = read({"a.dita": german, "b.dita": german}).manual
    assert (manual.id, manual.language, manual.revision[:8]) == ("conveyor", "de", "unstated")
