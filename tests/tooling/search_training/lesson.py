"""One lesson for the embedding model, from the manuals to the file of what it learned."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from explain.training import Progress
from knowledge_base.records import Reading
from knowledge_base.search import minilm
from knowledge_base.search.embedding import MiniLM, metadata, published_file
from tests.tooling.search_training.examples import examples, sections_of
from tests.tooling.search_training.indexed import Indexed
from tests.tooling.search_training.network import Network
from tests.tooling.search_training.teaching import Teacher

_SEED: Final = 0
_THREADS: Final = 2


def lesson(corpus: Sequence[Reading], folder: Path, without: str, told: Progress) -> bytes:
    """The file of additions. without: a machine for whose manuals no question is taken."""
    torch.manual_seed(_SEED)
    torch.set_num_threads(_THREADS)
    weights = minilm.read_safetensors(published_file("model.safetensors"))
    untaught = MiniLM(minilm.write_graph(weights, metadata()), "untaught")
    indexed = Indexed.of(corpus, folder, untaught, told)
    sections = sections_of(corpus)
    practice = [one for one in examples(sections, indexed) if one.machine != without]
    nearest = []
    for number, windows in enumerate(sections.windows):
        told("reading sections", number, len(sections.windows))
        nearest.append(untaught.documents(windows))
    network = Network(weights)
    tokenizer = Tokenizer.from_str(published_file("tokenizer.json").decode())
    tokenizer.no_padding()
    tokenizer.enable_truncation(minilm.LONGEST)
    vectors = untaught.documents([one.text for one in practice])
    teacher = Teacher(network, lambda text: tokenizer.encode(text).ids, sections, nearest, _SEED)
    teacher.teach(practice, vectors, lambda batch, of, loss: told(f"teaching, loss {loss:.3f},", batch, of))
    return written(network.additions())


def written(tensors: dict[str, NDArray[Any]]) -> bytes:
    """float16 tensors as a safetensors file (its README, section "Format"); the same tensors give the same bytes."""
    header, content = {}, b""
    for name, tensor in sorted(tensors.items()):
        data = np.ascontiguousarray(tensor, dtype="<f2").tobytes()
        span = [len(content), len(content) + len(data)]
        header[name] = {"dtype": "F16", "shape": list(tensor.shape), "data_offsets": span}
        content += data
    said = json.dumps(header, separators=(",", ":")).encode()
    said += b" " * (-len(said) % 8)
    return len(said).to_bytes(8, "little") + said + content
