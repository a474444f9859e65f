"""A trained model on disk: text and numbers with digests, never a pickle; loading one executes no code.

manifest.json     RFC 8785 canonical JSON; its SHA-256 is the bundle's digest and covers all that follows
manifest.sha256   that digest, so that a damaged manifest is noticed too
card.json         the model card
<mode>.txt        one detector a failure mode
"""

import hashlib
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import rfc8785
from pydantic import ValidationError

from explain.calibration import Sigmoid
from explain.detectors import Detector, LightGbmTrees
from explain.errors import BundleError
from explain.features import FeaturePlan
from explain.records import Digest, Probability, Record

FORMAT = 1
_MODE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")
_MAX_FILE = 256 * 1024 * 1024


class Metrics(Record):
    """Figures on held-out folds only. ap: average precision; ece: expected calibration error.

    mode_top1: of the held-out rows with exactly one labelled mode, the share whose first-ranked mode is that one.
    None: the folds hold no row to measure it on.
    """

    ap_any_failure: float | None
    ece_any_failure: float | None
    mode_top1: float | None
    ap_by_mode: dict[str, float | None]


class ModelCard(Record):
    """What a model was made from and how well it does, after Mitchell et al. 2019 (Model Cards)."""

    equipment_id: str
    data_source: str
    data_digest: Digest
    rows: int
    rows_by_mode: dict[str, int]
    features: tuple[str, ...]
    split: str
    detector: str
    parameters: dict[str, float]
    seed: int
    libraries: dict[str, str]
    metrics: Metrics


class ModeEntry(Record):
    """One failure mode's model in the manifest."""

    mode_id: str
    sha256: Digest
    sigmoid: Sigmoid
    threshold: Probability


class Manifest(Record):
    """Everything in the bundle and the digest of every other file."""

    format: int
    plan: FeaturePlan
    ranges: dict[str, tuple[float, float]]
    modes: tuple[ModeEntry, ...]
    card_sha256: Digest


@dataclass(frozen=True)
class TrainedMode:
    """A detector ready to use, its calibration, and the probability from which it is an alarm."""

    mode_id: str
    detector: Detector
    sigmoid: Sigmoid
    threshold: float


@dataclass(frozen=True)
class Bundle:
    """A whole trained model. ranges: signal id → healthy (low, high) in the signal's unit, from healthy rows."""

    plan: FeaturePlan
    ranges: dict[str, tuple[float, float]]
    modes: tuple[TrainedMode, ...]
    card: ModelCard
    digest: str


def make_bundle(
    plan: FeaturePlan, ranges: dict[str, tuple[float, float]], modes: tuple[TrainedMode, ...], card: ModelCard
) -> Bundle:
    """A bundle in memory, with the digest that it will have on disk."""
    manifest = _manifest(plan, ranges, modes, card)
    return Bundle(plan, ranges, modes, card, _sha256(_canonical(manifest)))


def save_bundle(bundle: Bundle, folder: Path) -> None:
    """Write the bundle beside the old one, then put it in its place: `folder` never holds half a bundle.

    Raises BundleError when the disk refuses; the old bundle is then untouched.
    """
    for mode in bundle.modes:
        _refuse_odd_id(folder, mode.mode_id)
    manifest = _manifest(bundle.plan, bundle.ranges, bundle.modes, bundle.card)
    files = {f"{mode.mode_id}.txt": mode.detector.to_text().encode() for mode in bundle.modes}
    files |= {"card.json": _canonical(bundle.card), "manifest.json": _canonical(manifest)}
    files["manifest.sha256"] = _sha256(files["manifest.json"]).encode()
    try:
        _write(files, folder)
    except OSError as error:
        raise BundleError(
            f"cannot write the model to {folder}: {error}. Free some space or choose another folder"
        ) from error


def load_bundle(folder: Path) -> Bundle:
    """Read and verify a bundle. Raises BundleError when anything is missing or differs from its digest."""
    raw = _read(folder / "manifest.json")
    if _read(folder / "manifest.sha256") != _sha256(raw).encode():
        raise BundleError(f"{folder}/manifest.json was changed after training. Train it again")
    try:
        manifest = Manifest.model_validate_json(raw)
        card_bytes = _verified(folder / "card.json", manifest.card_sha256)
        card = ModelCard.model_validate_json(card_bytes)
    except ValidationError as error:
        raise BundleError(
            f"{folder} is not a model of this version: {error.error_count()} field(s) differ. Train it again"
        ) from error
    if manifest.format != FORMAT or _canonical(manifest) != raw:
        raise BundleError(f"{folder}/manifest.json is of another version or was changed. Train it again")
    modes = tuple(_load_mode(folder, entry) for entry in manifest.modes)
    return Bundle(manifest.plan, dict(manifest.ranges), modes, card, _sha256(raw))


def _load_mode(folder: Path, entry: ModeEntry) -> TrainedMode:
    _refuse_odd_id(folder, entry.mode_id)
    text = _verified(folder / f"{entry.mode_id}.txt", entry.sha256).decode()
    return TrainedMode(entry.mode_id, LightGbmTrees.from_text(text), entry.sigmoid, entry.threshold)


def _manifest(
    plan: FeaturePlan, ranges: dict[str, tuple[float, float]], modes: tuple[TrainedMode, ...], card: ModelCard
) -> Manifest:
    entries = tuple(
        ModeEntry(
            mode_id=m.mode_id,
            sha256=_sha256(m.detector.to_text().encode()),
            sigmoid=m.sigmoid,
            threshold=m.threshold,
        )
        for m in modes
    )
    return Manifest(format=FORMAT, plan=plan, ranges=ranges, modes=entries, card_sha256=_sha256(_canonical(card)))


def _refuse_odd_id(folder: Path, mode_id: str) -> None:
    """An id becomes a file name: one that is a path could reach out of the folder."""
    if not _MODE_ID.fullmatch(mode_id):
        raise BundleError(f"{folder}: {mode_id!r} is not the id of a failure mode")


def _write(files: dict[str, bytes], folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, content in files.items():
            with (staging / name).open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        _swap(staging, folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _swap(staging: Path, folder: Path) -> None:
    retired = staging.with_name(staging.name + "-old")
    if folder.exists():
        folder.rename(retired)
    try:
        staging.rename(folder)
    except OSError:
        if retired.exists():
            retired.rename(folder)
        raise
    shutil.rmtree(retired, ignore_errors=True)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MAX_FILE:
            raise BundleError(f"{path} is larger than a model can be")
        return path.read_bytes()
    except OSError as error:
        raise BundleError(f"cannot read {path}: {error.strerror}. Train the model again") from error


def _verified(path: Path, wanted: str) -> bytes:
    content = _read(path)
    if _sha256(content) != wanted:
        raise BundleError(f"{path} was changed after training: its SHA-256 is not the recorded one. Train it again")
    return content


def _canonical(record: Record) -> bytes:
    return rfc8785.dumps(record.model_dump(mode="json"))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
