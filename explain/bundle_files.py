"""A trained model on disk: text and arrays with digests, never a pickle; loading one executes no code.

manifest.json       RFC 8785 canonical JSON; its SHA-256 is the bundle's digest and covers all that follows
manifest.sha256     that digest, so that a damaged manifest is noticed too
card.json           the model card
background.npy      healthy training rows that explanations compare with, shape (rows, features)
<mode>/<file>       the files of each mode's detector
domain-monitor/<file>   the files of the monitor of strange rows, where there is one
"""

import hashlib
import io
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import rfc8785
from pydantic import ValidationError

from explain.bundle import Bundle, FloatArray, Learned, Manifest, ModeEntry, ModelCard, TrainedMode
from explain.detectors.families import family
from explain.detectors.pca import PcaMonitor
from explain.domain import Domain
from explain.errors import BundleError, TrainingError
from explain.features import FeaturePlan
from explain.records import Record

FORMAT = 2
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")
_MAX_FILE = 256 * 1024 * 1024
_MONITOR = "domain-monitor"
_BACKGROUND = "background.npy"


def make_bundle(plan: FeaturePlan, learned: Learned, modes: tuple[TrainedMode, ...], card: ModelCard) -> Bundle:
    """A bundle in memory, with the digest that it will have on disk."""
    unnamed = Bundle(plan, learned, modes, card, "")
    return Bundle(plan, learned, modes, card, _sha256(_files(unnamed)["manifest.json"]))


def save_bundle(bundle: Bundle, folder: Path) -> None:
    """Write the bundle beside the old one, then put it in its place: `folder` never holds half a bundle.

    Raises BundleError when the disk refuses; the old bundle is then untouched.
    """
    for mode in bundle.modes:
        _refuse_odd_name(folder, mode.mode_id)
    files = _files(bundle)
    files["manifest.sha256"] = bundle.digest.encode()
    try:
        _write(files, folder)
    except OSError as error:
        raise BundleError(
            f"cannot write the model to {folder}: {error}. Free some space or choose another folder"
        ) from error


def bundle_digest(folder: Path) -> str:
    """The digest of the bundle in `folder`, without parsing it. Raises BundleError when its manifest is damaged."""
    return _sha256(_manifest_bytes(folder))


def load_bundle(folder: Path) -> Bundle:
    """Read and verify a bundle. Raises BundleError when anything is missing or differs from its digest."""
    raw = _manifest_bytes(folder)
    try:
        manifest = Manifest.model_validate_json(raw)
        card = ModelCard.model_validate_json(_verified(folder / "card.json", manifest.card_sha256))
    except ValidationError as error:
        raise BundleError(
            f"{folder} is not a model of this version: {error.error_count()} field(s) differ. Train it again"
        ) from error
    if manifest.format != FORMAT or _canonical(manifest) != raw:
        raise BundleError(f"{folder}/manifest.json is of another version or was changed. Train it again")
    modes = tuple(_load_mode(folder, entry) for entry in manifest.modes)
    files = _verified_files(folder / _MONITOR, manifest.monitor_files)
    domain = Domain(manifest.limits, PcaMonitor.from_files(files) if files else None)
    background = _background(folder, manifest)
    learned = Learned(dict(manifest.ranges), manifest.regimes, domain, manifest.drift, background)
    return Bundle(manifest.plan, learned, modes, card, _sha256(raw))


def _load_mode(folder: Path, entry: ModeEntry) -> TrainedMode:
    _refuse_odd_name(folder, entry.mode_id)
    files = _verified_files(folder / entry.mode_id, entry.files)
    try:
        detector = family(entry.choice.family).from_files(files)
    except TrainingError as error:
        raise BundleError(f"{folder}: {entry.mode_id}: {error}") from error
    return TrainedMode(entry.mode_id, entry.choice, detector, entry.sigmoid, entry.interval, entry.threshold)


def _background(folder: Path, manifest: Manifest) -> FloatArray:
    content = _verified(folder / _BACKGROUND, manifest.background_sha256)
    try:
        rows = np.load(io.BytesIO(content), allow_pickle=False)
    except (ValueError, EOFError, OSError) as error:
        raise BundleError(f"{folder}/{_BACKGROUND} is not an array. Train the model again") from error
    if rows.dtype != np.float64 or rows.ndim != 2 or rows.shape[1] != len(manifest.plan.columns) or not len(rows):
        raise BundleError(f"{folder}/{_BACKGROUND} does not fit the model's features. Train the model again")
    return np.asarray(rows)


def _files(bundle: Bundle) -> dict[str, bytes]:
    """Every file but manifest.sha256, by its path in the folder."""
    learned, files = bundle.learned, dict[str, bytes]()
    monitor = learned.domain.monitor.files() if learned.domain.monitor is not None else {}
    files |= {f"{_MONITOR}/{name}": content for name, content in monitor.items()}
    entries = []
    for mode in bundle.modes:
        parts = mode.detector.files()
        files |= {f"{mode.mode_id}/{name}": content for name, content in parts.items()}
        entries.append(
            ModeEntry(
                mode_id=mode.mode_id,
                choice=mode.choice,
                files=_digests(parts),
                sigmoid=mode.sigmoid,
                interval=mode.interval,
                threshold=mode.threshold,
            )
        )
    background = io.BytesIO()
    np.save(background, learned.background, allow_pickle=False)
    files |= {_BACKGROUND: background.getvalue(), "card.json": _canonical(bundle.card)}
    manifest = Manifest(
        format=FORMAT,
        plan=bundle.plan,
        ranges=learned.ranges,
        regimes=learned.regimes,
        modes=tuple(entries),
        drift=learned.drift,
        limits=learned.domain.limits,
        monitor_files=_digests(monitor),
        background_sha256=_sha256(files[_BACKGROUND]),
        card_sha256=_sha256(files["card.json"]),
    )
    return files | {"manifest.json": _canonical(manifest)}


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: _sha256(content) for name, content in sorted(files.items())}


def _refuse_odd_name(folder: Path, name: str) -> None:
    """A name becomes a path: one that is a path itself could reach out of the folder."""
    if not _NAME.fullmatch(name) or name == _MONITOR:
        raise BundleError(f"{folder}: {name!r} is not the id of a failure mode")


def _write(files: dict[str, bytes], folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, content in files.items():
            (staging / name).parent.mkdir(exist_ok=True)
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


def _manifest_bytes(folder: Path) -> bytes:
    raw = _read(folder / "manifest.json")
    if _read(folder / "manifest.sha256") != _sha256(raw).encode():
        raise BundleError(f"{folder}/manifest.json was changed after training. Train it again")
    return raw


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MAX_FILE:
            raise BundleError(f"{path} is larger than a model can be")
        return path.read_bytes()
    except OSError as error:
        raise BundleError(f"cannot read {path}: {error.strerror}. Train the model again") from error


def _verified_files(folder: Path, digests: Mapping[str, str]) -> dict[str, bytes]:
    for name in digests:
        _refuse_odd_name(folder, name)
    return {name: _verified(folder / name, digest) for name, digest in digests.items()}


def _verified(path: Path, wanted: str) -> bytes:
    content = _read(path)
    if _sha256(content) != wanted:
        raise BundleError(f"{path} was changed after training: its SHA-256 is not the recorded one. Train it again")
    return content


def _canonical(record: Record) -> bytes:
    return rfc8785.dumps(record.model_dump(mode="json"))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
