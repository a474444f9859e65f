"""What all records of this package share: frozen, no unknown field, no number that is not finite."""

from typing import Annotated, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", max_length=80)]
NumberRange = tuple[float, float]


class Record(BaseModel):
    """Base of every record of this package."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Named(Protocol):
    """A record with an id."""

    @property
    def id(self) -> str:
        """Its id."""


_Item = TypeVar("_Item", bound=Named)


def by_id(items: tuple[_Item, ...], wanted: str) -> _Item:
    """The record of that id; KeyError when there is none."""
    for item in items:
        if item.id == wanted:
            return item
    raise KeyError(wanted)
