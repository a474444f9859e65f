"""Units and the dimensions of formulas (pint). Formulas run in SI base units; this file proves that they may."""

import ast
import math
import re
import tokenize
from functools import cache
from typing import Any, TypeGuard

import pint

from knowledge_base.records import Affine

Dimension = dict[str, float]
"""Exponent of each base dimension; empty is dimensionless."""

_WRITTEN = (
    ("**3", "³"),
    ("**2", "²"),
    ("*", "·"),
    ("degC", "°C"),
    ("degF", "°F"),
    ("g_0", "g"),
    ("percent", "%"),
)


_POWER_OF_NUMBER = re.compile(r"(?<![A-Za-z_\d])[\d.]+\)*\s*(\*\*|\^|[⁰¹²³⁴-⁹])")
_OF_PYTHON = (ValueError, TypeError, AttributeError, AssertionError, ArithmeticError, tokenize.TokenError)
_UNREADABLE = (pint.PintError, *_OF_PYTHON)


class UnitError(ValueError):
    """A unit that does not exist, or quantities that do not fit together; the message says which."""


@cache
def _registry() -> "pint.UnitRegistry[Any]":
    return pint.UnitRegistry(cache_folder=None)


@cache
def affine_to_si(unit: str) -> Affine:
    """si = scale · value + offset. Raises UnitError for a unit that pint does not know or that is no such line (dB)."""
    zero, one, two = (_in_base_units(number, unit) for number in (0.0, 1.0, 2.0))
    scale = one - zero
    if not (scale and math.isfinite(two) and math.isclose(two - one, scale, rel_tol=1e-9)):
        raise UnitError(f"{unit!r} has no fixed factor to SI units; write dimensionless for a level such as decibels")
    return Affine(scale=scale, offset=zero)


@cache
def conversion(source: str, target: str) -> Affine:
    """target = scale · source + offset. Raises UnitError when the two do not measure the same kind of thing."""
    if source == target:
        return Affine(scale=1.0, offset=0.0)
    if dimension(source) != dimension(target):
        raise UnitError(
            f"{source} ({describe(dimension(source))}) cannot become {target} ({describe(dimension(target))})"
        )
    if _angle(source) != _angle(target):
        raise UnitError(f"{source} and {target} differ by an angle; write a frequency of turns as rpm or revolution/s")
    a, b = affine_to_si(source), affine_to_si(target)
    return Affine(scale=a.scale / b.scale, offset=(a.offset - b.offset) / b.scale)


@cache
def label(unit: str) -> str:
    """The unit as people write it: °C, m³/h, mm/s. Raises UnitError for a unit that pint does not know."""
    if not dimension(unit) and unit == "dimensionless":
        return ""
    for code, written in _WRITTEN:
        unit = unit.replace(code, written)
    return unit


def constant_si(text: str) -> tuple[float, Dimension]:
    """A quantity such as "400 V" in SI base units, and its dimension."""
    try:
        quantity: Any = _registry().Quantity(_without_towers(text)).to_base_units()
        value = float(quantity.magnitude)
    except _UNREADABLE as error:
        raise UnitError(f"{text!r} is not a quantity; write a number and a unit, such as 400 V") from error
    if not math.isfinite(value):
        raise UnitError(f"{text!r} is not finite; write a number and a unit, such as 400 V")
    return value, _exponents(quantity.dimensionality)


def dimension(unit: str) -> Dimension:
    """The dimension of a unit."""
    return _exponents(_parse(unit).dimensionality)


def describe(what: Dimension) -> str:
    """`[length] / [time]`, for messages."""
    above = [_power(name, exponent) for name, exponent in sorted(what.items()) if exponent > 0]
    below = [_power(name, -exponent) for name, exponent in sorted(what.items()) if exponent < 0]
    if not above and not below:
        return "dimensionless"
    return " · ".join(above or ["1"]) + (" / " + " / ".join(below) if below else "")


def formula_dimension(expression: str, known: dict[str, Dimension]) -> Dimension:
    """The dimension of a formula over known ones. Raises UnitError when quantities do not fit together."""
    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise UnitError(f"{expression!r} is not a formula") from error
    return _of(tree.body, known)


def formula_names(expression: str) -> tuple[str, ...]:
    """The names of quantities that a formula uses, in order of appearance."""
    tree = ast.parse(expression.strip(), mode="eval")
    functions = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    names = [n for n in ast.walk(tree) if isinstance(n, ast.Name) and id(n) not in functions]
    return tuple(dict.fromkeys(n.id for n in sorted(names, key=lambda n: (n.lineno, n.col_offset))))


def _of(node: ast.expr, known: dict[str, Dimension]) -> Dimension:
    match node:
        case ast.Constant(value=number) if _is_number(number):
            return {}
        case ast.Name(id=name):
            if name not in known:
                raise UnitError(f"{name!r} is neither a signal defined above nor a constant")
            return known[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return _of(operand, known)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right):
            return _same(node, _of(left, known), _of(right, known))
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _combine(_of(left, known), _of(right, known), 1)
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return _combine(_of(left, known), _of(right, known), -1)
        case ast.BinOp(left=left, op=ast.Pow(), right=ast.Constant(value=power)) if _is_number(power):
            return {name: exponent * power for name, exponent in _of(left, known).items() if power}
        case ast.Call(func=ast.Name(id=function), args=args, keywords=[]):
            return _of_call(node, function, [_of(argument, known) for argument in args])
    raise UnitError(f"{ast.unparse(node)!r} is not allowed in a formula")


def _is_number(value: object) -> TypeGuard[float]:
    """Of those that a column can hold; True and False are none."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e308


def _of_call(node: ast.expr, function: str, arguments: list[Dimension]) -> Dimension:
    match function, arguments:
        case (("min" | "max"), [first, second]):
            return _same(node, first, second)
        case "abs", [only]:
            return only
        case "sqrt", [only]:
            return {name: exponent / 2 for name, exponent in only.items()}
        case (("log" | "exp"), [only]):
            if only:
                raise UnitError(f"{ast.unparse(node)!r} needs a pure number inside, not {describe(only)}")
            return {}
    raise UnitError(f"{ast.unparse(node)!r} is not allowed; the functions are min max abs sqrt log exp")


def _same(node: ast.expr, first: Dimension, second: Dimension) -> Dimension:
    if first != second:
        raise UnitError(f"{ast.unparse(node)!r} puts {describe(first)} and {describe(second)} together")
    return first


def _combine(first: Dimension, second: Dimension, sign: int) -> Dimension:
    total = {name: first.get(name, 0.0) + sign * second.get(name, 0.0) for name in {*first, *second}}
    return {name: exponent for name, exponent in total.items() if exponent}


def _parse(unit: str) -> Any:
    try:
        return _registry().Unit(_without_towers(unit))
    except _UNREADABLE as error:
        raise UnitError(f"{unit!r} is not a unit; write for example degC, bar, mm/s, m**3/h, N*m, percent") from error


def _without_towers(text: str) -> str:
    """The text, unless it raises a bare number to a power: pint would compute 9**9**9 until the memory is full."""
    if _POWER_OF_NUMBER.search(text):
        raise ValueError("a number is raised to a power")
    return text


def _in_base_units(number: float, unit: str) -> float:
    parsed = _parse(unit)
    try:
        return float(_registry().Quantity(number, parsed).to_base_units().magnitude)
    except _UNREADABLE as error:
        raise UnitError(f"{unit!r} has no factor to SI units; write for example degC, bar, mm/s, percent") from error


def _angle(unit: str) -> float:
    """The exponent of the radian. It has no dimension, and so pint takes 1 Hz for 1 rad/s."""
    base: Any = _registry().Quantity(1.0, _parse(unit)).to_base_units()
    return float(dict(base.unit_items()).get("radian", 0.0))


def _exponents(dimensionality: Any) -> Dimension:
    return {str(name): float(exponent) for name, exponent in dimensionality.items() if exponent}


def _power(name: str, exponent: float) -> str:
    return name if exponent == 1 else f"{name}^{exponent:g}"
