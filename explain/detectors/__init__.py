"""Model families, one a file, behind one contract. The door to LightGBM is here and nowhere else."""

from explain.detectors.contract import Detector, FloatArray
from explain.detectors.lightgbm_trees import LightGbmTrees

__all__ = ["Detector", "FloatArray", "LightGbmTrees"]
