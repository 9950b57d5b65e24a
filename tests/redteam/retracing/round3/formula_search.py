"""Symbolic regression: random formulas, mutated and ranked by their error on the data."""
import functools
import random

import numpy as np
import tensorflow as tf


def power_law(x, exponent, shift):
    return tf.pow(tf.abs(x) + shift, exponent)


def wave(x, frequency):
    return tf.sin(frequency * x)


def saturating(x, half):
    return x / (half + tf.abs(x))


TEMPLATES = {
    power_law: {"exponent": (0.5, 3.0), "shift": (0.1, 1.0)},
    wave: {"frequency": (0.5, 2.0)},
    saturating: {"half": (0.2, 2.0)},
}


def offspring(rng, count):
    """Yields formulas whose constants are drawn anew."""
    for _ in range(count):
        template, bounds = rng.choice(list(TEMPLATES.items()))
        yield functools.partial(template, **{name: rng.uniform(*span) for name, span in bounds.items()})


@tf.function
def misfit(formula, x, y):
    """Error after the best linear scaling of the formula."""
    values = formula(x)
    centred, target = values - tf.reduce_mean(values), y - tf.reduce_mean(y)
    slope = tf.reduce_sum(centred * target) / (tf.reduce_sum(centred**2) + 1e-6)
    return tf.reduce_mean((slope * centred - target) ** 2)


def describe(formula):
    constants = ", ".join(f"{name}={value:.2f}" for name, value in formula.keywords.items())
    return f"{formula.func.__name__}({constants})"


def search(x, y, generations, population=3, seed=0):
    rng, best, error = random.Random(seed), None, float("inf")
    for _ in range(generations):
        for formula in offspring(rng, population):
            found = float(misfit(formula, x, y))  # expect: tf-object-arg
            if found < error:
                best, error = formula, found
    return describe(best), error


if __name__ == "__main__":
    grid = tf.constant(np.linspace(-2.0, 2.0, 20), tf.float32)
    target = tf.sin(1.3 * grid)
    text, error = search(grid, target, generations=2)
    assert misfit.experimental_get_tracing_count() == 6
    search(grid, target, generations=3, seed=5)
    assert misfit.experimental_get_tracing_count() == 15
    kept = functools.partial(wave, frequency=1.0)
    for scale in (1.0, 2.0, 3.0, 4.0):
        misfit(kept, grid, scale * target)
    assert misfit.experimental_get_tracing_count() == 16
    assert "(" in text and error >= 0.0
    print("proved")
