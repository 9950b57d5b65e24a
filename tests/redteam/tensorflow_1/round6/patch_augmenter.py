"""Feeds patches of photographs, brightened and flipped, to a classifier."""
import tensorflow as tf
from tensorflow.compat.v1 import placeholder as hole

SIZE = 8


def brightness(limit):
    amount = hole(tf.float32, shape=[], name="amount")  # unseen: tf1-placeholder
    return tf.clip_by_value(amount, -limit, limit)


def fixed_brightness(limit):
    return tf.constant(0.5 * limit)


def augment(patch, label, amount_of):
    patch = tf.image.flip_left_right(patch)
    patch = tf.clip_by_value(patch + amount_of(0.2), 0.0, 1.0)
    return patch, label


def source(count):
    patches = tf.random.stateless_uniform([count, SIZE, SIZE, 3], [5, 1])
    labels = tf.range(count) % 2
    return tf.data.Dataset.from_tensor_slices((patches, labels))


def pipeline(count, amount_of):
    data = source(count)
    data = data.map(
        lambda patch, label: augment(patch, label, amount_of),
        num_parallel_calls=2,
    )
    return data.batch(2)


def brightest(data):
    best = 0.0
    for patches, _ in data:
        best = max(best, float(tf.reduce_max(patches)))
    return best


def main():
    return brightest(pipeline(6, amount_of=brightness))


if __name__ == "__main__":
    plain = brightest(pipeline(4, fixed_brightness))
    assert 0.1 < plain <= 1.0
    try:
        main()
    except tf.errors.InvalidArgumentError as error:
        assert "You must feed a value for placeholder tensor 'amount'" in str(error), error
    else:
        raise AssertionError("nothing had to be fed")
    try:
        brightness(0.2)
    except RuntimeError as error:
        assert "not compatible with eager execution" in str(error)
    else:
        raise AssertionError("a placeholder was made eagerly")
    print("proved")
