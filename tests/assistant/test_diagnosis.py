"""An explanation becomes ranked failure modes with evidence that a technician can check at the machine."""

import pytest

from assistant.diagnosis import diagnose, headline, health_of
from assistant.records import Diagnosis, Evidence, Health, RankedMode, SignalState
from explain.records import Certificate, Quality, digest_of
from knowledge_base.records import EquipmentType
from tests.assistant.samples import diagnosed, explained, scored

WEAR, LEAK = "bearing_de_wear", "seal_leakage_fault"


def of_wear(
    equipment: EquipmentType,
    contributions: dict[str, float],
    *,
    values: dict[str, float | None] | None = None,
    ranges: dict[str, tuple[float, float]] | None = None,
) -> Diagnosis:
    """A diagnosis of bearing wear for these reasons."""
    score = scored({WEAR: 0.9, LEAK: 0.1})
    return diagnose(score, explained(score, equipment, {WEAR: contributions}, values=values, ranges=ranges), equipment)


def evidence_of(mode: RankedMode, signal_id: str) -> Evidence:
    """The evidence that one signal gives."""
    return next(e for e in (*mode.evidence_for, *mode.evidence_against) if e.signal_id == signal_id)


@pytest.mark.parametrize(
    ("probability", "health"),
    [(0.5, Health.ALARM), (0.49, Health.WATCH), (0.25, Health.WATCH), (0.24, Health.HEALTHY), (0.0, Health.HEALTHY)],
)
def test_alarm_begins_at_the_threshold_and_watch_at_half_of_it(probability: float, health: Health) -> None:
    assert health_of(scored({WEAR: probability})) is health


def test_a_machine_that_measures_nothing_is_unknown_even_if_the_model_says_alarm() -> None:
    assert health_of(scored({WEAR: 0.99}, quality=Quality.BAD)) is Health.UNKNOWN


def test_some_missing_readings_do_not_hide_an_alarm() -> None:
    assert health_of(scored({WEAR: 0.99}, quality=Quality.UNCERTAIN)) is Health.ALARM


def test_the_headline_of_an_alarm_names_the_mode_and_its_probability(equipment: EquipmentType) -> None:
    assert diagnosed(equipment, WEAR, 0.93).headline == "Drive-end bearing wear, 93 %"


def test_the_headline_of_a_watch_says_so(equipment: EquipmentType) -> None:
    assert diagnosed(equipment, WEAR, 0.3).headline == "Watch: Drive-end bearing wear, 30 %"


def test_a_healthy_machine_is_not_called_faultless(equipment: EquipmentType) -> None:
    assert diagnosed(equipment, WEAR, 0.05).headline == "No failure mode indicated"


def test_the_headline_of_an_alarm_is_about_the_mode_that_alarms_not_the_likelier_one(equipment: EquipmentType) -> None:
    likelier, alarming = diagnosed(equipment, WEAR, 0.45).modes[0], diagnosed(equipment, LEAK, 0.4).modes[0]
    said = headline(Health.ALARM, (likelier, alarming.model_copy(update={"alarm": True})))
    assert said == "Mechanical seal leakage, 40 %"


def test_without_readings_the_headline_claims_nothing(equipment: EquipmentType) -> None:
    score = scored({WEAR: 0.99}, quality=Quality.BAD)
    found = diagnose(score, explained(score, equipment, {}), equipment)
    assert found.health is Health.UNKNOWN
    assert found.headline == "No usable readings: condition unknown"


def test_modes_keep_the_ranking_and_carry_what_the_catalog_says(equipment: EquipmentType) -> None:
    first, second = of_wear(equipment, {"de_bpfo": 1.0}).modes
    assert (first.mode_id, second.mode_id) == (WEAR, LEAK)
    known = equipment.failure_mode(WEAR)
    assert (first.name, first.component_id, first.mechanism, first.effect, first.consequence) == (
        known.name,
        known.component,
        known.mechanism,
        known.effect,
        known.consequence,
    )
    assert second.evidence_for == second.evidence_against == ()


def test_evidence_is_split_by_its_sign_strongest_first(equipment: EquipmentType) -> None:
    shares = {"flow": -0.5, "de_bpfo": 2.0, "speed": -1.0, "de_velocity": 1.5}
    mode = of_wear(equipment, shares).modes[0]
    assert [e.signal_id for e in mode.evidence_for] == ["de_bpfo", "de_velocity"]
    assert [e.signal_id for e in mode.evidence_against] == ["speed", "flow"]
    assert all(e.points > 0 for e in mode.evidence_for)
    assert all(e.points < 0 for e in mode.evidence_against)


def test_what_hardly_matters_is_not_told(equipment: EquipmentType) -> None:
    mode = of_wear(equipment, {"de_bpfo": 0.98, "speed": 0.015, "flow": 0.02}).modes[0]
    assert [e.signal_id for e in mode.evidence_for] == ["de_bpfo"]


def test_a_technician_gets_at_most_six_reasons_a_side(equipment: EquipmentType) -> None:
    signals = [signal.id for signal in equipment.signals[:16]]
    shares = {signal: (1.0 + i / 10) * (-1) ** i for i, signal in enumerate(signals)}
    mode = of_wear(equipment, shares).modes[0]
    assert len(mode.evidence_for) == len(mode.evidence_against) == 6
    assert mode.evidence_for[0].signal_id == signals[14]


def test_evidence_is_told_with_value_unit_range_and_share(equipment: EquipmentType) -> None:
    found = of_wear(equipment, {"de_velocity": 2.0}, values={"de_velocity": 7.31}, ranges={"de_velocity": (0.4, 1.1)})
    told = found.modes[0].evidence_for[0]
    assert told.text == "Drive-end vibration velocity (RMS) 7.31 mm/s, normally 0.4 to 1.1: +20 points"
    assert (told.value, told.unit, told.low, told.high, told.state) == (7.31, "mm/s", 0.4, 1.1, SignalState.HIGH)
    assert told.component_id == "bearing_de"


def test_a_listed_symptom_on_its_side_is_marked_as_expected(equipment: EquipmentType) -> None:
    ranges = {"de_velocity": (0.4, 1.1), "flow": (50.0, 70.0)}
    high = of_wear(equipment, {"de_velocity": 1.0}, values={"de_velocity": 7.3}, ranges=ranges).modes[0]
    low = of_wear(equipment, {"de_velocity": 1.0}, values={"de_velocity": 0.1}, ranges=ranges).modes[0]
    inside = of_wear(equipment, {"de_velocity": 1.0}, values={"de_velocity": 0.9}, ranges=ranges).modes[0]
    assert [evidence_of(mode, "de_velocity").expected for mode in (high, low, inside)] == [True, False, False]
    not_listed = of_wear(equipment, {"flow": 1.0}, values={"flow": 90.0}, ranges=ranges).modes[0]
    assert evidence_of(not_listed, "flow").expected is False


def test_every_listed_symptom_of_the_bundled_plant_can_be_marked(equipment: EquipmentType) -> None:
    for mode in equipment.failure_modes:
        for symptom in mode.symptoms:
            value = 9.0 if symptom.direction == "high" else -9.0
            score = scored({mode.id: 0.9})
            reason = explained(
                score,
                equipment,
                {mode.id: {symptom.signal: 1.0}},
                values={symptom.signal: value},
                ranges={symptom.signal: (-1.0, 1.0)},
            )
            assert diagnose(score, reason, equipment).modes[0].evidence_for[0].expected


def test_a_sensor_without_a_reading_is_told_as_such(equipment: EquipmentType) -> None:
    found = of_wear(equipment, {"de_bpfo": 1.0}, values={"de_bpfo": None}, ranges={"de_bpfo": (0.0, 1.0)})
    told = found.modes[0].evidence_for[0]
    assert told.value is None
    assert told.state is SignalState.UNKNOWN
    assert "no reading" in told.text


def test_a_sound_diagnosis_carries_no_caution(equipment: EquipmentType) -> None:
    found = of_wear(equipment, {"de_bpfo": 1.0})
    assert found.reliable
    assert found.cautions == ()


def test_missing_readings_make_it_unreliable_and_the_caution_says_so(equipment: EquipmentType) -> None:
    score = scored({WEAR: 0.9}, quality=Quality.UNCERTAIN)
    found = diagnose(score, explained(score, equipment, {}), equipment)
    assert not found.reliable
    assert any("reading" in caution for caution in found.cautions)


def test_a_failed_certificate_makes_it_unreliable_with_its_own_reason(equipment: EquipmentType) -> None:
    score = scored({WEAR: 0.9})
    failed = Certificate(
        reliable=False, reasons=("the contributions do not add up",), largest_additivity_gap=0.5, modes=()
    )
    found = diagnose(score, explained(score, equipment, {}, certificate=failed), equipment)
    assert not found.reliable
    assert "the contributions do not add up" in found.cautions


def test_readings_unlike_any_in_training_make_it_unreliable_and_are_named(equipment: EquipmentType) -> None:
    score = scored({WEAR: 0.9}, beyond=("de_bpfo", "flow"))
    found = diagnose(score, explained(score, equipment, {}), equipment)
    assert not found.reliable
    (caution,) = found.cautions
    assert equipment.signal("de_bpfo").name in caution
    assert equipment.signal("flow").name in caution


def test_a_diagnosis_knows_the_digest_of_the_explanation_it_came_from(equipment: EquipmentType) -> None:
    score = scored({WEAR: 0.9})
    reason = explained(score, equipment, {WEAR: {"de_bpfo": 1.0}})
    assert diagnose(score, reason, equipment).explanation_digest == digest_of(reason)
