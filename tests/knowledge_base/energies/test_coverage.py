"""Whether a lock-out has all that each energy needs, in order."""

import pytest

from knowledge_base.catalog import BUNDLED, load_plant
from knowledge_base.energies import Coverage, Energy, Phase, coverage, energy_named
from knowledge_base.energies.coverage import NEEDS

ELECTRICAL = (
    "Stop the fan at the control panel.",
    "Turn the isolator Q1 to OFF.",
    "Hang your lock on the isolator Q1.",
    "Press the START button: the fan must not start.",
)


def covered(*texts: str, energies: tuple[Energy, ...] = (Energy.ELECTRICAL,)) -> Coverage:
    return coverage([(str(number), text) for number, text in enumerate(texts, 1)], "en", energies)


def problems(found: Coverage) -> list[tuple[str, str]]:
    return [(problem.step_id, problem.what) for problem in found.order_problems]


def bundled(plant: str, task_id: str) -> Coverage:
    equipment = next(each for each in load_plant(BUNDLED / plant).equipment if each.task(task_id))
    task = equipment.task(task_id)
    assert task is not None
    energies = [energy for energy in map(energy_named, equipment.energies) if energy]
    return coverage([(str(step.number), step.quote.text) for step in task.steps], "en", energies)


def test_the_pump_skid_is_isolated_completely_and_in_order() -> None:
    found = bundled("pump-skid", "PS-T-010")
    assert found.is_complete
    electrical, pressure, rotation, thermal = found.energies
    assert (electrical.isolate, electrical.lock, electrical.verify) == (("5", "6"), ("7", "8"), ("19",))
    assert (pressure.isolate, pressure.lock, pressure.verify) == (("9", "10"), ("11",), ("18",))
    assert pressure.release == ("13", "14", "15", "16", "17")
    assert (rotation.verify, thermal.verify) == (("4",), ("12",))


def test_every_energy_of_the_milling_machine_is_isolated_in_order() -> None:
    found = bundled("milling-cell", "MC-T-010")
    assert found.is_complete
    assert problems(found) == []
    by_energy = {each.energy: each for each in found.energies}
    assert by_energy[Energy.ELECTRICAL].isolate == ("9", "11")
    assert by_energy[Energy.ELECTRICAL].verify == ("18", "19")
    assert (by_energy[Energy.GRAVITY].isolate, by_energy[Energy.GRAVITY].verify) == (("6",), ("21",))
    pressure = by_energy[Energy.PRESSURE]
    assert (pressure.isolate, pressure.lock, pressure.release, pressure.verify) == (("13",), ("14",), ("15",), ("16",))
    assert by_energy[Energy.THERMAL].verify == ("22",)


@pytest.mark.parametrize(("plant", "task_id"), [("pump-skid", "PS-T-020"), ("milling-cell", "MC-T-020")])
def test_a_return_to_service_isolates_nothing(plant: str, task_id: str) -> None:
    assert all(not (each.isolate or each.lock or each.release) for each in bundled(plant, task_id).energies)


def test_a_whole_lock_out_lacks_nothing() -> None:
    assert covered(*ELECTRICAL).is_complete


@pytest.mark.parametrize(("left_out", "missing"), [(1, Phase.ISOLATE), (2, Phase.LOCK), (3, Phase.VERIFY)])
def test_a_step_that_is_left_out_is_missing(left_out: int, missing: Phase) -> None:
    found = covered(*(step for at, step in enumerate(ELECTRICAL) if at != left_out))
    assert found.missing == {Energy.ELECTRICAL: (missing,)}


@pytest.mark.parametrize("energy", Energy)
def test_an_energy_that_no_step_controls_lacks_all_it_needs(energy: Energy) -> None:
    found = covered("Oil the chain.", energies=(energy,))
    assert found.missing == {energy: tuple(need.one_of[0] for need in NEEDS[energy])}


@pytest.mark.parametrize(
    ("energy", "steps", "missing"),
    [
        (Energy.ROTATION, ("Wait until the fan stands still.",), ()),
        (Energy.GRAVITY, ("Lower the forks to the floor.",), (Phase.VERIFY,)),
        (Energy.GRAVITY, ("Lower the ram onto the blocks.", "Check that the ram rests on the blocks."), ()),
        (Energy.THERMAL, ("Allow the oven to cool down.",), (Phase.VERIFY,)),
        (Energy.THERMAL, ("Wait until the temperature is below 40 °C.",), ()),
        (Energy.CHEMICAL, ("Flush the acid line.", "Check that the line is free of acid."), ()),
        (Energy.CHEMICAL, ("Close the shut-off valve of the acid.",), (Phase.VERIFY,)),
        (Energy.SPRING, ("Relax the spring.",), (Phase.VERIFY,)),
        (Energy.RADIATION, ("Close the beam shutter.", "Lock the beam shutter."), (Phase.VERIFY,)),
        (
            Energy.PRESSURE,
            ("Turn the isolator to OFF.", "Check that the line is without pressure."),
            (Phase.ISOLATE, Phase.LOCK),
        ),
    ],
)
def test_each_energy_has_needs_of_its_own(energy: Energy, steps: tuple[str, ...], missing: tuple[Phase, ...]) -> None:
    assert covered(*steps, energies=(energy,)).missing.get(energy, ()) == missing


def test_a_lock_before_its_isolator_is_off_is_out_of_order() -> None:
    stop, off, lock, prove = ELECTRICAL
    assert problems(covered(stop, lock, off, prove)) == [("2", "locked before it is isolated")]


def test_a_lock_on_the_second_isolator_before_that_one_is_off_is_out_of_order() -> None:
    stop, off, lock, prove = ELECTRICAL
    second = ("Hang your lock on the isolator Q2.", "Turn the isolator Q2 to OFF.")
    assert problems(covered(stop, off, lock, *second, prove)) == [("4", "locked before it is isolated")]


def test_an_isolator_that_nobody_locks_lacks_its_lock() -> None:
    stop, off, lock, prove = ELECTRICAL
    assert covered(stop, off, "Turn the isolator Q2 to OFF.", lock, prove).missing == {Energy.ELECTRICAL: (Phase.LOCK,)}


def test_a_check_before_all_is_isolated_is_out_of_order() -> None:
    stop, off, lock, prove = ELECTRICAL
    assert problems(covered(stop, prove, off, lock)) == [("2", "verified before it is isolated, locked and released")]
    assert problems(covered(stop, prove, off, lock, prove)) == []


def test_a_release_before_the_isolation_is_out_of_order() -> None:
    found = covered("Open the drain D1.", "Close and lock the isolating valve V1.", energies=(Energy.PRESSURE,))
    assert problems(found) == [("1", "released before it is isolated")]


def test_a_stop_after_the_isolator_is_off_is_out_of_order() -> None:
    stop, off, lock, prove = ELECTRICAL
    assert problems(covered(off, stop, lock, prove)) == [("2", "shut down after it is isolated")]


def test_a_step_that_gives_energy_back_is_out_of_order_once_something_is_isolated() -> None:
    assert problems(covered("Turn Q1 to ON.", *ELECTRICAL)) == []
    assert problems(covered(*ELECTRICAL, "Turn Q1 to ON.")) == [("5", "gives energy back")]


def test_an_energy_that_is_declared_twice_is_told_once() -> None:
    assert len(covered(*ELECTRICAL, energies=(Energy.ELECTRICAL, Energy.ELECTRICAL)).energies) == 1
