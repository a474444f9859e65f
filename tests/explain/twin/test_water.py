import numpy as np
import pytest

from explain.twin.water import density, vapour_pressure, viscosity

# Steam tables (IAPWS-IF97): degC, kg/m3, kPa, mPa s.
TABLE = [(20.0, 998.2, 2.339, 1.002), (40.0, 992.2, 7.384, 0.653), (60.0, 983.2, 19.946, 0.466)]


@pytest.mark.parametrize(("celsius", "kilograms", "kilopascal", "millipascal_second"), TABLE)
def test_water_agrees_with_the_steam_tables(
    celsius: float, kilograms: float, kilopascal: float, millipascal_second: float
) -> None:
    at = np.array([celsius])
    assert density(at)[0] == pytest.approx(kilograms, rel=5e-4)
    assert vapour_pressure(at)[0] == pytest.approx(1e3 * kilopascal, rel=0.01)
    assert viscosity(at)[0] == pytest.approx(1e-3 * millipascal_second, rel=0.02)


def test_water_boils_at_one_hundred_degrees_under_one_atmosphere() -> None:
    assert vapour_pressure(np.array([100.0]))[0] == pytest.approx(101_325.0, rel=0.005)
