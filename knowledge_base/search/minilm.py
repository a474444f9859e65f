"""The embedding model all-MiniLM-L6-v2 as an ONNX graph, written from its published weights.

The network is BERT (Devlin et al. 2019, arXiv:1810.04805) with 6 layers, 12 heads and 384 dimensions; a text's vector
is the mean of its tokens' last states, scaled to unit length (Reimers and Gurevych 2019, arXiv:1908.10084).
The same weights give the same bytes, whenever the graph is written.
"""

import json
import struct
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from knowledge_base.errors import EmbeddingError

Weights = Mapping[str, NDArray[Any]]

DIMENSIONS: Final = 384
LAYERS: Final = 6
HEADS: Final = 12
EPSILON: Final = 1e-12
"""Of the layer normalisation (config.json of the model: layer_norm_eps)."""
IDS: Final = "input_ids"
MASK: Final = "attention_mask"
EMBEDDING: Final = "embedding"
TOKENIZER: Final = "tokenizer"
"""Key of the graph's metadata under which its tokenizer lies."""

_OPSET: Final = 23
_IR_VERSION: Final = 10
_TYPES: Final = {"F32": "<f4", "I64": "<i8"}


def read_safetensors(content: bytes) -> dict[str, NDArray[Any]]:
    """The tensors of a safetensors file (its README, section "Format"), by name.

    Raises EmbeddingError for what is not such a file, or holds other types than float32 and int64.
    """
    try:
        (length,) = struct.unpack_from("<Q", content)
        header = json.loads(content[8 : 8 + length])
        return {name: _tensor(content, 8 + length, entry) for name, entry in header.items() if name != "__metadata__"}
    except (struct.error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EmbeddingError(f"not a safetensors file of float32 and int64: {error}") from error


def _tensor(content: bytes, start: int, entry: Mapping[str, Any]) -> NDArray[Any]:
    first, behind = entry["data_offsets"]
    kind = np.dtype(_TYPES[entry["dtype"]])
    return np.frombuffer(content, kind, (behind - first) // kind.itemsize, start + first).reshape(entry["shape"])
