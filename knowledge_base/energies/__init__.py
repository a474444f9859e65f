"""Which steps of a lock-out control which energy of a machine, in which phase, and what is lacking."""

from knowledge_base.energies.controls import controls_of
from knowledge_base.energies.coverage import coverage
from knowledge_base.energies.names import energy_named
from knowledge_base.energies.records import Control, Coverage, Energy, EnergyCoverage, OrderProblem, Phase

__all__ = [
    "Control",
    "Coverage",
    "Energy",
    "EnergyCoverage",
    "OrderProblem",
    "Phase",
    "controls_of",
    "coverage",
    "energy_named",
]
