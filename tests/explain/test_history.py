import numpy as np
import pytest

from explain.errors import TrainingError
from tests.explain.samples import history_of, small_history


def test_a_history_without_rows_is_refused() -> None:
    none = np.empty(0)
    with pytest.raises(TrainingError, match="no rows"):
        history_of({"flow": none}, {"wear": none}, runs=np.empty(0, dtype=np.int64))


@pytest.mark.parametrize("short", ["measured", "labels"])
def test_columns_of_different_lengths_are_refused(short: str) -> None:
    columns = {name: np.zeros(2 if name == short else 3) for name in ("measured", "labels")}
    with pytest.raises(TrainingError, match="differ in length"):
        history_of({"flow": columns["measured"]}, {"wear": columns["labels"]}, runs=np.arange(3))


def test_rows_are_independent_when_each_is_a_run_of_its_own() -> None:
    assert small_history(rows_per_run=1).independent
    assert not small_history(rows_per_run=2).independent
