"""What plants may write in `energies:`."""

import pytest

from knowledge_base.catalog import BUNDLED, bundled_plants, load_plant
from knowledge_base.energies import Energy, energy_named


@pytest.mark.parametrize(
    ("energy", "names"),
    [
        (
            Energy.ELECTRICAL,
            "electrical|Electricity|electrical energy|Strom|elektrische Energie|électrique|Energía eléctrica",
        ),
        (
            Energy.PRESSURE,
            "pressure|hydraulic|Pneumatic|compressed air|Druckluft|Hydraulik|steam|vapeur|air comprimé|neumática",
        ),
        (Energy.ROTATION, "rotation|kinetic energy|rotating_parts|kinetisch|énergie cinétique|movimiento"),
        (Energy.GRAVITY, "gravity|potential|Schwerkraft|Lageenergie|potentielle Energie|gravité|gravedad"),
        (Energy.THERMAL, "thermal|heat|Wärme|waerme|thermische Energie|chaleur|térmica"),
        (Energy.CHEMICAL, "chemical|corrosive|Gefahrstoffe|chimique|química"),
        (Energy.SPRING, "spring|springs|Federkraft|ressort|muelle"),
        (Energy.RADIATION, "radiation|laser|Strahlung|rayonnement|radiación"),
    ],
)
def test_an_energy_is_known_by_its_names_in_four_languages(energy: Energy, names: str) -> None:
    assert {name: energy_named(name) for name in names.split("|")} == dict.fromkeys(names.split("|"), energy)


@pytest.mark.parametrize("name", ["", "magic", "energy", "mechanical", "tension", "cold", "electrical, pressure"])
def test_a_name_that_nobody_knows_or_that_means_two_things_is_none(name: str) -> None:
    assert energy_named(name) is None


@pytest.mark.parametrize("energy", Energy)
def test_each_energy_is_known_by_its_own_name(energy: Energy) -> None:
    assert energy_named(energy.value) is energy


@pytest.mark.parametrize("plant", bundled_plants())
def test_all_energies_that_the_bundled_plants_declare_are_known(plant: str) -> None:
    for equipment in load_plant(BUNDLED / plant).equipment:
        assert all(energy_named(name) for name in equipment.energies)
