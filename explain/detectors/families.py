"""Every family of detectors by its id in equipment.yaml. A family's module is imported when it is asked for."""

from importlib import import_module

from explain.detectors.contract import Detector
from explain.errors import TrainingError

_CLASSES = {
    "lightgbm": ("lightgbm_trees", "LightGbmTrees"),
    "random_forest": ("random_forest", "RandomForest"),
    "xgboost": ("xgboost_trees", "XgboostTrees"),
    "logistic_regression": ("logistic_regression", "LogisticRegression"),
    "isolation_forest": ("isolation_forest", "IsolationForest"),
    "one_class_svm": ("one_class_svm", "OneClassSvm"),
    "pca": ("pca", "PcaMonitor"),
    "autoencoder": ("autoencoder", "Autoencoder"),
    "conv_autoencoder": ("conv_autoencoder", "ConvAutoencoder"),
    "lstm_autoencoder": ("lstm_autoencoder", "LstmAutoencoder"),
}

FAMILIES = tuple(_CLASSES)
"""The ids of all families, the supervised ones first."""


def family(name: str) -> type[Detector]:
    """The class of a family. Raises TrainingError for a name that is none.

    A package that only some machines have is missed when the family trains (TrainingError) or runs (BundleError);
    the message says what to install.
    """
    if name not in _CLASSES:
        raise TrainingError(f"there is no family of detectors {name!r}; there are: {', '.join(FAMILIES)}")
    module, class_name = _CLASSES[name]
    found: type[Detector] = getattr(import_module(f"explain.detectors.{module}"), class_name)
    return found
