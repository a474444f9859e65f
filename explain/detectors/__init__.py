"""Model families, one a file, behind one contract. The door to LightGBM is here and nowhere else."""

from explain.detectors.contract import Detector, FloatArray, Setting, Settings

__all__ = ["Detector", "FloatArray", "Setting", "Settings"]
