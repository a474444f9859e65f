import pytest

from knowledge_base.errors import ManualError
from knowledge_base.readers.identity import Stated
from knowledge_base.readers.markdown.front_matter import front_matter, is_strict, stated
from tests.knowledge_base.readers.markdown.test_strict import FRONT


@pytest.mark.parametrize(
    ("front", "what"),
    [
        ("", "no front matter; begin with ---"),
        ("title: no fence\n", "no front matter"),
        ("---\nmanual: OV-M\n", "no front matter"),
        (FRONT.replace('revision: "2.10"\n', ""), "the front matter is wrong: revision"),
        (FRONT.replace("language", "lang"), "the front matter is wrong: language"),
        (FRONT.replace("2026-01-31", "31.1.2026"), "the front matter is wrong: date"),
        (FRONT.replace("OV-M", "my manual"), "the front matter is wrong: manual"),
        (FRONT.replace("equipment: oven", "equipment: [oven"), "the front matter is wrong"),
        ("---\n- a\n- list\n---\n", "the front matter is wrong"),
        ("---\nmanual: !!python/object/apply:os.getcwd []\n---\n", "the front matter is wrong"),
    ],
)
def test_front_matter_that_is_missing_or_wrong_is_refused(front: str, what: str) -> None:
    with pytest.raises(ManualError) as caught:
        front_matter("oven.md", f"{front}# A\n")
    assert str(caught.value).startswith("oven.md:1: ")
    assert what in str(caught.value)


def test_it_says_what_the_manual_is_and_where_the_words_begin() -> None:
    front, body = front_matter("oven.md", f"{FRONT}# A\n")
    assert (front.manual, front.revision, front.equipment) == ("OV-M", "2.10", "oven")
    assert f"{FRONT}# A\n"[body:] == "# A\n"


@pytest.mark.parametrize(
    ("text", "strict"),
    [
        (FRONT, True),
        (FRONT.replace("\n", "\r\n"), True),
        (f" {FRONT}", True),
        ("---\nmanual: OV-M\n# never closed\n", True),
        ("---\ntitle: Oven\n---\n", False),
        ("---\ntitle: Oven\n---\nmanual: no key of it\n", False),
        ("# Oven\n\nmanual: none\n", False),
        ("", False),
    ],
)
def test_a_front_matter_that_names_a_manual_is_meant_strictly(text: str, strict: bool) -> None:
    assert is_strict(text) is strict


def test_any_other_front_matter_is_taken_for_what_it_says() -> None:
    text = "---\ntitle: Belt\nversion: 3.10\ndate: 2026-02-03 10:00\nlang: de\ntags: [a, b]\n---\n# Belt\n"
    said, body = stated(text)
    assert (said.title, said.revision, str(said.date), said.language) == ("Belt", "3.10", "2026-02-03", "de")
    assert text[body:] == "# Belt\n"


@pytest.mark.parametrize(
    "text", ["# Belt\n", "---\n- a\n- b\n---\n", "---\nkey: [open\n---\n", "---\nno end\n", "***\ntitle: x\n***\n"]
)
def test_what_is_no_front_matter_is_text(text: str) -> None:
    assert stated(text) == (Stated(), 0)


def test_a_date_that_is_none_is_left_out() -> None:
    assert stated("---\ndate: soon\ntitle: [a]\n---\n")[0] == Stated()
