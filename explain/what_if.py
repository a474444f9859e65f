"""What the models would say if a signal stood elsewhere and stayed there, all other readings being what they are.

The features of a moved signal that tell its level (value, mean_N, lag_N) take the new level; those that tell how it
moves (std_N, slope_N) keep their present value. Derived signals follow their formula. What the machine itself would
do, a pressure that follows a speed, is not simulated: nothing but the twin of a machine could know it.
"""

from collections.abc import Mapping

import numpy as np

from explain.features import FeaturePlan, FloatArray, with_derived

_LEVELS = frozenset({"value", "mean", "lag"})


def held_at(plan: FeaturePlan, row: FloatArray, values: Mapping[str, float | None], measured: FloatArray) -> FloatArray:
    """Features of each case, shape (cases, features).

    row: the present features, shape (features,). values: every signal's present value. measured: values of the plan's
    measured signals in each case, shape (cases, measured), NaN for a gap.
    """
    columns = with_derived(plan, {signal: measured[:, i] for i, signal in enumerate(plan.measured)})
    features = np.tile(row, (len(measured), 1))
    for position, (spec, statistic) in enumerate(plan.columns):
        if statistic.kind not in _LEVELS:
            continue
        present = values.get(spec.signal_id)
        now = columns[spec.signal_id]
        moved = ~np.isnan(now) if present is None else now != present
        features[moved, position] = now[moved]
    features[~np.isfinite(features)] = np.nan
    return features
