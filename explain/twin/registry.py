"""The twins that exist, by name."""

from collections.abc import Callable, Mapping

from explain.twin.contract import InvalidParameterError, Twin, UnknownTwinError
from explain.twin.pump import CentrifugalPump

_MODELS: Mapping[str, Callable[[Mapping[str, float], int, int, int], Twin]] = {"centrifugal_pump": CentrifugalPump}


def make_twin(model: str, parameters: Mapping[str, float], *, machines: int, seed: int, first_machine: int = 0) -> Twin:
    """A twin of `machines` machines, numbered from `first_machine`, that differ by manufacture and by duty.

    `parameters` overrides the model's own by name (for the pump: `explain.twin.parameters`). Machine k of a
    seed is the same machine in every fleet: `make_twin(..., machines=1, first_machine=k)` is it alone. Raises
    UnknownTwinError, UnknownParameterError, InvalidParameterError.
    """
    if model not in _MODELS:
        raise UnknownTwinError(model, sorted(_MODELS))
    for name, value, lowest in (
        ("machines", machines, 1),
        ("seed", seed, 0),
        ("first_machine", first_machine, 0),
    ):
        if value < lowest:
            raise InvalidParameterError(name, value, f"it must be {lowest} or more")
    return _MODELS[model](parameters, machines, seed, first_machine)
