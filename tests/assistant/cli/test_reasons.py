"""One row's reasons: in a technician's words, with every doubt told and stamped."""

import io
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from rich.console import Console

from assistant.cli import reasons as subject
from assistant.cli.answer import Answer, Asked
from assistant.cli.reasons import all_components, all_doubts, doubts_of, method_of, one_mode
from assistant.feeds.table import read_table
from assistant.one_row import OneRow
from explain.bundle import Bundle
from explain.records import AttributionMethod, Check, CheckName, Explanation
from knowledge_base.records import Plant
from tests.assistant.milling_files import milling_csv
from tests.assistant.pump_files import pump_csv
from tests.assistant.runs import pump_events
from tests.assistant.small_milling import small_milling_bundle
from tests.explain.plots.drawing import words_in

Row = Callable[[int, str | None], Asked]
HEAT_ROW = 2
HEAT = "heat_dissipation_failure"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reasons")


@pytest.fixture(scope="module")
def milling_bundle(milling: Plant, folder: Path) -> Bundle:
    return small_milling_bundle(milling, folder)


@pytest.fixture(scope="module")
def pump_bundle(bundles: dict[str, Bundle]) -> Bundle:
    return bundles["pump-skid"]


@pytest.fixture(scope="module")
def heat(milling: Plant, milling_bundle: Bundle, folder: Path) -> Asked:
    """A row that failed because its heat was not carried away."""
    table = read_table(milling_csv(folder))
    return Asked(milling, table, HEAT_ROW, milling.assets[0], milling.equipment[0], milling_bundle, None)


@pytest.fixture(scope="module")
def found(heat: Asked) -> OneRow:
    return subject._diagnosed(heat)


def text_of(answer: Answer) -> str:
    console = Console(file=io.StringIO(), width=240, highlight=False)
    for line in answer.told:
        console.print(line)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def failing(explanation: Explanation, mode_id: str, *checks: Check) -> Explanation:
    """The explanation with these checks of one mode, and all other modes' passed."""
    modes = tuple(
        one.model_copy(update={"checks": checks if one.mode_id == mode_id else (), "reliable": one.mode_id != mode_id})
        for one in explanation.certificate.modes
    )
    certificate = explanation.certificate.model_copy(update={"modes": modes, "reliable": False})
    return explanation.model_copy(update={"certificate": certificate})


def check(sentence: str, *, passed: bool = False) -> Check:
    return Check(name=CheckName.PICTURE, value=0.1, limit=0.9, passed=passed, sentence=sentence)


def answered(
    asked: Asked, found: OneRow, explanation: Explanation, how: Callable[[Asked, str | None], Answer]
) -> Answer:
    with patch.object(subject, "_diagnosed", return_value=found.model_copy(update={"explanation": explanation})):
        return how(asked, ".svg")


def test_the_indicated_mode_is_explained_in_a_technicians_words(heat: Asked) -> None:
    answer = one_mode(heat, ".svg")
    said = text_of(answer)
    assert answer.said["mode_id"] == HEAT
    assert "Why “Heat is not carried away” is at " in said
    for words in ("Row 2 of 400 of milling.csv", "Usually", "Now", " K, normally ", "Method:", "Exact Shapley values"):
        assert words in said
    assert HEAT not in said
    assert answer.picture is not None
    drawn = words_in(answer.picture)
    for words in ("MC-1 Milling machine 1: why “Heat is not carried away”", "Row 2 of 400", "Usually"):
        assert words in drawn


def test_the_printed_steps_lead_from_the_usual_probability_to_the_present_one(heat: Asked, found: OneRow) -> None:
    attribution = next(one for one in found.explanation.attributions if one.mode_id == HEAT)
    lines = text_of(one_mode(heat, None)).splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith("Usually"))
    last = next(i for i, line in enumerate(lines) if line.startswith("Now"))
    points = [
        float(next(w for w in line.split() if w[0] in "+-" and w[1:2].isdigit())) for line in lines[first + 1 : last]
    ]
    moved = 100 * (attribution.probability - attribution.base_probability)
    assert sum(points) == pytest.approx(moved, abs=0.6 * len(points))
    raising = [line for line in lines[first + 1 : last] if "█" in line]
    assert raising
    assert all(" +" in line for line in raising)


def test_another_mode_can_be_asked_for(heat: Asked) -> None:
    asked = Asked(heat.plant, heat.table, heat.row, heat.asset, heat.equipment, heat.bundle, "power_failure")
    answer = one_mode(asked, None)
    assert (answer.said["mode_id"], answer.picture) == ("power_failure", None)
    assert "Why “Spindle power out of its window” is at " in text_of(answer)


def test_every_check_is_told_with_its_outcome(heat: Asked, found: OneRow) -> None:
    checks = (check("With noise, Spindle speed stays first.", passed=True), check("LIME says the opposite."))
    said = text_of(answered(heat, found, failing(found.explanation, HEAT, *checks), one_mode))
    assert "✓ With noise, Spindle speed stays first." in said
    assert "✗ LIME says the opposite." in said
    assert "UNRELIABLE" in said


def test_signals_are_called_by_their_names_and_never_by_their_ids(heat: Asked) -> None:
    said = text_of(one_mode(heat, None))
    ids = [signal.id for signal in heat.equipment.signals if "_" in signal.id]
    assert [found for found in ids if found in said] == []
    assert "Process temperature above air temperature" in said


def test_a_doubtful_mode_is_stamped_and_a_sound_one_beside_it_is_not(heat: Asked, found: OneRow) -> None:
    doubtful = failing(found.explanation, HEAT, check("The second method disagrees."))
    picture = answered(heat, found, doubtful, one_mode).picture
    assert picture is not None
    assert "UNRELIABLE: The second method disagrees." in words_in(picture)
    sound = failing(found.explanation, "power_failure", check("The second method disagrees."))
    answer = answered(heat, found, sound, one_mode)
    assert answer.picture is not None
    assert "UNRELIABLE" not in words_in(answer.picture)
    assert "UNRELIABLE" not in text_of(answer)


def test_what_was_not_checked_is_not_called_reliable(heat: Asked, found: OneRow) -> None:
    certificate = found.explanation.certificate.model_copy(update={"modes": (), "reliable": True})
    unchecked = found.explanation.model_copy(update={"certificate": certificate})
    assert doubts_of(unchecked, HEAT) == ("Nothing of this explanation was checked.",)


def test_checks_that_were_not_judged_are_told_once(heat: Asked, found: OneRow) -> None:
    silent = [
        Check(name=name, value=None, limit=0.9, passed=True, sentence="Not judged: nothing unusual.")
        for name in (CheckName.PICTURE, CheckName.DELETION)
    ]
    said = text_of(answered(heat, found, failing(found.explanation, HEAT, *silent), one_mode))
    assert said.count("· Not judged: nothing unusual.") == 1


def test_a_sampled_method_tells_its_error_in_points(found: OneRow) -> None:
    attribution = found.explanation.attributions[0]
    strongest = attribution.signals[0]
    update = {"method": AttributionMethod.INTERVENTIONAL_SAMPLED, "largest_error": 0.5 * abs(strongest.contribution)}
    told = method_of(attribution.model_copy(update=update))
    assert "Sampled Shapley values, interventional" in told
    assert f"uncertain by up to {0.5 * abs(strongest.points):.1f} points (standard error)" in told
    assert "uncertain" not in method_of(attribution)


def test_components_are_told_for_every_mode_and_drawn_by_name(heat: Asked) -> None:
    answer = all_components(heat, ".svg")
    said = text_of(answer)
    for mode in heat.equipment.failure_modes:
        assert mode.name in said
    assert "Cooling unit +" in said
    assert answer.picture is not None
    assert "Cooling unit" in words_in(answer.picture)


def test_only_modes_with_points_to_show_are_doubted_aloud_on_the_map(heat: Asked, found: OneRow) -> None:
    doubt = check("The second method disagrees.")
    loud = failing(found.explanation, HEAT, doubt)
    assert all_doubts(heat, loud) == ("Heat is not carried away: The second method disagrees.",)
    silent = [
        one.model_copy(update={"components": tuple(c.model_copy(update={"points": 0.01}) for c in one.components)})
        if one.mode_id == "power_failure"
        else one
        for one in found.explanation.attributions
    ]
    told = found.explanation.model_copy(update={"attributions": tuple(silent)})
    faint = failing(told, "power_failure", doubt)
    assert all_doubts(heat, faint) == ()
    assert "Spindle power out of its window (unreliable)" in text_of(answered(heat, found, faint, all_components))


def test_a_row_with_a_time_is_told_by_it(plant: Plant, pump_bundle: Bundle, tmp_path: Path) -> None:
    table = read_table(pump_csv(tmp_path, pump_events(plant, 12)))
    answer = one_mode(Asked(plant, table, 31, plant.assets[0], plant.equipment[0], pump_bundle, None), None)
    assert "2026-11-20 08:01:50 UTC. Row 31 of 36 of pumps.csv" in text_of(answer)
