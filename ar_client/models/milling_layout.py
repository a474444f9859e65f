"""Where things stand on the milling machine. Metres; the spindle's axis is x = y = 0, Z is up from the floor, the
operator stands at -Y; X runs along the table. A vertical bed-type machining centre with a table of 1.0 m and a
spindle nose for a 40 taper (ISO 7388-1 in outline).
"""

from __future__ import annotations

BED_TOP = 0.5
BED_FRONT, BED_BACK = -0.6, 1.0
WAY_X = 0.28  # the Y guideways left and right
SADDLE_BASE, SADDLE_TOP = 0.585, 0.695
TABLE_BASE, TABLE_TOP = 0.74, 0.815
TABLE_LENGTH, TABLE_DEPTH = 1.0, 0.4

VISE_TOP = 0.862  # the bed of the vise, on which the workpiece rests
WORK_TOP = 0.945
TOOL_TIP = 0.937
CHUCK_FACE = 0.988  # lower face of the collet nut
SPINDLE_FACE = 1.07
HEAD_BASE, HEAD_TOP = 1.13, 1.7

COLUMN_FRONT, COLUMN_BACK = 0.53, 0.98
COLUMN_TOP = 2.2
RAIL_X = 0.17  # the Z guideways on the column

MAGAZINE = (0.52, 0.2)  # axis of the tool carousel
CABINET = (1.27, 0.32)  # middle of the control cabinet's footprint
TANK = (-1.22, 0.0)  # middle of the coolant tank's footprint
TANK_TOP = 0.36
COOLANT_PUMP = (TANK[0] + 0.13, TANK[1] - 0.36, TANK_TOP)  # foot of the pump on the tank's lid
