"""One queue in front of the pipeline: in order, bounded, and every submitter gets the outcome of its own event."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from assistant.errors import UsageError
from assistant.feeds.inbox import Inbox
from assistant.records import ReadingsArrived
from tests.assistant.samples import at


def event(number: int) -> ReadingsArrived:
    """An event with a number for a time."""
    return ReadingsArrived(asset_id="P-101", time=at(number), simulated=False, readings=())


async def feed(count: int, given: list[int] | None = None) -> AsyncIterator[ReadingsArrived]:
    """That many events; notes each as it is asked for."""
    for number in range(count):
        if given is not None:
            given.append(number)
        yield event(number)


def test_events_come_out_in_the_order_in_which_they_went_in() -> None:
    async def drive() -> list[ReadingsArrived]:
        inbox = Inbox()
        waiting = [asyncio.create_task(inbox.submit(event(n))) for n in range(5)]
        seen = []
        for _ in range(5):
            oldest, outcome = await inbox.next()
            assert isinstance(oldest, ReadingsArrived)
            seen.append(oldest)
            outcome.set_result(())
        await asyncio.gather(*waiting)
        return seen

    assert asyncio.run(drive()) == [event(n) for n in range(5)]


def test_a_submitter_waits_for_the_records_of_its_own_event() -> None:
    async def drive() -> None:
        inbox = Inbox()
        first, second = (asyncio.create_task(inbox.submit(event(n))) for n in (1, 2))
        _, one = await inbox.next()
        _, two = await inbox.next()
        two.set_result((event(20),))
        assert list(await second) == [event(20)]
        assert not first.done()
        one.set_result((event(10),))
        assert list(await first) == [event(10)]

    asyncio.run(drive())


def test_an_error_goes_back_to_the_one_who_submitted() -> None:
    async def drive() -> None:
        inbox = Inbox()
        bad, good = (asyncio.create_task(inbox.submit(event(n))) for n in (1, 2))
        (await inbox.next())[1].set_exception(UsageError("no such asset"))
        (await inbox.next())[1].set_result(())
        with pytest.raises(UsageError, match="no such asset"):
            await bad
        assert await good == ()

    asyncio.run(drive())


def test_a_full_inbox_holds_the_next_submitter_back() -> None:
    async def drive() -> None:
        inbox = Inbox(size=2)
        waiting = [asyncio.create_task(inbox.submit(event(n))) for n in range(3)]
        await asyncio.sleep(0.01)
        # The third is not in the inbox yet: given up now, it leaves no trace there.
        waiting[2].cancel()
        for number in range(2):
            oldest, outcome = await inbox.next()
            assert oldest == event(number)
            outcome.set_result(())
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(inbox.next(), timeout=0.05)

    asyncio.run(drive())


def test_a_submitter_that_was_held_back_gets_through_in_its_turn() -> None:
    async def drive() -> None:
        inbox = Inbox(size=1)
        waiting = [asyncio.create_task(inbox.submit(event(n))) for n in range(4)]
        for number in range(4):
            oldest, outcome = await asyncio.wait_for(inbox.next(), timeout=5)
            assert oldest == event(number)
            outcome.set_result(())
        await asyncio.gather(*waiting)

    asyncio.run(drive())


def test_a_feed_is_asked_for_the_next_event_only_when_the_last_is_through() -> None:
    async def drive() -> None:
        inbox, given = Inbox(), list[int]()
        draining = asyncio.create_task(inbox.drain(feed(10, given)))
        for number in range(3):
            _, outcome = await inbox.next()
            await asyncio.sleep(0.01)
            assert given == list(range(number + 1))
            outcome.set_result(())
        draining.cancel()

    asyncio.run(drive())


def test_a_feed_that_ends_ends_its_draining() -> None:
    async def drive() -> None:
        inbox = Inbox()
        draining = asyncio.create_task(inbox.drain(feed(2)))
        for _ in range(2):
            (await inbox.next())[1].set_result(())
        await asyncio.wait_for(draining, timeout=5)

    asyncio.run(drive())


def test_a_feed_whose_event_is_refused_hears_of_it() -> None:
    async def drive() -> None:
        inbox = Inbox()
        draining = asyncio.create_task(inbox.drain(feed(2)))
        (await inbox.next())[1].set_exception(UsageError("no such asset"))
        with pytest.raises(UsageError):
            await asyncio.wait_for(draining, timeout=5)

    asyncio.run(drive())
