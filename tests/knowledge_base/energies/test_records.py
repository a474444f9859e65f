"""The order of the phases, and when a lock-out is complete."""

import pytest

from knowledge_base.energies import Coverage, Energy, EnergyCoverage, OrderProblem, Phase


def covered(*missing: Phase) -> EnergyCoverage:
    return EnergyCoverage(energy=Energy.GRAVITY, isolate=("1",), lock=(), release=(), verify=(), missing=missing)


def test_the_phases_stand_in_the_order_of_the_law() -> None:
    assert [str(phase) for phase in Phase] == [
        "prepare",
        "notify",
        "shut_down",
        "isolate",
        "lock",
        "release",
        "verify",
    ]


def test_what_is_missing_is_told_of_each_energy_that_lacks_something() -> None:
    lacking = Coverage(energies=(covered(Phase.VERIFY),), order_problems=())
    assert lacking.missing == {Energy.GRAVITY: (Phase.VERIFY,)}
    assert not lacking.is_complete


@pytest.mark.parametrize("problems", [0, 1])
def test_a_lock_out_out_of_order_is_not_complete(problems: int) -> None:
    problem = OrderProblem(step_id="2", energy=None, what="gives energy back")
    assert Coverage(energies=(covered(),), order_problems=(problem,) * problems).is_complete is (problems == 0)
