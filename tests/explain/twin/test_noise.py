import numpy as np
import pytest

from explain.twin import noise
from explain.twin.noise import MachineNoise


def test_a_machine_has_the_same_stream_alone_and_in_a_crowd() -> None:
    crowd = MachineNoise(3, 0, 50, per_step=5)
    alone = MachineNoise(3, 17, 1, per_step=5)
    assert np.array_equal(crowd.draw(4)[:, 17], alone.draw(4)[:, 0])
    for _ in range(300):
        assert np.array_equal(crowd.next_step()[:, 17], alone.next_step()[:, 0])


def test_how_many_numbers_are_kept_ready_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    many = MachineNoise(3, 0, 2, per_step=5)
    monkeypatch.setattr(noise, "_LONGEST_BLOCK", 1)
    few = MachineNoise(3, 0, 2, per_step=5)
    for _ in range(20):
        assert np.array_equal(many.next_step(), few.next_step())


def test_machines_and_seeds_differ() -> None:
    first = MachineNoise(3, 0, 2, per_step=5).next_step()
    other = MachineNoise(4, 0, 2, per_step=5).next_step()
    assert not np.any(first[:, 0] == first[:, 1])
    assert not np.any(first == other)
