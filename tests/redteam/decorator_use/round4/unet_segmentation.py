"""A small U-Net in which each level holds the one below, and a pooled score of its masks."""
import tensorflow as tf

CHANNELS = (4, 8, 8)


def kernels(depth=0, incoming=1):
    """A nest of weights: (down, inner, up) for every level."""
    if depth == len(CHANNELS):
        return None
    width = CHANNELS[depth]
    below = kernels(depth + 1, width)
    down = tf.Variable(tf.random.stateless_normal([3, 3, incoming, width], [depth, 0], stddev=0.2))
    up = tf.Variable(tf.random.stateless_normal([3, 3, width + incoming, incoming], [depth, 1], stddev=0.2))
    return down, below, up


WEIGHTS = kernels()


def level(images, weights):
    if weights is None:
        return images
    down, below, up = weights
    features = tf.nn.relu(tf.nn.conv2d(images, down, strides=2, padding="SAME"))
    features = level(features, below)
    upsampled = tf.repeat(tf.repeat(features, 2, axis=1), 2, axis=2)
    return tf.nn.conv2d(tf.concat([images, upsampled], axis=-1), up, strides=1, padding="SAME")


def halving_mean(values):
    """Pairwise sum along the batch, which must be a power of two."""
    if values.shape[0] == 1:
        return values[0]
    half = values.shape[0] // 2
    return 0.5 * (halving_mean(values[:half]) + halving_mean(values[half:]))


@tf.function
def segment(images):
    return tf.sigmoid(level(images, WEIGHTS))


@tf.function
def dice(masks, truth):
    overlap = 2.0 * tf.reduce_sum(masks * truth, axis=[1, 2, 3])
    score = overlap / (tf.reduce_sum(masks + truth, axis=[1, 2, 3]) + 1.0)
    mean = halving_mean(score)
    if mean > 0.9:
        mean = tf.ones_like(mean)
    return mean


def main():
    images = tf.random.stateless_normal([4, 16, 16, 1], seed=[0, 3])
    masks = segment(images)
    return masks, dice(masks, tf.cast(images > 0.0, tf.float32))


if __name__ == "__main__":
    masks, score = main()
    tf.config.run_functions_eagerly(True)
    eager_masks, eager_score = main()
    tf.config.run_functions_eagerly(False)
    assert bool(tf.reduce_all(tf.abs(masks - eager_masks) < 1e-5))
    assert abs(float(score) - float(eager_score)) < 1e-5
    assert segment.experimental_get_tracing_count() == dice.experimental_get_tracing_count() == 1
    print("proved")
