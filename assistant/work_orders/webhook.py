"""One attempt to send a work order to a webhook, signed as Standard Webhooks 1.0.0 says.

    webhook-id: wo_…                     the same at every attempt
    webhook-timestamp: 1770000000        of this attempt, seconds since 1970
    webhook-signature: v1,<base64>       HMAC-SHA256 over "id.timestamp.body"; one for each secret, with a space between

Only a 2xx is success. Redirects are not followed, and certificates are verified, always.
"""

import asyncio
import base64
import binascii
import hashlib
import hmac
import ssl
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from http import HTTPStatus
from ipaddress import ip_address
from pathlib import Path

import httpx

from assistant.errors import UsageError

_PREFIX = "whsec_"
_SHORTEST, _LONGEST = 24, 64
"""Bytes of a secret (Standard Webhooks, signature scheme)."""
_LIMIT = 20.0
"""Seconds for a whole attempt; Standard Webhooks recommends 15 to 30."""
_REASON_LIMIT = 2.0
"""Seconds of them for reading why an order was not taken."""
_REASON_BYTES = 2000
_REASON_SHOWN = 200
_HAS_RETRY_AFTER = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)


class Secret:
    """A signing key. It never shows itself: not in a log, not in a traceback, not in an error."""

    def __init__(self, text: str) -> None:
        """text: `whsec_` and 24 to 64 bytes in base64. Raises UsageError for anything else."""
        try:
            key = base64.b64decode(text.removeprefix(_PREFIX), validate=True)
        except (binascii.Error, ValueError):
            key = b""
        if not text.startswith(_PREFIX) or not _SHORTEST <= len(key) <= _LONGEST:
            raise UsageError(
                f"A webhook secret is {_PREFIX} followed by {_SHORTEST} to {_LONGEST} random bytes in base64. "
                "This one is not; ask whoever runs the receiver for it"
            )
        self._key = key

    def __repr__(self) -> str:
        """Says nothing."""
        return "Secret(…)"

    def sign(self, content: bytes) -> str:
        """The signature of the content, in the form of the header."""
        return "v1," + base64.b64encode(hmac.digest(self._key, content, "sha256")).decode()


def read_secrets(environment: Mapping[str, str], name: str = "FAULTLENS_WEBHOOK_SECRET") -> tuple[Secret, ...]:
    """The secrets in the variable `name`, or in the file that `name`_FILE names: the present one first.

    Further ones, with a space or line break between, are older ones that the receiver may still use while it changes
    over. Raises UsageError when there is none, when both variables are set, or when one cannot be used.
    """
    written, file = environment.get(name), environment.get(f"{name}_FILE")
    if (written is None) == (file is None):
        raise UsageError(f"Set either {name} or {name}_FILE, so that work orders can be signed")
    if file is not None:
        try:
            written = Path(file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise UsageError(f"{file}: the webhook's secret cannot be read. Check {name}_FILE") from None
    secrets = tuple(Secret(word) for word in (written or "").split())
    if not secrets:
        raise UsageError(f"{name} holds no secret. Ask whoever runs the receiver for it")
    return secrets


def signature(secrets: Sequence[Secret], message_id: str, timestamp: int, body: bytes) -> str:
    """The value of `webhook-signature`."""
    return " ".join(secret.sign(f"{message_id}.{timestamp}.".encode() + body) for secret in secrets)


class AnswerKind(StrEnum):
    """What an attempt came to.

    taken: a 2xx. gone: a 410, the endpoint wants nothing more. refused: this order was not taken, another may be.
    unavailable: no answer, too many requests or a fault of the receiver, so that the next order would fare no better.
    """

    TAKEN = "taken"
    GONE = "gone"
    REFUSED = "refused"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True)
class Answer:
    """The answer to an attempt, in words for the log. wait: seconds that the receiver asked to be left alone."""

    kind: AnswerKind
    words: str
    wait: float = 0.0


class Webhook:
    """Where work orders are sent, and the secrets that they are signed with."""

    def __init__(
        self,
        url: str,
        secrets: Sequence[Secret],
        *,
        authority: Path | None = None,
        allow_plain: bool = False,
        limit: float = _LIMIT,
    ) -> None:
        """authority: a PEM file of the plant's own certificate authority, trusted beside the public ones.

        allow_plain: send over http:// beyond this machine, where anyone on the way can read the order. limit: seconds
        for a whole attempt. Raises UsageError for an address or a file that cannot be used.
        """
        self._url = _checked(url, allow_plain=allow_plain)
        self._secrets = tuple(secrets)
        self._limit = limit
        self._context = _trust(authority)
        self.name = f"{self._url.scheme}://{self._url.netloc.decode()}"
        """The address without its path, which may itself be a secret."""
        self.endpoint = hashlib.sha256(url.encode()).hexdigest()[:32]
        """A key for this very address."""

    async def send(self, order_id: str, body: bytes, now: datetime) -> Answer:
        """Make one attempt. Every failure of the network or the receiver is an answer; none is raised."""
        try:
            async with asyncio.timeout(self._limit):
                # The bare transport: nothing is redirected, no cookie kept, and no log told the address.
                async with httpx.AsyncHTTPTransport(verify=self._context) as transport:
                    response = await transport.handle_async_request(self._request(order_id, body, now))
                    return await _answer(response, now)
        except TimeoutError:
            return Answer(AnswerKind.UNAVAILABLE, f"no answer within {self._limit:g} s")
        except httpx.HTTPError as error:
            return Answer(AnswerKind.UNAVAILABLE, f"{type(error).__name__}: {_tidy(str(error))}")

    def _request(self, order_id: str, body: bytes, now: datetime) -> httpx.Request:
        timestamp = int(now.timestamp())
        headers = {
            "content-type": "application/json",
            "user-agent": "Faultlens",
            "webhook-id": order_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": signature(self._secrets, order_id, timestamp, body),
        }
        return httpx.Request("POST", self._url, headers=headers, content=body)


def _checked(url: str, *, allow_plain: bool) -> httpx.URL:
    parsed = _parsed(url)
    if parsed is None:
        raise UsageError("The webhook's address is not one: write https://host/path")
    if parsed.userinfo:
        raise UsageError("Leave the password out of the webhook's address: the signature says who sends")
    if parsed.scheme == "http" and not (allow_plain or _this_machine(parsed.host)):
        raise UsageError(
            f"Work orders name people and would cross the network in clear to {parsed.host}: use https, or allow http"
        )
    return parsed


def _parsed(url: str) -> httpx.URL | None:
    try:
        parsed = httpx.URL(url)
        port = 443 if parsed.port is None else parsed.port
        usable = parsed.scheme in ("http", "https") and bool(parsed.host) and 1 <= port <= 65535
    except (httpx.InvalidURL, UnicodeError):
        return None
    return parsed if usable else None


def _this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _trust(authority: Path | None) -> ssl.SSLContext:
    context = httpx.create_ssl_context()
    context.load_default_certs()
    if authority is not None:
        try:
            context.load_verify_locations(authority)
        except OSError as error:
            raise UsageError(f"{authority}: no certificates can be read from it ({error}). Give a PEM file") from None
    return context


async def _answer(response: httpx.Response, now: datetime) -> Answer:
    status = response.status_code
    if 200 <= status <= 299:
        return Answer(AnswerKind.TAKEN, f"HTTP {status}")
    words = f"HTTP {status} {await _reason(response)}".rstrip()
    if status == HTTPStatus.GONE:
        return Answer(AnswerKind.GONE, words)
    wait = _retry_after(response.headers, now) if status in _HAS_RETRY_AFTER else 0.0
    alone = status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS
    return Answer(AnswerKind.UNAVAILABLE if alone else AnswerKind.REFUSED, words, wait)


async def _reason(response: httpx.Response) -> str:
    """The beginning of what the receiver says, as far as it comes in time."""
    said = b""
    with suppress(httpx.HTTPError, TimeoutError):
        async with asyncio.timeout(_REASON_LIMIT):
            async for piece in response.aiter_raw():
                said += piece
                if len(said) >= _REASON_BYTES:
                    break
    return _tidy(said[:_REASON_BYTES].decode("utf-8", errors="replace"))


def _retry_after(headers: httpx.Headers, now: datetime) -> float:
    """Seconds of `Retry-After` (RFC 9110, 10.2.3): a number, or a date by the receiver's own clock; else 0."""
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:12])
    until = _date(said)
    if until is None:
        return 0.0
    return max(0.0, (until - (_date(headers.get("date", "")) or now)).total_seconds())


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _tidy(text: str) -> str:
    """One short line of printable characters: it comes from outside and goes into logs and onto screens."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:_REASON_SHOWN]
