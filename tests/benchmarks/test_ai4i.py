"""The AI4I bench in a bounded form: one fold, two candidates; and that the fold is unseen until it is judged."""

from pathlib import Path

import numpy as np
import pytest

from assistant.bench import ai4i as subject
from assistant.bench.ai4i import ai4i, candidates, rows_of, stratified
from explain.choice import DetectorChoice
from explain.training import unwatched
from tests.explain.samples import small_history


def test_every_candidate_names_a_detector_for_every_mode() -> None:
    found = candidates()
    assert len(found) == 4
    assert all(len(choices) == 4 for choices in found)
    assert len({str(choices) for choices in found}) == 4


def test_failures_are_spread_over_the_folds() -> None:
    y = np.arange(1000) % 25 == 0
    fold = stratified(y, 1)
    assert [int(y[fold == k].sum()) for k in range(5)] == [8] * 5


def test_rows_are_cut_out_whole() -> None:
    history = small_history(rows=100)
    part = rows_of(history, np.arange(100) < 30)
    assert len(part.runs) == 30
    np.testing.assert_array_equal(part.measured["voltage"], history.measured["voltage"][:30])
    np.testing.assert_array_equal(part.labels["hot"], history.labels["hot"][:30])


@pytest.mark.data
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_what_must_hold_holds_with_the_detectors_that_the_milling_cell_has(
    data_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fine = DetectorChoice(settings={"max_bin": 1023, "min_data_in_bin": 1})
    modes = ("heat_dissipation_failure", "power_failure", "overstrain_failure")
    chosen = {**dict.fromkeys(modes, fine), "tool_wear_failure": DetectorChoice(family="logistic_regression")}
    monkeypatch.setattr(subject, "candidates", lambda: [chosen])
    monkeypatch.setattr(subject, "_inner_precision", lambda known, plan, choices: 0.0)
    figures, peers = ai4i(data_root, unwatched)
    assert figures["ap"] >= 0.885
    assert figures["f1"] >= 0.85
    assert figures["ece"] <= 0.03
    assert figures["ap"] > peers["ap"]
    assert figures["f1"] > peers["f1"]
