"""Compiles small arithmetic expressions (nested tuples) to tensor operations."""

from __future__ import annotations

import collections

import numpy as np
import tensorflow as tf

Expression = tuple | str | float

OPERATIONS = {"add": tf.add, "mul": tf.multiply, "sub": tf.subtract, "sin": tf.sin}


def leaves(expression: Expression):
    """Yields the names in an expression, left to right."""
    if isinstance(expression, str):
        yield expression
    elif isinstance(expression, tuple):
        for part in expression[1:]:
            yield from leaves(part)


class Emitter:
    """Emits the operations of one expression; it lives for one call."""

    def __init__(self, bindings):
        self.bindings = bindings
        self.registers: list[tf.Tensor] = []
        self.emitted = 0

    def emit(self, expression: Expression):
        if isinstance(expression, str):
            value = self.bindings[expression]
        elif isinstance(expression, tuple):
            operation, *parts = expression
            value = OPERATIONS[operation](*[self.emit(part) for part in parts])
        else:
            value = tf.constant(expression)
        self.registers.append(value)
        self.emitted += 1
        return value


def compile_expression(expression: Expression):
    names = sorted(set(leaves(expression)))

    @tf.function
    def evaluate(values):
        depth = 0
        uses: collections.Counter[str] = collections.Counter()

        def visit(part: Expression) -> None:
            nonlocal depth
            depth += 1
            if isinstance(part, tuple):
                for child in part[1:]:
                    visit(child)

        visit(expression)
        for name in leaves(expression):
            uses[name] += 1
        emitter = Emitter({name: values[k] for k, name in enumerate(names)})
        result = emitter.emit(expression)
        weights = [float(uses[name]) for name in names]
        checksum = tf.add_n(emitter.registers) / emitter.emitted
        return result, checksum, tf.constant(depth), tf.constant(weights)

    return evaluate


if __name__ == "__main__":
    program = ("add", ("mul", "x", "x"), ("sin", ("sub", "y", 0.5)))
    evaluate = compile_expression(program)
    for k in range(4):
        values = tf.constant([1.0 + k, 2.0 * k])
        eager = evaluate.python_function(values)
        traced = evaluate(values)
        for left, right in zip(eager, traced, strict=True):
            np.testing.assert_allclose(left, right, rtol=1e-5)
        np.testing.assert_allclose(traced[0], (1.0 + k) ** 2 + np.sin(2.0 * k - 0.5), rtol=1e-5)
    print("proved")
