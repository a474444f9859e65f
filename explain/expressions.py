"""Formulas of derived signals: parsed once, evaluated over plain numbers or whole columns, in SI base units.

Only arithmetic, the constants and signals of the formula and six functions are possible; everything else is refused
at parse time, so a formula that comes with a model bundle or a plant folder cannot run code.
"""

import ast
import operator
from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

from explain.errors import ExpressionError

Column = npt.NDArray[np.float64]
Evaluate = Callable[[Mapping[str, Column]], Column]

_BINARY: dict[type[ast.operator], Callable[[Column, Column], Column]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: np.divide,
    ast.Pow: np.power,
}
_FUNCTIONS: dict[str, Callable[..., Column]] = {
    "min": np.minimum,
    "max": np.maximum,
    "abs": np.abs,
    "sqrt": np.sqrt,
    "log": np.log,
    "exp": np.exp,
}
_MAX_LENGTH = 500


def compile_expression(text: str) -> tuple[Evaluate, tuple[str, ...]]:
    """The formula as a function of named columns (all of one shape), and the names it uses in order of appearance.

    A result that is not finite (a division by zero, the root of a negative number) becomes NaN: a gap, not a number.
    Raises ExpressionError when the text is not a formula of the allowed kind.
    """
    if len(text) > _MAX_LENGTH:
        raise ExpressionError(f"the formula is longer than {_MAX_LENGTH} characters")
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(f"{text!r} is not a formula: {error}") from error
    names: list[str] = []
    inner = _build(tree.body, names)

    def evaluate(columns: Mapping[str, Column]) -> Column:
        with np.errstate(all="ignore"):
            result = np.asarray(inner(columns), dtype=np.float64)
        return np.where(np.isfinite(result), result, np.nan)

    return evaluate, tuple(names)


def _build(node: ast.expr, names: list[str]) -> Evaluate:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            constant = _number(number)
            return lambda _: np.asarray(constant)
        case ast.Name(id=name):
            if name not in names:
                names.append(name)
            return lambda columns: columns[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            value = _build(operand, names)
            return lambda columns: -value(columns)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            apply, first, second = _BINARY[type(op)], _build(left, names), _build(right, names)
            return lambda columns: apply(first(columns), second(columns))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _FUNCTIONS:
            return _build_call(name, args, names)
    raise ExpressionError(
        f"{ast.unparse(node)!r} is not allowed; use + - * / ** ( ), numbers, signals, constants and "
        f"{', '.join(sorted(_FUNCTIONS))}"
    )


def _number(written: float) -> np.float64:
    try:
        return np.float64(written)
    except OverflowError as error:
        raise ExpressionError("a number in the formula is too large") from error


def _build_call(name: str, args: list[ast.expr], names: list[str]) -> Evaluate:
    wanted = 2 if name in ("min", "max") else 1
    if len(args) != wanted:
        raise ExpressionError(f"{name}() takes {wanted} value(s), not {len(args)}")
    function, values = _FUNCTIONS[name], [_build(argument, names) for argument in args]
    return lambda columns: function(*(value(columns) for value in values))
