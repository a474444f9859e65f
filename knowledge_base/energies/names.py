"""What plants write in `energies:` of an equipment → the energy that it is."""

import re
import unicodedata

from knowledge_base.energies.records import Energy

_NAMES = {
    Energy.ELECTRICAL: (
        "electrical|electric|electricity|voltage|power|mains|battery|capacitor|capacitors|elektrisch|elektrizität|"
        "strom|elektrik|électrique|électricité|tension électrique|eléctrica|eléctrico|electricidad"
    ),
    Energy.PRESSURE: (
        "pressure|pneumatic|pneumatics|hydraulic|hydraulics|compressed air|air|steam|liquid|fluid|fluid pressure|"
        "liquid under pressure|gas pressure|water pressure|vacuum|druck|druckluft|pneumatik|pneumatisch|hydraulik|"
        "hydraulisch|dampf|fluidik|flüssigkeit|flüssigkeitsdruck|gasdruck|vakuum|pression|pneumatique|hydraulique|"
        "air comprimé|vapeur|fluide|presión|neumática|neumático|hidráulica|hidráulico|aire comprimido|vapor|fluido"
    ),
    Energy.ROTATION: (
        "rotation|rotating|rotational|kinetic|rotating parts|moving parts|motion|rotierend|drehung|kinetisch|"
        "bewegung|bewegungsenergie|schwungmasse|rotation|cinétique|mouvement|rotación|cinética|movimiento"
    ),
    Energy.GRAVITY: (
        "gravity|gravitational|potential|raised load|raised loads|suspended load|suspended loads|weight|schwerkraft|"
        "potentiell|potenziell|lageenergie|gewicht|hängende last|gravité|pesanteur|potentielle|gravedad|potencial|"
        "gravitatoria"
    ),
    Energy.THERMAL: (
        "thermal|heat|hot|hot surfaces|temperature|thermisch|wärme|hitze|temperatur|thermique|chaleur|"
        "température|térmica|térmico|calor|temperatura"
    ),
    Energy.CHEMICAL: (
        "chemical|chemicals|toxic|corrosive|flammable|explosive|chemisch|chemie|chemikalien|gefahrstoff|gefahrstoffe|"
        "chimique|produits chimiques|química|químico|productos químicos"
    ),
    Energy.SPRING: (
        "spring|springs|spring tension|stored mechanical|mechanical stored|elastic|feder|federn|federkraft|"
        "federspannung|elastisch|ressort|ressorts|élastique|resorte|resortes|muelle|muelles|elástica"
    ),
    Energy.RADIATION: (
        "radiation|laser|x-ray|x-rays|ionising|ionizing|radioactive|ultraviolet|uv|microwave|strahlung|röntgen|"
        "radioaktiv|rayonnement|radiations|rayons x|radiación|radioactiva|rayos x|láser"
    ),
}
_TOO_MUCH = re.compile(r"\b(?:energy|energie|energies|energia|source|sources)\b|\b(?:de|d)\b(?=$)|[()_]")


def energy_named(text: str) -> Energy | None:
    """The energy of that name in English, German, French or Spanish; None for a name that nobody knows."""
    return _BY_NAME.get(_plain(text))


def _plain(text: str) -> str:
    """A name without accents, capitals, underscores and the word energy, in any of its spellings."""
    apart = unicodedata.normalize("NFKD", text.replace("_", " ").casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    bare = _TOO_MUCH.sub(" ", bare.replace("ae", "a").replace("oe", "o").replace("ue", "u"))
    for ending in ("energie", "energy"):
        bare = re.sub(rf"{ending}\b", " ", bare)
    bare = re.sub(
        r"\b(elektrisch|kinetisch|potentiell|potenziell|thermisch|chemisch|hydraulisch|pneumatisch)e[nrs]?\b",
        r"\1",
        bare,
    )
    return re.sub(r"^(?:l'|de l'|de la )|\s+d[e']?$", "", " ".join(bare.split()))


_BY_NAME = {_plain(name): energy for energy, names in _NAMES.items() for name in names.split("|")}
