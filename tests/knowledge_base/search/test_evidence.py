import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from knowledge_base.search.concepts import Concept
from knowledge_base.search.detail import Detail, detail_of
from knowledge_base.search.documents import SectionWords, place_of
from knowledge_base.search.evidence import DENSE, EXACT, FEATURES, LATE, LEXICAL, Candidate, judge
from knowledge_base.search.late import AskedTokens, telling_signs
from knowledge_base.search.words import stems
from tests.knowledge_base.search.small import DIMENSIONS, SmallTokens, asked

FloatArray = NDArray[np.float32]
MODEL = SmallTokens()


def section(*bodies: str, title: str = "", path: str = "", number: int = 0) -> SectionWords:
    """A section of the first group; its passages have places 100 * number, and so on."""
    rows = {place_of(1, 100 * number + n): stems(body, "en") for n, body in enumerate(bodies)}
    return SectionWords(place_of(1, number), stems(title, "en"), stems(path, "en"), rows)


def features(
    candidates: list[Candidate], question: str, vector: FloatArray | None = None, tokens: AskedTokens | None = None
) -> list[dict[str, float]]:
    """What speaks for each candidate, by the names of the features."""
    judged = judge(candidates, asked(question), vector, tokens or AskedTokens.none())
    assert judged.features.shape == (len(candidates), len(FEATURES))
    assert np.isfinite(judged.features).all()
    return [dict(zip(FEATURES, map(float, row), strict=True)) for row in judged.features]


def of_words(question: str, *sections: SectionWords) -> list[dict[str, float]]:
    return features([Candidate(one) for one in sections], question)


def read(text: str) -> Detail:
    return detail_of(MODEL.query(text)[None], telling_signs(text, MODEL.tokens(text), "en"))


def tokens_of(question: str) -> AskedTokens:
    states = MODEL.tokens(question).states
    return AskedTokens(states, np.full(len(states), 1 / len(states), dtype=np.float32))


def test_each_feature_has_one_name() -> None:
    assert list(FEATURES) == [*LEXICAL, *EXACT, *DENSE, *LATE]
    assert len(set(FEATURES)) == len(FEATURES)


def test_a_section_with_all_words_is_above_one_with_few() -> None:
    everything, few, none = of_words(
        "clean oven fan",
        section("Clean the fan of the oven."),
        section("Clean the belt of the conveyor."),
        section("Tighten all screws of it."),
    )
    for name in ("bm25", "bm25_passage", "cover", "cover_passage"):
        assert everything[name] > few[name] > none[name] == 0
    assert everything["cover"] == pytest.approx(1)
    assert few["cover"] == pytest.approx(1 / 3)


def test_words_that_are_spread_cover_the_section_but_no_passage() -> None:
    spread, together = of_words(
        "fan grille", section("Stop the fan.", "Take the grille off."), section("Take the grille off the fan.", "Wait.")
    )
    assert spread["cover"] == together["cover"] == pytest.approx(1)
    assert spread["cover_passage"] == pytest.approx(0.5)
    assert together["cover_passage"] == pytest.approx(1)


def test_words_in_the_heading_count_for_the_heading() -> None:
    heading, above, below = of_words(
        "hinge",
        section("Oil it.", title="Hinge"),
        section("Oil it.", title="Oil", path="Hinge"),
        section("Hinge oil", title="Oil"),
    )
    assert (heading["cover_title"], above["cover_title"], below["cover_title"]) == (1, 0, 0)
    assert (heading["cover_path"], above["cover_path"], below["cover_path"]) == (1, 1, 0)
    assert heading["cover"] == above["cover"] == below["cover"] == 1
    assert heading["title_asked"] == 1


def test_a_heading_of_which_half_was_asked_for_is_half_asked() -> None:
    (half,) = of_words("hinge", section("Oil it.", title="Door hinge"))
    assert half["title_asked"] == pytest.approx(0.5)


def test_words_that_stand_together_as_in_the_question_count_more() -> None:
    together, apart = of_words(
        "limit switch",
        section("Press the limit switch. " + "Wait then look. " * 5),
        section("The limit. " + "Wait then look. " * 5 + "A switch."),
    )
    assert together["pairs"] > apart["pairs"] == 0


def test_a_word_that_weighs_more_covers_more() -> None:
    concepts = [Concept((("fan", 1.0),), 3.0, (0, 3)), Concept((("oven", 1.0),), 1.0, (4, 8))]
    candidates = [Candidate(section("fan")), Candidate(section("oven"))]
    cover = judge(candidates, concepts, None, AskedTokens.none()).features[:, FEATURES.index("cover")]
    assert cover.tolist() == pytest.approx([0.75, 0.25])


def test_another_word_of_the_same_meaning_counts_less() -> None:
    concepts = [Concept((("fan", 1.0), ("blower", 0.6)), 1.0, (0, 3))]
    candidates = [Candidate(section("fan")), Candidate(section("blower"))]
    cover = judge(candidates, concepts, None, AskedTokens.none()).features[:, FEATURES.index("cover")]
    assert cover.tolist() == pytest.approx([1, 0.6])


def test_the_code_that_was_asked_for_is_told() -> None:
    rows = features([Candidate(section("fan"), exactness=exactness) for exactness in range(4)], "fan")
    assert [row["mentions"] for row in rows] == [0, 1, 1, 1]
    assert [row["defines"] for row in rows] == [0, 0, 1, 1]


def test_cosines_are_those_of_the_nearest_passages() -> None:
    one = section("fan", "oven", "belt", number=1)
    cosines = dict(zip(one.passages, (0.2, 0.8, 0.5), strict=True))
    near, none = features([Candidate(one, cosines), Candidate(section("fan"))], "fan", MODEL.query("fan"))
    assert near["cosine"] == pytest.approx(0.8)
    assert near["cosine_more"] == pytest.approx(0.5)
    assert near["cosine_mean"] == pytest.approx(0.5)
    assert none["cosine"] == none["window"] == 0


def test_windows_and_tokens_speak_for_the_passage_that_has_the_words() -> None:
    texts = ("hinge door", "belt conveyor")
    candidates = []
    for number, text in enumerate(texts):
        words = section("", number=number)
        candidates.append(Candidate(words, details={place: read(text) for place in words.passages}))
    hinge, belt = features(candidates, "hinge door", MODEL.query("hinge door"), tokens_of("hinge door"))
    for name in ("window", "window_mean", "late", "late_section", "late_least"):
        assert hinge[name] > belt[name]
    assert hinge["window"] == pytest.approx(1, abs=0.01)


def test_words_that_are_spread_are_near_to_the_section_and_the_word_that_lacks_is_told() -> None:
    words = section("hinge", "door")
    details = {place: read(text) for place, text in zip(words.passages, ("hinge", "door"), strict=True)}
    (row,) = features([Candidate(words, details=details)], "hinge door", MODEL.query("hinge"), tokens_of("hinge door"))
    assert row["late_least"] < row["late"] < row["late_section"]


def test_what_the_model_has_not_read_does_not_speak() -> None:
    words = section("hinge")
    candidate = Candidate(words, details={place: read("hinge") for place in words.passages})
    (row,) = features([candidate], "hinge")
    assert [row[name] for name in (*DENSE, *LATE)] == [0] * len((*DENSE, *LATE))


def test_the_best_passage_is_the_one_with_the_words() -> None:
    one = section("Stop the drive.", "Oil the hinge of the door.", "Wait.", number=2)
    judged = judge([Candidate(one)], asked("hinge door"), None, AskedTokens.none())
    assert judged.best == (list(one.passages)[1],)


def test_where_words_do_not_tell_the_nearest_in_meaning_is_the_best_passage() -> None:
    one = section("Stop it.", "Oil it.", "Wait.")
    details = {place: read(text) for place, text in zip(one.passages, ("drive", "hinge", "minute"), strict=True)}
    judged = judge([Candidate(one, details=details)], asked("hinge"), MODEL.query("hinge"), tokens_of("hinge"))
    assert judged.best == (list(one.passages)[1],)


def test_of_equal_passages_the_first_is_the_best() -> None:
    one = section("fan", "fan")
    assert judge([Candidate(one)], asked("fan"), None, AskedTokens.none()).best == (min(one.passages),)


def test_without_candidates_nothing_is_judged() -> None:
    judged = judge([], asked("fan"), MODEL.query("fan"), tokens_of("fan"))
    assert judged.features.shape == (0, len(FEATURES))
    assert judged.best == ()


_BODY = st.lists(st.sampled_from(["fan", "oven", "belt", "the", "limit", "switch"]), max_size=8).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(
    bodies=st.lists(st.lists(_BODY, min_size=1, max_size=4), max_size=4),
    title=_BODY,
    question=_BODY,
    weight=st.sampled_from([0.0, 1e-9, 1.0, 20.0]),
    looked_at=st.booleans(),
    with_tokens=st.booleans(),
)
def test_all_that_speaks_is_a_finite_number(
    bodies: list[list[str]], title: str, question: str, weight: float, looked_at: bool, with_tokens: bool
) -> None:
    candidates = []
    for number, texts in enumerate(bodies):
        words = section(*texts, title=title, number=number)
        candidates.append(Candidate(words, cosines=dict.fromkeys(list(words.passages)[:1], -0.3)))
        if looked_at:
            candidates[-1].details = {place: read(t) for place, t in zip(words.passages, texts, strict=True)}
    concepts = [Concept(one.forms, weight, one.span) for one in asked(question)]
    tokens = tokens_of(question) if with_tokens and question else AskedTokens.none()
    judged = judge(candidates, concepts, MODEL.query(question), tokens)
    assert judged.features.shape == (len(bodies), len(FEATURES))
    assert np.isfinite(judged.features).all()
    shares = judged.features[
        :, [FEATURES.index(name) for name in ("cover", "cover_title", "cover_passage", "title_asked")]
    ]
    assert ((shares >= 0) & (shares <= 1 + 1e-5)).all()
    assert all(best in one.words.passages for best, one in zip(judged.best, candidates, strict=True))


def test_a_detail_without_tokens_is_judged_as_far_away() -> None:
    words = section("fan")
    bare = detail_of(MODEL.query("fan")[None], np.zeros((0, DIMENSIONS // 8), dtype=np.uint8))
    (row,) = features(
        [Candidate(words, details=dict.fromkeys(words.passages, bare))], "fan", MODEL.query("fan"), tokens_of("fan")
    )
    assert row["late"] == pytest.approx(-1)
