"""Finds defects in textiles: a project with its own graph flag, helper decorators and lazily chosen kernels."""
import contextlib
import functools
import time

import tensorflow as tf

KERNELS = {"edge": [[-1.0, 0.0, 1.0]], "blur": [[0.25, 0.5, 0.25]], "line": [[1.0], [-2.0], [1.0]]}


def timed(function):
    """Measures eager calls only; it wraps what is traced, so it runs with each call."""

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        result = function(*args, **kwargs)
        wrapper.seconds += time.perf_counter() - start
        return result

    wrapper.seconds = 0.0
    return wrapper


@contextlib.contextmanager
def scope(name):
    with tf.name_scope(name):
        yield name


def kernel(name):
    if name not in KERNELS:
        raise KeyError(f"no kernel {name!r}")
    values = KERNELS[name]
    return tf.reshape(tf.constant(values), [len(values), len(values[0]), 1, 1])


def filtered(image, names):
    responses = []
    for name in names:
        with scope(f"filter_{name}"):
            response = tf.nn.conv2d(image, kernel(name), 1, "SAME")
        if len(names) > 1:
            response = response / len(names)
        responses.append(response)
    return tf.concat(responses, axis=-1)


@timed
@tf.function
def defects(image, limit):
    """A map of defects; images with few are cleaned, the others are left."""
    names = [name for name in KERNELS if name != "blur"]
    response = tf.reduce_max(tf.abs(filtered(image, names)), axis=-1)
    found = response > limit
    count = tf.reduce_sum(tf.cast(found, tf.int32))
    if count < 3:
        found = tf.zeros_like(found)
        count = tf.constant(0)
    elif count > tf.size(found) // 2:
        found = tf.ones_like(found)
        count = tf.size(found)
    return found, count


@timed
@tf.function
def grow(found, rounds):
    """Spreads defects to their neighbours, until nothing changes."""
    mask = tf.cast(found, tf.float32)[..., tf.newaxis]
    done = 0
    changed = True
    while changed and done < rounds:
        spread = tf.nn.max_pool2d(mask, 3, 1, "SAME")
        changed = tf.reduce_any(spread != mask)
        mask = spread
        done += 1
    return mask[..., 0], done


def cloth(scale):
    ramp = tf.reshape(tf.range(25.0), [1, 5, 5, 1]) / 25.0
    spot = tf.tensor_scatter_nd_add(ramp, [[0, 2, 2, 0]], [scale])
    return spot


def plain(result):
    return [t if isinstance(t, (bool, int)) else t.numpy().tolist() for t in tf.nest.flatten(result)]


def observed():
    rows = []
    for scale in (0.0, 2.0, 50.0):
        found, count = defects(cloth(scale), tf.constant(0.9))
        rows += plain((found, count)) + plain(grow(found, tf.constant(4)))
    return rows


if __name__ == "__main__":
    graph = observed()
    tf.config.run_functions_eagerly(True)
    eager = observed()
    tf.config.run_functions_eagerly(False)
    assert graph == eager, (graph, eager)
    assert defects.seconds > 0.0
    print("proved")
