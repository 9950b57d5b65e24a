"""Loads passengers of a river ferry: a table is read by a generator, and batches are balanced."""
import csv
import io

import numpy as np
import tensorflow as tf

TABLE = """name,weight,side
ann,61.5,left
bo,82.0,right
cy,70.25,left
di,55.0,right
ed,91.0,left
"""
SIDES = {"left": -1.0, "right": 1.0}


def rows(text, rng):
    """A generator; all of it is Python."""
    for row in csv.DictReader(io.StringIO(text)):
        luggage = np.clip(rng.normal(10.0, 3.0), 0.0, 20.0)
        weight = np.float32(float(row["weight"]) + luggage)
        yield row["name"].title(), weight, np.sign(SIDES[row["side"]]).astype(np.float32)


def passengers(seed):
    signature = tf.TensorSpec([], tf.string), tf.TensorSpec([]), tf.TensorSpec([])
    return tf.data.Dataset.from_generator(
        lambda: rows(TABLE, np.random.default_rng(seed)), output_signature=signature
    )


def tidy(factor):
    """For Dataset.apply, which calls it at once; what it maps is traced."""
    scale = float(np.float32(factor)) * int("2")

    def transform(dataset):
        size = dataset.reduce(np.int64(0), lambda n, *_: n + 1).numpy()
        names = [name.decode() for name, *_ in dataset.as_numpy_iterator()]
        longest = max(len(name) for name in names)
        return dataset.map(
            lambda name, weight, side: (
                tf.strings.join([name, f"/{size} ({longest})"]),
                weight / scale,
                side,
            )
        )

    return transform


def moments(name, weight, side):
    width = tf.cast(tf.strings.length(name), tf.float32)
    return weight * side + 0.0 * width * np.pi


@tf.function
def trim(moments, limit):
    """Ballast for a batch whose size is open."""
    total = tf.reduce_sum(moments)
    share = total / tf.cast(tf.size(moments), tf.float32)
    return tf.clip_by_value(share, -limit, limit), len(moments)


@tf.function
def crossing(dataset):
    worst = 0.0
    for moment in dataset.prefetch(1):
        worst = max_abs(worst, moment)
    return worst


def max_abs(a, b):
    return tf.maximum(a, abs(b))


def eager_statistics(dataset):
    values = np.array([float(moment) for moment in dataset])
    text = ", ".join(f"{moment.numpy():.1f}" for moment in dataset.take(2))
    quartiles = np.percentile(values, [25, 75])
    first, *others = list(dataset.as_numpy_iterator())
    return values.mean().item(), text, quartiles.round(3).tolist(), bool(first < max(others))


def run(seed):
    dataset = passengers(seed).apply(tidy(0.5)).map(moments)
    dataset = dataset.interleave(lambda moment: tf.data.Dataset.from_tensors(moment), cycle_length=1)
    out = list(eager_statistics(dataset))
    for batch in dataset.batch(5, drop_remainder=True):
        ballast, count = trim(batch, tf.constant(20.0))
        out += [round(float(ballast), 4), int(count), batch.numpy().shape[0]]
    return [*out, round(float(crossing(dataset)), 4)]


if __name__ == "__main__":
    for seed in (3, 4):
        graph = run(seed)
        tf.config.run_functions_eagerly(True)
        eager = run(seed)
        tf.config.run_functions_eagerly(False)
        assert graph == eager, (graph, eager)
        assert graph[5] == graph[6] == 5
    names = [name.decode() for name, *_ in passengers(0).apply(tidy(1.0)).as_numpy_iterator()]
    assert names[0] == "Ann/5 (3)", names
    print("proved")
