"""Is an explanation good enough to be shown? It is told apart from the explanation so that it can say no."""

from collections.abc import Iterable

from explain.records import Attribution, Certificate

LARGEST_GAP = 1e-9
"""Relative: base plus contributions may differ from the raw score by no more than this."""


def certify(attributions: Iterable[Attribution]) -> Certificate:
    """Check every attribution; one that fails makes the explanation unreliable, with the reason."""
    gaps = {attribution.mode_id: attribution.additivity_gap for attribution in attributions}
    failed = [mode for mode, gap in gaps.items() if not gap <= LARGEST_GAP]
    reasons = tuple(f"the contributions to {mode} do not add up to its score" for mode in failed)
    return Certificate(reliable=not failed, reasons=reasons, largest_additivity_gap=max(gaps.values(), default=0.0))
