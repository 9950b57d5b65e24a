"""Decodes boxes from several levels of a feature pyramid."""
import numpy as np
import tensorflow as tf

STRIDES = (4, 8)


def centres(height, width, stride):
    rows = [(row + 0.5) * stride for row in range(height)]
    columns = [(column + 0.5) * stride for column in range(width)]
    return np.array([(y, x) for y in rows for x in columns], np.float32)


def decode(level, stride):
    batch, height, width, channels = level.shape
    assert channels == 5
    flat = tf.reshape(level, [-1, height * width, channels])
    offsets, scores = flat[..., :4], flat[..., 4]
    dy, dx, dh, dw = tf.unstack(offsets, axis=-1)
    y, x = tf.split(centres(height, width, stride), 2, axis=1)
    y, x = y[:, 0] + dy * stride, x[:, 0] + dx * stride
    half_height, half_width = (0.5 * stride * tf.exp(side) for side in (dh, dw))
    return tf.stack([y - half_height, x - half_width, y + half_height, x + half_width], axis=-1), scores


@tf.function
def detect(levels):
    decoded = [decode(level, stride) for level, stride in zip(levels, STRIDES)]
    boxes, scores = (tf.concat(parts, axis=1) for parts in zip(*decoded))
    best = sum(tf.reduce_max(score, axis=1) for _, score in decoded) / len(decoded)
    return boxes, scores, best


@tf.function
def suppress(boxes, scores, threshold):
    """Greedy suppression of one image; `boxes` is [count, 4], sorted by score."""
    keep = tf.ones_like(scores, tf.bool)
    index = 0
    for box in boxes:
        top_left = tf.maximum(box[:2], boxes[:, :2])
        sides = tf.nn.relu(tf.minimum(box[2:], boxes[:, 2:]) - top_left)
        inner = tf.reduce_prod(sides, axis=1)
        area = tf.reduce_prod(box[2:] - box[:2])
        later = tf.range(tf.size(scores)) > index
        if keep[index]:
            keep = keep & ~(later & (inner / area > threshold))
        index += 1
    return keep


@tf.function
def mean_score(batches):
    total = tf.constant(0.0)
    for number, scores in enumerate(batches):
        weight = 1.0 / tf.cast(number + 1, tf.float32)
        for score in scores:
            total += weight * score
    return total


def pyramid(batch=2):
    rng = np.random.default_rng(0)
    return tuple(tf.constant(rng.normal(size=(batch, 16 // s, 16 // s, 5)), tf.float32) for s in STRIDES)


def main():
    boxes, scores, best = detect(pyramid())
    order = tf.argsort(scores[0], direction="DESCENDING")
    keep = suppress(tf.gather(boxes[0], order), tf.gather(scores[0], order), tf.constant(0.5))
    return boxes, best, keep, mean_score(tf.data.Dataset.from_tensor_slices(scores))


if __name__ == "__main__":
    traced = main()
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    for left, right in zip(traced, eager, strict=True):
        np.testing.assert_allclose(left, right, rtol=1e-4, atol=1e-5)
    assert traced[0].shape == (2, 16 + 4, 4)
    print("proved")
