import sys
from unittest.mock import patch

import numpy as np
import pytest

from explain.detectors import onnx_run
from explain.detectors.onnx_graph import INPUT, OUTPUT, Float32Array, Graph, Node, to_onnx
from explain.detectors.onnx_run import Network
from explain.errors import BundleError

GRAPH = Graph((16, 3, 4), (Node("MatMul", (INPUT, "w"), (OUTPUT,)),), {"w": (4, 4)})
TURN = np.array([[0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [2, 0, 0, 0]], dtype=np.float32)
CONTENT = to_onnx(GRAPH, {"w": TURN})


def windows(rows: int) -> Float32Array:
    return np.random.default_rng(0).normal(size=(rows, 3, 4)).astype(np.float32)


@pytest.mark.parametrize("rows", [0, 1, 15, 16, 17, 40])
def test_any_number_of_rows_is_answered(rows: int) -> None:
    np.testing.assert_allclose(Network(GRAPH, CONTENT)(windows(rows)), windows(rows) @ TURN, atol=1e-6)


def test_the_runtime_is_asked_for_the_same_number_of_rows_each_time_so_that_a_row_gives_the_same_bits() -> None:
    network = Network(GRAPH, CONTENT)
    together = network(windows(40))
    alone = np.concatenate([network(windows(40)[i : i + 1]) for i in range(40)])
    assert together.tobytes() == alone.tobytes()
    with patch.object(network, "_session") as session:
        session.run.side_effect = lambda _, asked: [asked[INPUT]]
        network(windows(40))
    assert [call.args[1][INPUT].shape for call in session.run.call_args_list] == [(16, 3, 4)] * 3


def test_what_filled_up_the_last_block_does_not_reach_the_next() -> None:
    network = Network(GRAPH, CONTENT)
    network(windows(16))
    assert not network(np.zeros((1, 3, 4), dtype=np.float32)).any()


def test_the_runtime_gets_one_thread_and_the_plain_processor() -> None:
    import onnxruntime

    with patch.object(onnxruntime, "InferenceSession") as session:
        Network(GRAPH, CONTENT)
    options = session.call_args.args[1]
    assert (options.intra_op_num_threads, options.inter_op_num_threads) == (1, 1)
    assert options.execution_mode == onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    assert session.call_args.kwargs == {"providers": ["CPUExecutionProvider"]}


def test_no_damaged_byte_reaches_the_runtime() -> None:
    rng = np.random.default_rng(0)
    with patch.object(onnx_run, "_session") as session:
        for _ in range(300):
            damaged = bytearray(CONTENT)
            damaged[int(rng.integers(len(damaged)))] ^= 1 << int(rng.integers(8))
            try:
                Network(GRAPH, bytes(damaged))
            except BundleError:
                assert not session.called
            else:
                (content,) = session.call_args.args
                changed = [place for place in range(len(CONTENT)) if content[place] != CONTENT[place]]
                start = CONTENT.index(TURN.tobytes())
                assert start <= changed[0] < start + TURN.nbytes
            session.reset_mock()


def test_a_machine_without_onnxruntime_is_told_what_to_install() -> None:
    with patch.dict(sys.modules, {"onnxruntime": None}), pytest.raises(BundleError, match=r"faultlens\[onnx\]"):
        Network(GRAPH, CONTENT)
