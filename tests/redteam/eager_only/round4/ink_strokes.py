"""Handwritten strokes of any length: ragged and padded batches, sizes asked of tensors, static depth."""
import math

import numpy as np
import tensorflow as tf

DEPTH = 2


def strokes():
    """A Python generator, run eagerly by the dataset."""
    rng = np.random.default_rng(19)
    for number in range(5):
        points = rng.normal(size=(2 + number % 3, DEPTH)).astype(np.float32)
        yield points - points.mean(axis=0), np.int32(number % 2)


def dataset(batch):
    signature = (tf.TensorSpec([None, DEPTH], tf.float32), tf.TensorSpec([], tf.int32))
    data = tf.data.Dataset.from_generator(strokes, output_signature=signature)
    return data.padded_batch(batch, padded_shapes=([None, DEPTH], []))


def features(points, labels):
    """In a map; only the depth is known."""
    depth = points.shape[-1]
    batch, length = tf.shape(points)[0], tf.shape(points)[1]
    steps = points[:, 1:] - points[:, :-1]
    lengths = tf.norm(steps, axis=-1) / math.sqrt(depth)
    padded = tf.concat([lengths, tf.zeros([batch, 1])], axis=1)
    mask = tf.sequence_mask(tf.fill([batch], length), maxlen=length)
    flat = tf.reshape(points, [-1, depth])
    angles = tf.reshape(tf.math.atan2(flat[:, 1], flat[:, 0]), [batch, length])
    stacked = tf.stack([padded, angles, tf.cast(mask, tf.float32)], axis=-1)
    assert stacked.shape[-1] == depth + 1 and stacked.shape[0] is None
    return stacked, labels


def windows(points, labels, size=2):
    count = len(points) // size
    total = tf.zeros([points.shape[-1] * size])
    for k in range(count):
        total += tf.reshape(points[0, k * size : (k + 1) * size], [-1])[: size * DEPTH] * 0.5
    return total[: points.shape[-1]], labels


@tf.function
def ragged_means(ragged):
    rows = ragged.nrows()
    sums = tf.reduce_sum(ragged, axis=1)
    counts = tf.cast(ragged.row_lengths(), tf.float32)[:, tf.newaxis]
    widest = ragged.bounding_shape()[1]
    return sums / counts, rows, widest, ragged.shape[-1] * rows


def ragged():
    values = [points.tolist() for points, _ in strokes()]
    return tf.ragged.constant(values[:3], ragged_rank=1, inner_shape=(DEPTH,), dtype=tf.float32)


def plain(result):
    return [np.asarray(v) for v in tf.nest.flatten(result)]


def same(left, right):
    return all(np.allclose(a, b, atol=1e-5) for a, b in zip(plain(left), plain(right), strict=True))


if __name__ == "__main__":
    for batch in (2, 5):
        raw = list(dataset(batch))
        mapped = list(dataset(batch).map(features))
        assert len(mapped) == math.ceil(5 / batch)
        for (points, labels), result in zip(raw, mapped):
            depth = points.shape[-1]
            assert result[0].shape == (*points.shape[:2], depth + 1) and same(result[1], labels)
            np.testing.assert_allclose(result[0][..., 1], np.arctan2(points[..., 1], points[..., 0]), atol=1e-5)
        windowed = list(dataset(batch).map(windows))
        assert all(same(a, windows(*b)) for a, b in zip(windowed, raw))
    assert same(ragged_means(ragged()), ragged_means.python_function(ragged()))
    spec = dataset(2).element_spec[0]
    assert spec.shape[0] is None and spec.shape[-1] == DEPTH
    print("proved")
