"""What the steps of real and bundled lock-outs control, written down by eye."""

import gzip
import json
from pathlib import Path

import pytest

from knowledge_base.catalog import BUNDLED, load_plant
from knowledge_base.energies import Control, Energy, Phase, controls_of
from knowledge_base.energies.controls import RULES, undone_by
from tests.knowledge_base.energies.sentences import controlled, of_energies

PUMP_SKID = {
    1: "prepare",
    2: "notify",
    3: "shut_down",
    4: "verify rotation",
    5: "isolate electrical",
    6: "isolate electrical",
    7: "lock electrical",
    8: "lock electrical",
    9: "isolate pressure",
    10: "isolate pressure",
    11: "lock pressure",
    12: "release thermal, verify thermal",
    13: "release pressure",
    14: "release pressure",
    15: "release pressure",
    16: "release pressure",
    17: "release pressure",
    18: "verify pressure",
    19: "verify electrical",
    20: "shut_down",
}
# Step 5 puts the blocks under a head that still hangs; 7 and 8 are stops of control, not isolations.
MILLING_MACHINE = {
    1: "prepare",
    2: "notify",
    3: "shut_down",
    4: "verify rotation",
    5: "",
    6: "isolate gravity",
    7: "shut_down",
    8: "shut_down",
    9: "isolate electrical",
    10: "lock electrical",
    11: "isolate electrical",
    12: "lock electrical",
    13: "isolate pressure",
    14: "lock pressure",
    15: "release pressure",
    16: "verify pressure",
    17: "release electrical",
    18: "verify electrical",
    19: "verify electrical",
    20: "shut_down",
    21: "verify gravity",
    22: "verify thermal",
}


def steps(plant: str, task_id: str) -> dict[int, str]:
    """The steps of a task of a bundled plant, by their number."""
    found = (equipment.task(task_id) for equipment in load_plant(BUNDLED / plant).equipment)
    task = next(task for task in found if task is not None)
    return {step.number: step.quote.text for step in task.steps}


@pytest.mark.parametrize(
    ("plant", "task_id", "wanted"),
    [("pump-skid", "PS-T-010", PUMP_SKID), ("milling-cell", "MC-T-010", MILLING_MACHINE)],
)
def test_each_step_of_a_bundled_isolation_controls_what_it_says(
    plant: str, task_id: str, wanted: dict[int, str]
) -> None:
    found = {number: controlled(text, "en") for number, text in steps(plant, task_id).items()}
    assert found == {number: set(filter(None, words.split(", "))) for number, words in wanted.items()}


@pytest.mark.parametrize(("plant", "task_id"), [("pump-skid", "PS-T-020"), ("milling-cell", "MC-T-020")])
def test_no_step_of_a_return_to_service_controls_an_energy(plant: str, task_id: str) -> None:
    assert [text for text in steps(plant, task_id).values() if of_energies(text, "en")] == []


@pytest.mark.parametrize(
    ("step", "undoes"),
    [
        ("Remove your lock and tag from the main switch.", True),
        ("Turn Q1 to ON.", True),
        ("Open the isolating valve V1 fully.", True),
        ("Start the pump.", True),
        ("Fill the casing through the funnel.", True),
        ("Turn Q1 to OFF.", False),
        ("Open the drain D1.", False),
        ("Press the START button: the motor must not start.", False),
    ],
)
def test_a_step_that_gives_energy_back_is_known(step: str, undoes: bool) -> None:
    assert undone_by(step, "en") is undoes


def test_a_lock_in_the_same_step_is_of_what_the_step_isolates() -> None:
    assert controlled("Turn the isolator to OFF and lock it.", "en") == {"isolate electrical", "lock electrical"}
    assert controlled("Close the isolating valve and hang your padlock on it.", "en") == {
        "isolate pressure",
        "lock pressure",
    }


@pytest.mark.parametrize(
    "step",
    [
        "Compare nothing with the work permit.",
        "Tell the operators about the coffee break.",
        "Tell the history of the isolation.",
        "Tell the operators that the locks of the isolated pump are removed.",
        "Stop no pump.",
        "Press no stop button.",
    ],
)
def test_what_only_sounds_like_a_preparation_prepares_nothing(step: str) -> None:
    assert controlled(step, "en") == set()


def test_a_lock_out_of_the_machine_as_a_whole_is_of_no_energy() -> None:
    assert controls_of("Lock out the conveyor.", "en") == {Control(phase=Phase.LOCK)}


def test_what_isolates_for_a_moment_isolates_nothing() -> None:
    assert of_energies("Turn the isolator to OFF, wait 5 s and turn it to ON.", "en") == set()


@pytest.mark.parametrize(
    ("step", "wanted"),
    [
        ("Check that the voltage is 0 V.", {"verify electrical"}),
        ("Check that the voltage is below 60 V DC.", {"verify electrical"}),
        ("Check that the voltage is below 90 V DC.", set()),
        ("Check at the gauge that the pressure is 0.0 bar.", {"verify pressure"}),
        ("Check at the gauge that the pressure is 0.5 bar.", set()),
        ("Check that the housing temperature is below 50 °C.", {"verify thermal"}),
        ("Check that the housing temperature is below 60 °C.", set()),
        ("Check that the housing temperature is below 110 °F.", {"verify thermal"}),
    ],
)
def test_a_value_that_is_not_nothing_verifies_nothing(step: str, wanted: set[str]) -> None:
    assert of_energies(step, "en") == wanted


def test_a_language_that_is_not_known_gives_nothing() -> None:
    assert controls_of("Turn the isolator Q1 to OFF.", "nl") == frozenset()
    assert controls_of("Turn the isolator Q1 to OFF.", "en-GB") == {
        Control(phase=Phase.ISOLATE, energy=Energy.ELECTRICAL)
    }


@pytest.mark.parametrize("step", ["", " ", ".", ":", "and", "until", "0 bar", "Turn", "\N{NO-BREAK SPACE}", "(" * 50])
def test_any_text_is_read(step: str) -> None:
    assert all(controls_of(step, language) == frozenset() for language in ("de", "en", "es", "fr"))


def test_each_rule_says_where_it_comes_from() -> None:
    assert all(rule.source.strip() for rule in RULES)


@pytest.mark.data
def test_of_fourteen_thousand_steps_of_repair_guides_few_are_taken_for_an_isolation(manuals_root: Path) -> None:
    found = {Control(phase=phase, energy=energy): set[int]() for phase in Phase for energy in (None, *Energy)}
    for file in sorted((manuals_root / "myfixit").glob("*.json.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for guide in map(json.loads, lines):
                for step in guide["Steps"]:
                    for control in controls_of(step["Text_raw"] or "", "en"):
                        found[control].add(guide["Guidid"])
    isolated = found[Control(phase=Phase.ISOLATE, energy=Energy.ELECTRICAL)]
    # A washer, a microwave oven, a stick blender, a refrigerator and a vacuum cleaner are unplugged from the mains.
    assert isolated >= {3533, 10889, 72512, 72844, 98172}
    assert len(isolated) <= 8
    assert found[Control(phase=Phase.ISOLATE, energy=Energy.PRESSURE)] == {26600}, "the stopcock of a dishwasher"
    assert not found[Control(phase=Phase.LOCK, energy=Energy.ELECTRICAL)]
    assert not found[Control(phase=Phase.LOCK)]


@pytest.mark.data
@pytest.mark.parametrize("folder", ["grbl", "icub_md", "linuxcnc_adoc"])
def test_manuals_without_a_lock_out_lock_nothing(folder: str, manuals_root: Path) -> None:
    files = [file for file in (manuals_root / folder).rglob("*") if file.suffix in {".md", ".adoc"}]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(lines) > 500
    assert [line for line in lines if any(word.startswith("lock") for word in of_energies(line, "en"))] == []
