"""Sharpness-aware minimisation with checks on what goes in and what comes out."""
import tensorflow as tf

FEATURES = 3


class SharpnessAware:
    """Climbs to the worst nearby weights, then descends with the gradient found there."""

    def __init__(self, variables, rate=0.1, radius=0.05):
        self.variables = list(variables)
        self.rate = rate
        self.radius = radius
        self.offsets = [tf.Variable(tf.zeros_like(v), trainable=False) for v in self.variables]
        self.steps = tf.Variable(0, trainable=False, dtype=tf.int64)

    def climb(self, gradients):
        norm = tf.linalg.global_norm(gradients)
        tf.debugging.check_numerics(norm, "gradient norm")
        for variable, offset, gradient in zip(self.variables, self.offsets, gradients):
            offset.assign(self.radius * gradient / (norm + 1e-12))
            variable.assign_add(offset)

    def descend(self, gradients):
        for variable, offset, gradient in zip(self.variables, self.offsets, gradients):
            variable.assign_sub(offset)
            variable.assign_sub(self.rate * gradient)
        self.steps.assign_add(1)


weights = tf.Variable(tf.zeros([FEATURES]))
optimizer = SharpnessAware([weights])


def loss_at(x, y):
    return tf.reduce_mean(tf.math.softplus(-y * tf.linalg.matvec(x, weights)))


def gradient(x, y):
    with tf.GradientTape() as tape:
        loss = loss_at(x, y)
    return loss, tape.gradient(loss, [weights])


@tf.function(input_signature=[tf.TensorSpec([None, FEATURES]), tf.TensorSpec([None])])
def train_step(x, y):
    tf.debugging.assert_equal(tf.shape(x)[0], tf.shape(y)[0], message="rows differ")
    tf.debugging.assert_shapes([(x, ("n", FEATURES)), (y, ("n",))])
    tf.Assert(tf.reduce_all(tf.abs(y) <= 1.0), [y])
    y = tf.ensure_shape(y, [4])
    loss, first = gradient(x, y)
    optimizer.climb(first)
    _, second = gradient(x, y)
    optimizer.descend(second)
    return loss


def main(steps=5):
    x = tf.random.stateless_normal([4, FEATURES], [6, 6])
    y = tf.sign(x[:, 0])
    return [float(train_step(x, y)) for _ in range(steps)]


def fails(x, y):
    outcomes = []
    for step in (train_step, train_step.python_function):
        try:
            step(x, y)
            outcomes.append(False)
        except tf.errors.InvalidArgumentError:
            outcomes.append(True)
    return outcomes


if __name__ == "__main__":
    losses = main()
    assert losses[-1] < losses[0] and int(optimizer.steps) == 5
    rows = tf.ones([4, FEATURES])
    assert fails(rows, tf.ones([3])) == [True, True]
    assert fails(rows, tf.constant([1.0, 1.0, 1.0, 9.0])) == [True, True]
    assert fails(tf.ones([2, FEATURES]), tf.ones([2])) == [True, True]
    assert fails(float("nan") * rows, tf.ones([4])) == [True, True]
    print("proved")
