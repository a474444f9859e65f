"""Everything that `ar_client` raises on purpose.

    ClientError
    ├── AddressError         the address is not one
    ├── NoServer             nothing answers there, or it went away
    ├── NotFaultlens         something answers, but it does not speak this version of our stream
    ├── NotAllowed           the server turned this client away
    ├── ModelError           the 3D model cannot be fetched or read
    ├── NothingToShow        what was waited for did not come in time
    └── RenderError          the picture could not be drawn; names the missing part where there is one

Each message says what to do next; `commands` prints it and leaves with exit code 1.
"""


class ClientError(Exception):
    """Base of all errors of this package."""


class AddressError(ClientError):
    """Text that is not the address of a server."""


class NoServer(ClientError):
    """Nothing answers at the address."""


class NotFaultlens(ClientError):
    """Something answers, but not a Faultlens server of this version."""


class NotAllowed(ClientError):
    """The server turned this client away."""


class ModelError(ClientError):
    """A 3D model that cannot be fetched or read."""


class NothingToShow(ClientError):
    """What was waited for did not come in time."""


class RenderError(ClientError):
    """A picture that could not be drawn."""
