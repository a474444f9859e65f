"""One attempt over real HTTP: signed so that anybody's receiver can check it, and every failure is an answer."""

import asyncio
import base64
import logging
import socket
import time
import traceback
from collections.abc import Mapping
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.work_orders.webhook import Answer, AnswerKind, Secret, Webhook, read_secrets, signature
from tests.assistant.work_orders.orders import NOW, later
from tests.assistant.work_orders.receiver import KEY, SECRET, Behaviour, Receiver, answer, cut, signed_by
from tests.assistant.work_orders.tls import server_side

BODY = b'{"type":"work_order.reported"}'
ORDER = "wo_" + "5" * 32
OTHER_KEY = b"k" * 24
OTHER_SECRET = "whsec_" + base64.b64encode(OTHER_KEY).decode()
TAKEN, GONE, REFUSED, UNAVAILABLE = AnswerKind


def send(webhook: Webhook) -> Answer:
    return asyncio.run(webhook.send(ORDER, BODY, NOW))


def told(receiver: Receiver, *behaviours: Behaviour) -> Answer:
    """The answer of a receiver that behaves so."""
    receiver.behaviours = list(behaviours)
    return send(Webhook(receiver.url, [Secret(SECRET)], limit=5.0))


def test_the_signature_is_that_of_the_published_example() -> None:
    secret = Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    signed = signature([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_receiver_gets_the_very_bytes_and_can_check_who_sent_them(webhook: Webhook, receiver: Receiver) -> None:
    assert send(webhook) == Answer(TAKEN, "HTTP 204")
    (request,) = receiver.received
    assert (request.method, request.path, request.body) == ("POST", "/orders/token-in-path", BODY)
    assert (request.id, request.timestamp) == (ORDER, int(NOW.timestamp()))
    assert request.headers["content-type"] == "application/json"
    assert signed_by(request, KEY)
    assert not signed_by(request, OTHER_KEY)


def test_a_changed_body_id_or_time_no_longer_fits_the_signature(webhook: Webhook, receiver: Receiver) -> None:
    send(webhook)
    (request,) = receiver.received
    request.headers["webhook-id"] = "wo_" + "6" * 32
    assert not signed_by(request, KEY)
    request.headers["webhook-id"] = ORDER
    assert signed_by(request, KEY)
    request.headers["webhook-timestamp"] = str(request.timestamp + 1)
    assert not signed_by(request, KEY)


def test_while_secrets_change_over_the_old_and_the_new_one_both_fit(receiver: Receiver) -> None:
    send(Webhook(receiver.url, [Secret(OTHER_SECRET), Secret(SECRET)]))
    (request,) = receiver.received
    assert signed_by(request, KEY)
    assert signed_by(request, OTHER_KEY)
    assert request.headers["webhook-signature"].count("v1,") == 2


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_only_a_2xx_is_success(status: int, receiver: Receiver) -> None:
    assert told(receiver, answer(status)) == Answer(TAKEN, f"HTTP {status}")


@pytest.mark.parametrize(
    ("status", "kind"),
    [(304, REFUSED), (400, REFUSED), (401, REFUSED), (404, REFUSED), (422, REFUSED), (410, GONE)]
    + [(status, UNAVAILABLE) for status in (429, 500, 502, 503, 504)],
)
def test_anything_else_is_not(status: int, kind: AnswerKind, receiver: Receiver) -> None:
    assert told(receiver, answer(status)) == Answer(kind, f"HTTP {status}")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int, receiver: Receiver) -> None:
    with Receiver() as elsewhere:
        assert told(receiver, answer(status, Location=elsewhere.url)).kind is REFUSED
        assert not elsewhere.received


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(("said", "wait"), [("120", 120), ("0", 0), ("-5", 0), ("soon", 0), ("1e3", 0), ("²", 0)])
def test_retry_after_in_seconds_is_heard(status: int, said: str, wait: float, receiver: Receiver) -> None:
    assert told(receiver, answer(status, Retry_After=said.encode().decode("latin-1"))).wait == wait


def test_retry_after_as_a_date_is_by_the_receivers_own_clock(receiver: Receiver) -> None:
    wrong = NOW - timedelta(days=4000)
    until = format_datetime(wrong + timedelta(seconds=90), usegmt=True)

    def behave(handler: object, received: object) -> None:
        handler.wfile.write(  # type: ignore[attr-defined]  # any handler
            f"HTTP/1.1 503 Busy\r\nDate: {format_datetime(wrong, usegmt=True)}\r\n"
            f"Retry-After: {until}\r\nContent-Length: 0\r\n\r\n".encode()
        )

    assert told(receiver, behave).wait == 90


@pytest.mark.parametrize(("date", "wait"), [(later(seconds=45), 45), (NOW - timedelta(days=1), 0)])
def test_without_a_clock_of_its_own_by_ours(date: object, wait: float, receiver: Receiver) -> None:
    until = format_datetime(date, usegmt=True)  # type: ignore[arg-type]  # a datetime
    answered = cut(f"HTTP/1.1 503 Busy\r\nRetry-After: {until}\r\nContent-Length: 0\r\n\r\n".encode())
    assert told(receiver, answered).wait == pytest.approx(wait, abs=1)


def test_other_answers_do_not_tell_us_when_to_come_back(receiver: Receiver) -> None:
    assert told(receiver, answer(500, Retry_After="120")).wait == 0


def test_why_it_was_refused_is_passed_on_in_one_short_line(receiver: Receiver) -> None:
    said = told(receiver, answer(422, "asset\r\nP-101\x1b[31m\u202e unknown ".encode() + b"!" * 5000))
    assert said.words.startswith("HTTP 422 asset P-101 [31m unknown !!!")
    assert len(said.words) < 220
    assert said.words.isprintable()


def test_a_receiver_that_says_nothing_is_left_after_the_time_limit(receiver: Receiver) -> None:
    receiver.behaviours = [receiver.hang]
    began = time.monotonic()
    assert send(Webhook(receiver.url, [Secret(SECRET)], limit=0.3)) == Answer(UNAVAILABLE, "no answer within 0.3 s")
    assert time.monotonic() - began < 2


def test_so_is_one_whose_answer_never_ends(receiver: Receiver) -> None:
    receiver.behaviours = [receiver.drip]
    began = time.monotonic()
    assert send(Webhook(receiver.url, [Secret(SECRET)], limit=0.3)).words == "no answer within 0.3 s"
    assert time.monotonic() - began < 2


def test_a_slow_answer_within_the_limit_is_an_answer(receiver: Receiver) -> None:
    def slow(handler: object, received: object) -> None:
        time.sleep(0.3)
        answer(204)(handler, received)  # type: ignore[arg-type]  # any handler

    assert told(receiver, slow).kind is TAKEN


@pytest.mark.parametrize(
    "sent",
    [b"", b"HTTP/1.1 2", b"HTTP/1.1 200 OK\r\nContent-Le", b"\x00\xff garbage\r\n\r\n", b"SSH-2.0-x\r\n"],
    ids=repr,
)
def test_a_connection_cut_before_the_answer_is_no_success(sent: bytes, receiver: Receiver) -> None:
    assert told(receiver, cut(sent)).kind is UNAVAILABLE


def test_cut_after_a_2xx_the_order_was_taken(receiver: Receiver) -> None:
    assert told(receiver, cut(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nthank")).kind is TAKEN


def test_cut_within_the_reason_the_answer_still_counts(receiver: Receiver) -> None:
    said = told(receiver, cut(b"HTTP/1.1 410 Gone\r\nContent-Length: 100\r\n\r\n"))
    assert said.kind is GONE


def test_nobody_there_is_an_answer_too() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    said = send(Webhook(f"http://127.0.0.1:{port}/", [Secret(SECRET)]))
    assert said.kind is UNAVAILABLE
    assert said.words.startswith("ConnectError: ")


def test_a_server_with_a_certificate_that_nobody_vouches_for_gets_nothing(tmp_path: Path) -> None:
    with Receiver(tls=server_side(tmp_path)) as receiver:
        said = send(Webhook(receiver.url, [Secret(SECRET)]))
        assert said.kind is UNAVAILABLE
        assert "certificate verify failed" in said.words.lower()
        assert not receiver.received


def test_the_plants_own_authority_can_be_trusted_for_its_own_names(tmp_path: Path) -> None:
    with Receiver(tls=server_side(tmp_path)) as receiver:
        trusting = Webhook(receiver.url, [Secret(SECRET)], authority=tmp_path / "authority.pem")
        assert send(trusting).kind is TAKEN
        # The same server under a name that is not in its certificate.
        other = receiver.url.replace("127.0.0.1", "localhost")
        said = send(Webhook(other, [Secret(SECRET)], authority=tmp_path / "authority.pem"))
        assert said.kind is UNAVAILABLE
        assert len(receiver.received) == 1


@pytest.mark.parametrize(
    "url",
    ["", "cmms.example/x", "ftp://cmms.example/", "https:///x", "https://h:0/", "https://h:99999/", "https://xn--a/"],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="write https://host/path"):
        Webhook(url, [Secret(SECRET)])


def test_work_orders_leave_the_machine_in_clear_only_when_that_is_allowed() -> None:
    with pytest.raises(UsageError, match=r"in clear to cmms\.example"):
        Webhook("http://cmms.example/x", [Secret(SECRET)])
    assert Webhook("http://cmms.example/x", [Secret(SECRET)], allow_plain=True).name == "http://cmms.example"
    for here in ("http://127.0.0.1:1/", "http://[::1]:1/", "http://localhost:1/", "https://cmms.example/"):
        assert Webhook(here, [Secret(SECRET)]).name == here.rstrip("/")


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError) as refused:
        Webhook("https://me:hunter2@cmms.example/", [Secret(SECRET)])
    assert "hunter2" not in str(refused.value)


def test_a_file_that_holds_no_certificates_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty.pem").touch()
    for name in ("empty.pem", "missing.pem"):
        with pytest.raises(UsageError, match=rf"{name}: no certificates can be read"):
            Webhook("https://cmms.example/", [Secret(SECRET)], authority=tmp_path / name)


def test_another_address_is_another_endpoint() -> None:
    first, again, second = (
        Webhook(f"https://cmms.example/{path}", [Secret(SECRET)]).endpoint for path in ("a", "a", "b")
    )
    assert first == again != second
    assert "cmms" not in first


def test_a_secret_comes_from_the_environment_or_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(f"{SECRET}\n{OTHER_SECRET}\n")
    (one,) = read_secrets({"FAULTLENS_WEBHOOK_SECRET": SECRET})
    two = read_secrets({"FAULTLENS_WEBHOOK_SECRET_FILE": str(file)})
    assert [secret.sign(b"x") for secret in two] == [one.sign(b"x"), Secret(OTHER_SECRET).sign(b"x")]


@pytest.mark.parametrize(
    ("environment", "why"),
    [
        ({}, "Set either"),
        ({"FAULTLENS_WEBHOOK_SECRET": SECRET, "FAULTLENS_WEBHOOK_SECRET_FILE": "x"}, "Set either"),
        ({"FAULTLENS_WEBHOOK_SECRET": "  "}, "holds no secret"),
        ({"FAULTLENS_WEBHOOK_SECRET_FILE": "/nowhere/secret"}, "/nowhere/secret: .* cannot be read"),
    ],
    ids=["none", "both", "empty", "no file"],
)
def test_without_a_secret_nothing_can_be_sent(environment: Mapping[str, str], why: str) -> None:
    with pytest.raises(UsageError, match=why):
        read_secrets(environment)


@pytest.mark.parametrize(
    "text",
    [
        "hunter2hunter2hunter2hunter2hunter2",
        "whsec_hunter2",
        "whsec_!hunter2!",
        "whsec_hünter2",
        "whsec_" + base64.b64encode(b"hunter2" * 3).decode(),
        "whsec_" + base64.b64encode(b"hunter2" * 10).decode(),
    ],
)
def test_a_secret_that_is_none_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        Secret(text)
    shown = "".join(traceback.format_exception(refused.value))
    assert "hunter2" not in shown.replace(__file__, "")
    assert text.removeprefix("whsec_") not in shown


def test_neither_the_secret_nor_the_path_is_ever_logged(receiver: Receiver, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for behaviour in (answer(204), answer(500, b"no"), cut(), answer(302, Location="https://x.invalid/")):
            told(receiver, behaviour)
    webhook = Webhook(receiver.url, [Secret(SECRET)])
    shown = caplog.text + repr(webhook) + repr(vars(webhook)["_secrets"]) + webhook.name
    assert SECRET.removeprefix("whsec_") not in shown
    assert KEY.hex() not in shown
    assert repr(KEY) not in shown
    assert "token-in-path" not in shown
