"""Rank-one lattice points with a random shift; generator vector and shift belong to the module."""
import tensorflow as tf

GOLDEN = 0.6180339887
_generator = None
_shift = None


def generator_vector(dimensions):
    """Powers of the golden ratio, made by the first caller."""
    global _generator
    if _generator is None:
        powers = tf.pow(GOLDEN, tf.range(1.0, dimensions + 1.0))
        _generator = tf.Variable(powers, trainable=False)  # expect: tf-global-none-guard
    return _generator


@tf.function
def lattice(first, count):
    """``count`` points of the unit square from index ``first`` on."""
    index = tf.cast(first + tf.range(count), tf.float32)
    return tf.math.floormod(index[:, None] * generator_vector(2)[None, :], 1.0)


@tf.function
def shifted(points):
    """Cranley-Patterson rotation: the same shift for all points, a new one never."""
    global _shift
    if _shift is None:
        _shift = tf.Variable(tf.fill([points.shape[-1]], 0.25))  # expect: tf-global-none-guard
    return tf.math.floormod(points + _shift, 1.0)


def integrate(integrand, batches, size=64):
    """Quasi Monte Carlo estimate of an integral over the unit square."""
    total = 0.0
    for batch in range(batches):
        points = shifted(lattice(tf.constant(batch * size), tf.constant(size)))
        total += float(tf.reduce_mean(integrand(points)))
    return total / batches


def product(points):
    return tf.reduce_prod(points, axis=-1)


if __name__ == "__main__":
    graph = integrate(product, 3)
    made = (_generator, _shift)
    assert all(isinstance(variable, tf.Variable) for variable in made)
    assert integrate(product, 3) == graph and (_generator is made[0]) and (_shift is made[1])
    globals().update(_generator=None, _shift=None)
    tf.config.run_functions_eagerly(True)
    assert abs(integrate(product, 3) - graph) < 1e-6
    assert isinstance(_generator, tf.Variable) and isinstance(_shift, tf.Variable)
    print("proved")
