"""The palette: physically based materials of the glTF metallic-roughness model.

Colours are written as sRGB hex, as a paint chart gives them; `linear_rgb` converts to the linear values that
glTF 2.0 asks for in `baseColorFactor` (IEC 61966-2-1 transfer function).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Material:
    """One surface finish. Metallic, roughness and opacity are in 0..1; `glow` is the emissive sRGB hex."""

    name: str
    colour: str
    metallic: float = 0.0
    roughness: float = 0.6
    opacity: float = 1.0
    glow: str = "#000000"


def linear_rgb(colour: str) -> tuple[float, float, float]:
    """Linear red, green, blue in 0..1 of an sRGB hex colour such as "#2b5f8f"."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return red, green, blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


PAINT_BLUE = Material("paint_blue", "#2b5f8f", 0.1, 0.42)
PAINT_TEAL = Material("paint_teal", "#34695f", 0.1, 0.45)
PAINT_SLATE = Material("paint_slate", "#46545f", 0.2, 0.5)
PAINT_GREY = Material("paint_grey", "#7b848b", 0.1, 0.5)
PAINT_LIGHT = Material("paint_light", "#c3c8c7", 0.05, 0.42)
PAINT_DARK = Material("paint_dark", "#343b42", 0.1, 0.5)
PAINT_YELLOW = Material("paint_yellow", "#e3b417", 0.05, 0.5)
PAINT_GREEN = Material("paint_green", "#3b8a5c", 0.05, 0.45)
PAINT_RED = Material("paint_red", "#b8302a", 0.05, 0.42)
CAST_IRON = Material("cast_iron", "#565c61", 0.55, 0.62)
STEEL = Material("steel", "#b9bec4", 1.0, 0.3)
DARK_STEEL = Material("dark_steel", "#7a7f85", 1.0, 0.4)
GALVANISED = Material("galvanised", "#a3aaaf", 0.75, 0.46)
ALUMINIUM = Material("aluminium", "#cfd3d6", 1.0, 0.34)
BRONZE = Material("bronze", "#b98a45", 1.0, 0.36)
COPPER = Material("copper", "#c77a4a", 1.0, 0.32)
CARBIDE = Material("carbide", "#5a5f68", 1.0, 0.22)
RUBBER = Material("rubber", "#1c1d1f", 0.0, 0.85)
PLASTIC = Material("plastic", "#26292d", 0.0, 0.55)
GASKET = Material("gasket", "#33413b", 0.0, 0.9)
CONCRETE = Material("concrete", "#938f88", 0.0, 0.95)
GLASS = Material("glass", "#d9a441", 0.0, 0.08, 0.6)
DIAL = Material("dial", "#f1f1ec", 0.0, 0.4)
SCREEN = Material("screen", "#0d1b2a", 0.0, 0.15, glow="#0e3350")
INDICATOR_GREEN = Material("indicator_green", "#35c46a", 0.0, 0.4, glow="#125e2c")
INDICATOR_AMBER = Material("indicator_amber", "#e8a51d", 0.0, 0.4, glow="#5b3c05")
SENSOR = Material("sensor", "#2a9470", 0.15, 0.38)
HOSE = Material("hose", "#2456a6", 0.0, 0.6)
