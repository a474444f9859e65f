"""Where a server is, from what a person types: `http://host:8010`, `ws://host:8010/stream`, `host:8010`."""

import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Self
from urllib.parse import urljoin, urlsplit

from ar_client.errors import AddressError, ModelError

LARGEST_MODEL = 256 * 1024 * 1024
FETCH_TIMEOUT = 20.0
_SECURE = {"http": False, "https": True, "ws": False, "wss": True}
_EXAMPLE = "write for example 127.0.0.1:8010 or https://faultlens.plant.example"


@dataclass(frozen=True, slots=True)
class Address:
    """A server: its name and port as typed, the path it is mounted under ("" or "/…"), whether over TLS."""

    authority: str
    path: str
    secure: bool

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises AddressError for text that is not an address."""
        written = text.strip()
        url = urlsplit(written if "://" in written else f"http://{written}")
        if url.scheme not in _SECURE:
            raise AddressError(f"{url.scheme}:// is not a scheme of a Faultlens server; {_EXAMPLE}.")
        try:
            port = url.port
        except ValueError as problem:
            raise AddressError(f"The port in {written!r} is not a number from 1 to 65535; {_EXAMPLE}.") from problem
        if not url.hostname or port == 0 or any(c.isspace() for c in written) or url.username is not None:
            raise AddressError(f"{written!r} is not the address of a server; {_EXAMPLE}.")
        path = url.path.rstrip("/").removesuffix("/stream")
        return cls(authority=url.netloc, path=path, secure=_SECURE[url.scheme])

    def __str__(self) -> str:
        return f"{'https' if self.secure else 'http'}://{self.authority}{self.path}"

    @property
    def stream_url(self) -> str:
        """The WebSocket of the stream."""
        return f"{'wss' if self.secure else 'ws'}://{self.authority}{self.path}/stream"

    def resolve(self, relative: str) -> str:
        """The full URL of something on this server. Raises ModelError for a URL that leads elsewhere.

        A stream may only point into its own server: it must not make its readers fetch from third parties or
        disks.
        """
        url = urljoin(f"{self}/", relative.lstrip("/"))
        if not url.startswith(f"{self}/") or "\\" in relative:
            raise ModelError(f"The server names a model outside itself, {relative!r}: not fetched.")
        return url


def fetch_model(address: Address, model_url: str) -> bytes:
    """The GLB behind `EquipmentView.model_url`. Raises ModelError when it cannot be had or is no GLB."""
    return _fetch(address.resolve(model_url))


def _fetch(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=FETCH_TIMEOUT) as answer:  # noqa: S310  # `Address` has http(s) only
            data: bytes = answer.read(LARGEST_MODEL + 1)
    except urllib.error.HTTPError as problem:
        raise ModelError(f"The server has no model at {url} (HTTP {problem.code}).") from problem
    except (OSError, ValueError) as problem:
        raise ModelError(f"The model at {url} could not be fetched: {problem}.") from problem
    if len(data) > LARGEST_MODEL:
        raise ModelError(f"The model at {url} is larger than {LARGEST_MODEL // 2**20} MiB: not loaded.")
    if data[:4] != b"glTF":
        raise ModelError(f"What the server sends at {url} is not a GLB file.")
    return data
