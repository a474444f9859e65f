import pytest

from explain.certificate import LARGEST_GAP, certify
from explain.records import Attribution, AttributionMethod


def attribution(mode_id: str, gap: float) -> Attribution:
    return Attribution(
        mode_id=mode_id,
        method=AttributionMethod.TREE_PATH_DEPENDENT,
        base=0.0,
        raw=1.0,
        probability=0.7,
        base_probability=0.5,
        additivity_gap=gap,
        features=(),
        signals=(),
        components=(),
    )


@pytest.mark.parametrize("gap", [0.0, LARGEST_GAP])
def test_contributions_that_add_up_are_reliable(gap: float) -> None:
    certificate = certify([attribution("wear", gap), attribution("leak", 0.0)])
    assert certificate.reliable
    assert certificate.reasons == ()
    assert certificate.largest_additivity_gap == gap


def test_one_mode_that_does_not_add_up_makes_the_whole_explanation_unreliable_and_is_named() -> None:
    certificate = certify([attribution("wear", 0.0), attribution("leak", 2.0 * LARGEST_GAP)])
    assert not certificate.reliable
    assert len(certificate.reasons) == 1
    assert "leak" in certificate.reasons[0]
    assert certificate.largest_additivity_gap == 2.0 * LARGEST_GAP


def test_nothing_explained_is_nothing_wrong() -> None:
    assert certify([]).reliable
