"""Volumes and intensity statistics of organs in a labelled scan."""
import numpy as np
import tensorflow as tf
import tensorflow.experimental.numpy as tnp

ORGANS = ("background", "liver", "spleen")
SPACING = np.array([1.5, 0.8, 0.8], dtype=np.float32)
ATLAS_MEAN = tf.constant([-800.0, 60.0, 45.0])


@tf.function
def volumes(labels):
    """Millilitres of each organ."""
    voxel = np.prod(SPACING) / 1000.0
    counts = tf.math.bincount(labels, minlength=len(ORGANS), maxlength=len(ORGANS))
    return tf.cast(counts, tf.float32) * voxel


@tf.function
def fractions(labels):
    total = np.prod(labels.shape)
    hot = tf.one_hot(labels, len(ORGANS)) * np.ones(len(ORGANS), np.float32)
    return tf.reduce_sum(hot, axis=list(range(np.ndim(labels)))) / total


@tf.function
def deviation(scan, labels):
    """How far the mean of each organ is from the atlas, in units of the atlas' own range."""
    span = np.ptp(ATLAS_MEAN.numpy())
    flat = tnp.reshape(scan, (-1,))
    mean = tf.math.unsorted_segment_mean(flat, tnp.ravel(labels), len(ORGANS))
    return tnp.abs(mean - ATLAS_MEAN) / np.float32(span)


@tf.function
def smooth(scan):
    kernel = np.outer([1.0, 2.0, 1.0], [1.0, 2.0, 1.0]).astype(scan.dtype.as_numpy_dtype)
    kernel /= kernel.sum()
    return tf.nn.conv2d(scan[..., None], kernel[:, :, None, None], 1, "SAME")[..., 0]


def patient(seed=11):
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, len(ORGANS), size=(4, 6, 6))
    scan = np.take([-790.0, 64.0, 40.0], labels) + rng.normal(size=labels.shape)
    return tf.constant(scan, tf.float32), tf.constant(labels, tf.int32)


def report():
    scan, labels = patient()
    for row in zip(ORGANS, volumes(labels).numpy(), fractions(labels).numpy()):
        print("%-10s %6.3f ml %5.2f" % row)
    print(np.round(deviation(smooth(scan), labels), 2))


if __name__ == "__main__":
    image, mask = patient()
    for step, arguments in ((volumes, [mask]), (fractions, [mask]), (deviation, [image, mask]), (smooth, [image])):
        assert np.allclose(step(*arguments), step.python_function(*arguments), atol=1e-4), step
        assert step.experimental_get_tracing_count() == 1
    report()
    print("proved")
