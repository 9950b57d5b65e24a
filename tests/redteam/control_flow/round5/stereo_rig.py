"""Calibration helpers for a stereo camera rig on a robot."""
import tensorflow as tf

PAIR = tf.TensorSpec([2, 4, 6], tf.float32)


@tf.function(input_signature=[PAIR])
def disparity(pair):
    """Sizes come from the static shape, and the images by unstacking."""
    _, rows, columns = pair.shape
    left, right = tf.unstack(pair)
    matches = tf.reduce_mean(tf.abs(left - right))
    return matches / (rows * columns)


@tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32)])
def project(points):
    x, y, z = tf.unstack(points, axis=1)
    halves = tf.split(tf.stack([x / z, y / z], axis=1), [1, 1], axis=1)
    u, v = (half[:, 0] for half in halves)
    centre = [tf.reduce_mean(axis) for axis in (u, v)]
    return tf.stack([u - centre[0], v - centre[1]], axis=1)


@tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32)])
def bounding_radius(points):
    """A loop over the points, by row and then by index."""
    radius = tf.constant(0.0)
    for point in points:
        radius = tf.maximum(radius, tf.norm(point))
    dims = tf.shape(points)
    count, width = dims[0], dims[1]
    total = tf.constant(0.0)
    for index in range(count):
        total += tf.reduce_sum(points[index])
    return radius + total / tf.cast(count * width, tf.float32)


@tf.function
def fuse(estimates, weights):
    """Tuples of tensors are tuples."""
    total = tf.zeros([3])
    for position, (estimate, weight) in enumerate(zip(estimates, weights)):
        total += weight * estimate / (1.0 + position)
    first, *others = estimates
    return total + sum(others) - first


@tf.function
def consume(frames):
    brightest = tf.constant(0.0)
    for index, frame in enumerate(frames):
        if tf.reduce_mean(frame) > brightest:
            brightest = tf.reduce_mean(frame) + 0.0 * tf.cast(index, tf.float32)
    return brightest


@tf.function
def frame_energies(frames):
    return tf.map_fn(lambda frame: tf.reduce_sum(frame**2), frames)


def main():
    points = tf.constant([[0.1, 0.2, 1.0], [0.3, -0.1, 2.0], [0.0, 0.4, 1.5]])
    rows = [row for row in points]
    total, length = [float(value) for value in tf.stack([tf.reduce_sum(points), tf.norm(points)])]
    fused = fuse((rows[0], rows[1], rows[2]), (tf.constant(0.5), tf.constant(0.3), tf.constant(0.2)))
    stack = tf.reshape(tf.range(48.0), [2, 4, 6])
    frames = tf.data.Dataset.from_tensor_slices(stack)
    return [
        disparity(stack), project(points), bounding_radius(points), fused, consume(frames), frame_energies(stack),
        total, length,
    ]


if __name__ == "__main__":
    compiled = main()
    tf.config.run_functions_eagerly(True)
    plain = main()
    tf.config.run_functions_eagerly(False)
    for ours, theirs in zip(compiled, plain):
        assert float(tf.reduce_max(tf.abs(ours - theirs))) < 1e-3, (ours, theirs)
    print("proved")
