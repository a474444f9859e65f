import numpy as np

from explain.intervals import fit_venn_abers

FloatArray = np.ndarray


def scored(rows: int, seed: int) -> tuple[FloatArray, FloatArray]:
    """Raw scores, and labels that are true with the probability that the logistic function gives."""
    rng = np.random.default_rng(seed)
    raw = rng.normal(-2.0, 2.0, rows)
    return raw, rng.random(rows) < 1 / (1 + np.exp(-raw))


def test_the_interval_holds_the_true_probability_nearly_always_and_is_narrow() -> None:
    raw, y = scored(5_000, 0)
    judged = np.linspace(-5.0, 2.5, 200)
    low, high = fit_venn_abers(raw, y)(judged)
    truth = 1 / (1 + np.exp(-judged))
    assert (np.maximum(low - truth, truth - high) < 0.06).mean() > 0.95
    assert (high - low).mean() < 0.05
    assert (low <= high).all()


def test_the_mean_of_the_ends_is_calibrated_on_rows_that_were_not_used() -> None:
    table = fit_venn_abers(*scored(5_000, 1))
    raw, y = scored(20_000, 2)
    low, high = table(raw)
    assert low.mean() - 0.01 <= y.mean() <= high.mean() + 0.01


def test_fewer_rows_give_a_wider_interval() -> None:
    widths = []
    for rows in (60, 600, 6_000):
        low, high = fit_venn_abers(*scored(rows, 3))(np.linspace(-3, 2, 50))
        widths.append(float((high - low).mean()))
    assert widths == sorted(widths, reverse=True)


def test_a_higher_score_never_has_a_lower_interval() -> None:
    low, high = fit_venn_abers(*scored(800, 4))(np.linspace(-9, 9, 500))
    assert (np.diff(low) >= 0).all()
    assert (np.diff(high) >= 0).all()


def test_where_all_known_rows_failed_one_more_healthy_row_is_allowed_for() -> None:
    raw, y = np.concatenate([np.zeros(50), np.ones(4)]), np.repeat([False, True], [50, 4])
    low, high = fit_venn_abers(raw, y)(np.array([1.0]))
    assert high[0] == 1.0
    assert low[0] == 4 / 5
