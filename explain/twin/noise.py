"""One independent random stream for every machine."""

import numpy as np

from explain.twin.contract import FloatArray

# Normals kept ready (16 MB): one call per machine and block, not one per machine and step.
_BLOCK_VALUES = 2_000_000
_LONGEST_BLOCK = 256


class MachineNoise:
    """Standard normal numbers, row k from the stream of machine `first + k` alone.

    The stream of a machine is PCG64 seeded by (seed, machine number), so it depends neither on how many
    machines run beside it nor on how many numbers are kept ready (NumPy fills an array in the order of the
    stream).
    """

    def __init__(self, seed: int, first: int, machines: int, per_step: int) -> None:
        self._streams = [
            np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(first + k,))))
            for k in range(machines)
        ]
        block = min(_LONGEST_BLOCK, max(1, _BLOCK_VALUES // (machines * per_step)))
        self._ready = np.empty((machines, block, per_step))
        self._used = block

    def draw(self, count: int) -> FloatArray:
        """`count` numbers for every machine, shape (count, machines); only before the first `next_step`."""
        return np.stack([stream.standard_normal(count) for stream in self._streams], axis=1)

    def next_step(self) -> FloatArray:
        """The numbers of one step, shape (per_step, machines)."""
        if self._used == self._ready.shape[1]:
            for stream, rows in zip(self._streams, self._ready, strict=True):
                stream.standard_normal(out=rows)
            self._used = 0
        numbers = np.ascontiguousarray(self._ready[:, self._used, :].T)
        self._used += 1
        return numbers
