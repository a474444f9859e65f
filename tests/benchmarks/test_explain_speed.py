"""The speed of explanations, measured again in a bounded form: the same model, fewer rows and turns."""

import builtins
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.bench.explain_speed import Size, explain_speed, made, measured, shap_values
from assistant.errors import UsageError
from explain.training import unwatched


@pytest.mark.slow
def test_explanations_are_as_fast_as_must_hold_and_exact() -> None:
    figures, peers = measured(Size(turns=3, slow_rows=20, rows=300, batch=2000), unwatched)
    assert figures["one_row_vs_shap"] <= 0.35
    assert figures["stream_row_vs_shap"] <= 0.08
    assert figures["batch_rows_vs_lightgbm"] >= 10
    assert figures["largest_difference"] <= 1e-9
    assert 0.0 < figures["stream_changed"] < 0.2
    assert figures["one_row_us"] == pytest.approx(figures["one_row_vs_shap"] * peers["one_row_us"])
    assert figures["batch_us"] == pytest.approx(peers["batch_us"] / figures["batch_rows_vs_lightgbm"])


@pytest.mark.slow
def test_the_peer_computes_the_same_values() -> None:
    detector, x = made()
    expected = detector.contributions(x[:5])[:, :-1]
    np.testing.assert_allclose(shap_values(detector.forest())(x[:5]), expected, rtol=1e-9, atol=1e-9)


def test_without_shap_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    found = builtins.__import__

    def without_shap(name: str, *rest: Any, **named: Any) -> Any:
        if name == "shap":
            raise ImportError(name)
        return found(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without_shap)
    monkeypatch.setattr("assistant.bench.explain_speed._MODEL", {"num_iterations": 2})
    with pytest.raises(UsageError, match="pip install shap"):
        explain_speed(Path(), unwatched)
