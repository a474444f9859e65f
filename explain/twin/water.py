"""Properties of water between 1 and 100 degC."""

import numpy as np

from explain.twin.contract import FloatArray

GRAVITY = 9.80665  # m/s2, standard gravity, ISO 80000-3
ATMOSPHERE = 101_325.0  # Pa, standard atmosphere, ISO 2533
_PASCAL_PER_MMHG = 133.322


def density(celsius: FloatArray) -> FloatArray:
    """kg/m3. McCutcheon, Martin and Barnwood, in Maidment (ed.), Handbook of Hydrology, 1993, chapter 11."""
    return 1000.0 * (
        1.0 - (celsius + 288.9414) / (508_929.2 * (celsius + 68.12963)) * (celsius - 3.9863) * (celsius - 3.9863)
    )


def vapour_pressure(celsius: FloatArray) -> FloatArray:
    """Pa, absolute. Antoine equation; constants of the Dortmund Data Bank for 1 to 100 degC."""
    log10_mmhg = 8.07131 - 1730.63 / (233.426 + celsius)
    return np.asarray(_PASCAL_PER_MMHG * np.exp(np.log(10.0) * log10_mmhg))


def viscosity(celsius: FloatArray) -> FloatArray:
    """Pa s. 2.414e-5 * 10^(247.8 / (T - 140 K)); Al-Shemmeri, Engineering Fluid Mechanics, 2012."""
    return np.asarray(2.414e-5 * np.exp(np.log(10.0) * 247.8 / (celsius + 133.15)))
