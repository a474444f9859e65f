import numpy as np
import pytest

from explain.detectors.arrays import array_files, read_array
from explain.errors import BundleError
from explain.history import FloatArray

NUMBERS = np.array([[1.5, -0.0, 1e-320], [np.pi, 2.0**60, -7.0]])


def test_an_array_comes_back_to_the_bit() -> None:
    flags = np.array([True, False, True])
    counts = np.array([3, -1], dtype=np.int32)
    files = array_files({"numbers": NUMBERS, "flags": flags, "counts": counts})
    assert read_array(files, "numbers", np.float64, (2, None)).tobytes() == NUMBERS.tobytes()
    np.testing.assert_array_equal(read_array(files, "flags", np.bool_, (3,)), flags)
    np.testing.assert_array_equal(read_array(files, "counts", np.int32, (None,)), counts)


def test_an_array_of_any_memory_order_and_an_empty_one_are_kept() -> None:
    files = array_files({"turned": np.asfortranarray(NUMBERS), "none": np.empty((0, 4))})
    np.testing.assert_array_equal(read_array(files, "turned", np.float64, (2, 3)), NUMBERS)
    assert read_array(files, "none", np.float64, (None, 4)).shape == (0, 4)


def test_numpy_reads_the_file_too() -> None:
    import io

    content = array_files({"numbers": NUMBERS})["numbers.npy"]
    np.testing.assert_array_equal(np.load(io.BytesIO(content), allow_pickle=False), NUMBERS)


def test_what_was_read_cannot_be_changed() -> None:
    array = read_array(array_files({"numbers": NUMBERS}), "numbers", np.float64, (2, 3))
    with pytest.raises(ValueError, match="read-only"):
        array[0, 0] = 1.0


def refuse(content: bytes, match: str = "Train") -> None:
    with pytest.raises(BundleError, match=match):
        read_array({"numbers.npy": content}, "numbers", np.float64, (2, 3))


def test_a_missing_file_is_named() -> None:
    with pytest.raises(BundleError, match=r"lacks numbers\.npy"):
        read_array({}, "numbers", np.float64, (2, 3))


@pytest.mark.parametrize(
    "other",
    [
        NUMBERS.T,
        NUMBERS.ravel(),
        NUMBERS[:, :2],
        NUMBERS.astype(np.float32),
        NUMBERS.astype(">f8"),
        NUMBERS.astype("<i8"),
    ],
    ids=["turned", "flat", "smaller", "half the precision", "the other byte order", "whole numbers"],
)
def test_an_array_of_another_shape_or_type_is_refused(other: FloatArray) -> None:
    refuse(array_files({"numbers": other})["numbers.npy"], "does not hold the array")


def test_a_file_cut_short_or_too_long_is_refused() -> None:
    content = array_files({"numbers": NUMBERS})["numbers.npy"]
    for length in range(len(content)):
        refuse(content[:length])
    refuse(content + b"\0", "does not hold the array")


@pytest.mark.parametrize(("rows", "room"), [(b"3000000000000", 12), (b"99999999999999", 13)])
def test_a_head_that_promises_more_than_there_is_allocates_nothing(rows: bytes, room: int) -> None:
    content = array_files({"numbers": NUMBERS})["numbers.npy"]
    huge = content.replace(b"(2, 3), }" + b" " * room, b"(" + rows + b", 3), }")
    assert len(huge) == len(content)
    assert huge != content
    with pytest.raises(BundleError, match="does not hold the array"):
        read_array({"numbers.npy": huge}, "numbers", np.float64, (None, 3))


def test_a_pickled_object_is_refused_unread() -> None:
    content = array_files({"numbers": NUMBERS})["numbers.npy"]
    refuse(content.replace(b"'<f8'", b"'|O' "))


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_a_number_that_is_not_finite_is_refused_unless_it_may_be(number: float) -> None:
    files = array_files({"numbers": np.where(NUMBERS == 1.5, number, NUMBERS)})
    refuse(files["numbers.npy"], "not finite")
    assert read_array(files, "numbers", np.float64, (2, 3), finite=False)[0, 0] == pytest.approx(number, nan_ok=True)


def test_a_flag_that_is_neither_true_nor_false_is_refused() -> None:
    content = array_files({"flags": np.array([True, False])})["flags.npy"]
    with pytest.raises(BundleError, match="neither true nor false"):
        read_array({"flags.npy": content[:-1] + b"\x02"}, "flags", np.bool_, (2,))
