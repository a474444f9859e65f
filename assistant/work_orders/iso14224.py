"""The codes of ISO 14224:2016 that a work order needs (annex B, tables B.2 to B.6).

Codes and short names are the standard's; what is said about them is in our own words. Table 6 says which of them a
failure record has, table 8 which of them a maintenance record has.
"""

from enum import StrEnum
from typing import Self


class Code(StrEnum):
    """A code with its short name. In records it is the code alone, as text: "2.4", "VIB"."""

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        """A member is written as its code and its short name."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


class FailureModeCode(Code):
    """Table B.6, rotating equipment: how the failure shows at the machine as a whole, not at the part that failed.

    The standard has further tables for other classes of equipment (B.7 to B.15). Machines that it does not cover, such
    as machine tools, take the nearest of these, or OTH with words.
    """

    ABNORMAL_READING = "AIR", "Abnormal instrument reading"
    BREAKDOWN = "BRD", "Breakdown"
    ERRATIC_OUTPUT = "ERO", "Erratic output"
    LEAKAGE_FUEL = "ELF", "External leakage of fuel"
    LEAKAGE_PROCESS = "ELP", "External leakage of process medium"
    LEAKAGE_UTILITY = "ELU", "External leakage of utility medium"
    NO_START = "FTS", "Failure to start on demand"
    HIGH_OUTPUT = "HIO", "High output"
    INTERNAL_LEAKAGE = "INL", "Internal leakage"
    LOW_OUTPUT = "LOO", "Low output"
    NOISE = "NOI", "Noise"
    OVERHEATING = "OHE", "Overheating"
    PARAMETER_DEVIATION = "PDE", "Parameter deviation"
    PLUGGED = "PLU", "Plugged or choked"
    MINOR = "SER", "Minor in-service problems"
    STRUCTURAL = "STD", "Structural deficiency"
    NO_STOP = "STP", "Failure to stop on demand"
    SPURIOUS_STOP = "UST", "Spurious stop"
    VIBRATION = "VIB", "Vibration"
    OTHER = "OTH", "Other"
    UNKNOWN = "UNK", "Unknown"


class Mechanism(Code):
    """Table B.2: the process by which it failed. The digit before the point is the category, .0 its general code.

    A code of a subdivision says more than the general one and is preferred where it is known.
    """

    MECHANICAL = "1.0", "Mechanical failure, general"
    LEAKAGE = "1.1", "Leakage"
    VIBRATION = "1.2", "Vibration"
    CLEARANCE = "1.3", "Clearance or alignment failure"
    DEFORMATION = "1.4", "Deformation"
    LOOSENESS = "1.5", "Looseness"
    STICKING = "1.6", "Sticking"
    MATERIAL = "2.0", "Material failure, general"
    CAVITATION = "2.1", "Cavitation"
    CORROSION = "2.2", "Corrosion"
    EROSION = "2.3", "Erosion"
    WEAR = "2.4", "Wear"
    BREAKAGE = "2.5", "Breakage"
    FATIGUE = "2.6", "Fatigue"
    OVERHEATING = "2.7", "Overheating"
    BURST = "2.8", "Burst"
    INSTRUMENT = "3.0", "Instrument failure, general"
    CONTROL = "3.1", "Control failure"
    NO_SIGNAL = "3.2", "No signal, indication or alarm"
    FAULTY_SIGNAL = "3.3", "Faulty signal, indication or alarm"
    OUT_OF_ADJUSTMENT = "3.4", "Out of adjustment"
    SOFTWARE = "3.5", "Software error"
    COMMON_MODE = "3.6", "Common cause or common mode failure"
    ELECTRICAL = "4.0", "Electrical failure, general"
    SHORT_CIRCUIT = "4.1", "Short circuiting"
    OPEN_CIRCUIT = "4.2", "Open circuit"
    NO_POWER = "4.3", "No power or voltage"
    FAULTY_POWER = "4.4", "Faulty power or voltage"
    EARTH_FAULT = "4.5", "Earth or isolation fault"
    EXTERNAL = "5.0", "External influence, general"
    BLOCKAGE = "5.1", "Blockage or plugged"
    CONTAMINATION = "5.2", "Contamination"
    OTHER_EXTERNAL = "5.3", "Miscellaneous external influences"
    MISCELLANEOUS = "6.0", "Miscellaneous, general"
    NONE_FOUND = "6.1", "No cause found"
    COMBINED = "6.2", "Combined causes"
    OTHER = "6.3", "Other"
    UNKNOWN = "6.4", "Unknown"


class Cause(Code):
    """Table B.3: what in design, making, use or management led to the failure: its root, not what was seen."""

    DESIGN = "1.0", "Design, general"
    CAPACITY = "1.1", "Improper capacity"
    MATERIAL = "1.2", "Improper material"
    FABRICATION_OR_INSTALLATION = "2.0", "Fabrication or installation, general"
    FABRICATION = "2.1", "Fabrication failure"
    INSTALLATION = "2.2", "Installation failure"
    OPERATION_OR_MAINTENANCE = "3.0", "Operation or maintenance, general"
    OFF_DESIGN = "3.1", "Off-design service"
    OPERATING_ERROR = "3.2", "Operating error"
    MAINTENANCE_ERROR = "3.3", "Maintenance error"
    EXPECTED_WEAR = "3.4", "Expected wear and tear"
    MANAGEMENT = "4.0", "Management, general"
    DOCUMENTATION_ERROR = "4.1", "Documentation error"
    MANAGEMENT_ERROR = "4.2", "Management error"
    MISCELLANEOUS = "5.0", "Miscellaneous, general"
    NONE_FOUND = "5.1", "No cause found"
    COMMON = "5.2", "Common cause"
    COMBINED = "5.3", "Combined causes"
    CASCADING = "5.4", "Other unit or cascading failure"
    OTHER = "5.5", "Other"
    UNKNOWN = "5.6", "Unknown"


class DetectionMethod(Code):
    """Table B.4: what brought the failure to light. 1 to 5 are planned, 7 to 10 happen by the way."""

    PERIODIC_MAINTENANCE = "1", "Periodic maintenance"
    FUNCTIONAL_TESTING = "2", "Functional testing"
    INSPECTION = "3", "Inspection"
    PERIODIC_CONDITION_MONITORING = "4", "Periodic condition monitoring"
    PRESSURE_TESTING = "5", "Pressure testing"
    CONTINUOUS_CONDITION_MONITORING = "6", "Continuous condition monitoring"
    PRODUCTION_INTERFERENCE = "7", "Production interference"
    CASUAL_OBSERVATION = "8", "Casual observation"
    CORRECTIVE_MAINTENANCE = "9", "Corrective maintenance"
    ON_DEMAND = "10", "On demand"
    OTHER = "11", "Other"


class Activity(Code):
    """Table B.5: what was done. Of several, replace, repair, overhaul and modify count before refit and adjust."""

    REPLACE = "1", "Replace"
    REPAIR = "2", "Repair"
    MODIFY = "3", "Modify"
    ADJUST = "4", "Adjust"
    REFIT = "5", "Refit"
    CHECK = "6", "Check"
    SERVICE = "7", "Service"
    TEST = "8", "Test"
    INSPECTION = "9", "Inspection"
    OVERHAUL = "10", "Overhaul"
    COMBINATION = "11", "Combination"
    OTHER = "12", "Other"


class MaintenanceCategory(StrEnum):
    """Was there a failure already (table 8; figure 6)? Work on a machine that still did its duty is preventive."""

    CORRECTIVE = "corrective"
    PREVENTIVE = "preventive"


class FailureImpact(StrEnum):
    """How far the function of the machine was lost (table 6): at once, in part, or not yet."""

    CRITICAL = "critical"
    DEGRADED = "degraded"
    INCIPIENT = "incipient"


class Discipline(StrEnum):
    """Whose hours they are (table 8)."""

    MECHANICAL = "mechanical"
    ELECTRICAL = "electrical"
    INSTRUMENT = "instrument"
    OTHER = "other"
