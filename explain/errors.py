"""Everything that `explain` raises on purpose.

    ExplainError
    ├── DataError            the table or reading cannot be used as it is
    ├── ExpressionError      a derived signal's formula cannot be evaluated
    ├── TrainingError        the history cannot teach what was asked
    ├── BundleError          a model on disk is missing, damaged or of another machine
    └── KernelError          exact Shapley values cannot be had here (in `shapley.library`)

Each message says what is wrong and what to do about it.
"""


class ExplainError(Exception):
    """Base of all errors of this package."""


class DataError(ExplainError):
    """A table or a reading that cannot be used as it is."""


class ExpressionError(ExplainError):
    """A derived signal whose formula cannot be parsed or evaluated."""


class TrainingError(ExplainError):
    """A labelled history that cannot teach what was asked of it."""


class BundleError(ExplainError):
    """A model bundle that is missing, damaged, or trained for another machine."""
