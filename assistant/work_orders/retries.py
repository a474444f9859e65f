"""When to try again to send an order that was not taken, and when to stop."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

LONGEST_WAIT = timedelta(hours=24)
"""No order waits longer for its next attempt, whatever a receiver asks for."""


@dataclass(frozen=True)
class Retries:
    """When to try again: after 5 s, 20 s, 80 s, … up to a day, each less up to half by chance; three days or so in all.

    The chance keeps many senders from coming back all at once. After `attempts` failures an order is dead.
    """

    first: float = 5.0
    factor: float = 4.0
    longest: float = LONGEST_WAIT.total_seconds()
    attempts: int = 12

    def wait(self, failures: int, jitter: "np.random.Generator") -> float | None:
        """Seconds until the next attempt after so many failures (1, 2, …); None when there is no further one."""
        if failures >= self.attempts:
            return None
        steps = min(failures - 1, 64)
        return float(min(self.longest, self.first * self.factor**steps) * jitter.uniform(0.5, 1.0))
