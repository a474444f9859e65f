"""A slow client gets the newest state and not a backlog; what is a fact of its own always waits its turn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.session import MAX_WAITING, Outgoing, Session


def message(data: str, key: str = "", asset: str | None = "P-101", *, overview: bool = False) -> Outgoing:
    """An encoded message."""
    return Outgoing(data, key, asset, overview)


def told(session: Session) -> list[str]:
    """What the client would be sent now."""
    return [outgoing.data for outgoing in session.drain()]


def test_messages_leave_in_the_order_in_which_they_came() -> None:
    session = Session()
    for key in ("a", "b", "c"):
        assert session.offer(message(key, key))
    assert told(session) == ["a", "b", "c"]


def test_a_newer_message_of_the_same_key_supersedes_the_older_one_and_comes_last() -> None:
    session = Session()
    for data, key in (("old", "frame/P-101"), ("other", "score/P-101"), ("new", "frame/P-101")):
        session.offer(message(data, key))
    assert told(session) == ["other", "new"]


def test_the_same_kind_of_another_asset_is_not_superseded() -> None:
    session = Session()
    session.offer(message("one", "frame/P-101", "P-101"))
    session.offer(message("two", "frame/P-102", "P-102"))
    assert told(session) == ["one", "two"]


def test_messages_without_a_key_are_never_superseded() -> None:
    session = Session()
    for data in ("opened", "step 1", "step 1"):
        session.offer(message(data))
    assert told(session) == ["opened", "step 1", "step 1"]


def test_what_was_sent_is_not_sent_again() -> None:
    session = Session()
    session.offer(message("a", "k"))
    assert told(session) == ["a"]
    assert told(session) == []
    session.offer(message("b", "k"))
    assert told(session) == ["b"]


def test_a_subscription_keeps_details_of_other_assets_out() -> None:
    session = Session()
    session.subscribe(("P-102",))
    for asset in ("P-101", "P-102"):
        assert session.offer(message(asset, f"frame/{asset}", asset))
    assert told(session) == ["P-102"]


def test_a_subscription_drops_the_details_that_wait_about_others() -> None:
    session = Session()
    session.offer(message("frame", "frame/P-101"))
    session.offer(message("state", "asset-state/P-101", overview=True))
    session.offer(message("hello", "hello", None))
    session.subscribe(())
    assert told(session) == ["state", "hello"]


def test_overview_and_messages_to_everybody_always_come() -> None:
    session = Session()
    session.subscribe(())
    session.offer(message("state", "asset-state/P-101", overview=True))
    session.offer(message("refused", "", None))
    assert told(session) == ["state", "refused"]


def test_a_later_subscription_replaces_the_earlier_one() -> None:
    session = Session()
    session.subscribe(("P-101",))
    session.subscribe(("P-102",))
    session.offer(message("one", "frame/P-101", "P-101"))
    session.offer(message("two", "frame/P-102", "P-102"))
    assert told(session) == ["two"]


def test_a_client_that_falls_too_far_behind_is_to_be_cut() -> None:
    session = Session()
    assert all(session.offer(message(str(i))) for i in range(MAX_WAITING))
    assert not session.offer(message("one too many"))


def test_a_client_that_only_misses_newer_states_is_never_cut() -> None:
    session = Session()
    assert all(session.offer(message(str(i), "frame/P-101")) for i in range(MAX_WAITING + 10))
    assert told(session) == [str(MAX_WAITING + 9)]


def test_a_full_outbox_does_not_mind_what_the_client_does_not_want() -> None:
    session = Session()
    session.subscribe(())
    for i in range(MAX_WAITING):
        session.offer(message(str(i), overview=True))
    assert session.offer(message("not wanted"))


@given(st.lists(st.tuples(st.sampled_from(["", "a", "b"]), st.booleans()), max_size=60))
def test_whatever_happens_the_newest_of_each_key_and_all_without_one_arrive(
    history: list[tuple[str, bool]],
) -> None:
    session, received, sent = Session(), [], []
    for number, (key, drain) in enumerate(history):
        sent.append((key, number))
        session.offer(message(str(number), key))
        if drain:
            received += [int(data) for data in told(session)]
    received += [int(data) for data in told(session)]
    assert received == sorted(received)
    assert [n for key, n in sent if key == ""] == [n for n in received if sent[n][0] == ""]
    for wanted in ("a", "b"):
        numbers = [n for key, n in sent if key == wanted]
        assert not numbers or numbers[-1] in received


@pytest.mark.parametrize("assets", [("P-101", "P-101"), ("P-101", "no-such-asset")])
def test_a_subscription_may_repeat_itself_and_name_what_is_not_there(assets: tuple[str, ...]) -> None:
    session = Session()
    session.subscribe(assets)
    session.offer(message("one", "frame/P-101", "P-101"))
    assert told(session) == ["one"]
