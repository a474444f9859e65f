"""What every twin offers, and the errors it raises.

TwinError (an ExplainError)
├── UnknownTwinError        no model of that name
├── UnknownParameterError   the model has no parameter of that name
├── InvalidParameterError   a value outside what the physics allows
├── UnknownFaultError       a severity was given for a fault that the model does not have
└── InvalidStepError        a severity outside 0..1, a wrong shape, or a time step that is not positive

Each message says what is known or allowed instead.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol

import numpy as np
import numpy.typing as npt

from explain.errors import ExplainError

FloatArray = npt.NDArray[np.float64]


class TwinError(ExplainError):
    """Base of all errors of this package."""


class UnknownTwinError(TwinError):
    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name, self.known = name, tuple(known)
        super().__init__(f"There is no twin named {name!r}. Known twins: {', '.join(self.known)}.")


class UnknownParameterError(TwinError):
    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name, self.known = name, tuple(known)
        super().__init__(f"The twin has no parameter {name!r}. Known parameters: {', '.join(self.known)}.")


class InvalidParameterError(TwinError):
    def __init__(self, name: str, value: object, rule: str) -> None:
        self.name, self.value = name, value
        super().__init__(f"Parameter {name!r} is {value!r}, but {rule}.")


class UnknownFaultError(TwinError):
    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name, self.known = name, tuple(known)
        super().__init__(f"The twin has no fault {name!r}. Known faults: {', '.join(self.known)}.")


class InvalidStepError(TwinError):
    """A severity or a time step that `Twin.step` cannot use."""


class Twin(Protocol):
    """A seeded simulation of `machines` machines of one type, advanced together.

    Same model, parameters, seed and calls give the same bits. Machine k has a random stream of its own, so it
    reads the same whether it is simulated alone or with others.
    """

    @property
    def signals(self) -> tuple[str, ...]:
        """Signal ids, in the order in which `step` returns them."""
        ...

    @property
    def faults(self) -> tuple[str, ...]:
        """Ids of the faults that `step` takes a severity for."""
        ...

    @property
    def machines(self) -> int: ...

    def step(self, seconds: float, severity: Mapping[str, FloatArray | float]) -> dict[str, FloatArray]:
        """Advance by `seconds` (s) and read every sensor.

        `severity`: fault id → 0 (healthy) to 1 (worst), one number or an array of shape (machines,); a fault
        left out is healthy. Returns signal id → measured values, shape (machines,), in the unit of the
        signal. Raises UnknownFaultError, InvalidStepError.
        """
        ...


def severities(
    given: Mapping[str, FloatArray | float], faults: tuple[str, ...], machines: int
) -> dict[str, FloatArray]:
    """Every fault's severity as an array of shape (machines,). Raises UnknownFaultError, InvalidStepError."""
    for name in given:
        if name not in faults:
            raise UnknownFaultError(name, faults)
    full = {}
    for fault in faults:
        value = np.asarray(given.get(fault, 0.0), dtype=np.float64)
        if value.shape not in ((), (machines,)):
            raise InvalidStepError(
                f"The severity of {fault} has shape {value.shape}; give one number or ({machines},)."
            )
        if not bool(np.all((value >= 0.0) & (value <= 1.0))):
            raise InvalidStepError(f"The severity of {fault} must lie between 0 and 1, but is {given[fault]!r}.")
        full[fault] = np.broadcast_to(value, (machines,))
    return full
