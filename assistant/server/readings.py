"""HTTP feed: one POST, the readings of one asset at one instant."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field, StrictFloat

from assistant.feeds.inbox import Inbox
from assistant.records import OverlayFrame, ReadingsArrived
from assistant.server.values import checked_readings
from explain.records import Record, UtcTime
from knowledge_base.records import Plant


class PostedReadings(Record):
    """values: signal id → number in the signal's unit, or a category's name; null is a sensor without a value."""

    asset_id: Annotated[str, Field(max_length=80)]
    time: UtcTime
    values: Annotated[dict[str, StrictFloat | str | None], Field(min_length=1, max_length=10_000)]


class Accepted(Record):
    """What came of the readings."""

    chain_id: str
    health: str
    headline: str


def readings_router(plant: Plant, inbox: Inbox) -> APIRouter:
    """`POST /api/readings`."""
    router = APIRouter()

    @router.post("/api/readings", status_code=202, responses={404: {}, 422: {}})
    async def post(readings: PostedReadings) -> Accepted:
        """Put readings through the chain; answers when they are through and logged."""
        event = ReadingsArrived(
            asset_id=readings.asset_id,
            time=readings.time,
            simulated=False,
            readings=checked_readings(plant, readings.asset_id, readings.time, readings.values),
        )
        records = await inbox.submit(event)
        frame = next(record for record in records if isinstance(record, OverlayFrame))
        return Accepted(chain_id=frame.chain_id, health=frame.health.value, headline=frame.headline)

    return router
