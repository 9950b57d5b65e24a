"""A mixture of experts whose router, penalty and sampler are traced each for a reason."""
import tensorflow as tf
from tensorflow import keras


class Gate(keras.layers.Layer):
    """Drops the weakest expert while the routing is too uneven."""

    def __init__(self, limit=0.5):
        super().__init__()
        self.limit = limit

    @tf.function
    def call(self, logits):
        shares = tf.nn.softmax(logits)
        uneven = tf.math.reduce_std(tf.reduce_mean(shares, axis=0))
        if uneven > self.limit:
            shares = tf.ones_like(shares) / tf.cast(tf.shape(shares)[-1], tf.float32)
        return shares


@tf.function(jit_compile=True)
def balance_penalty(shares):
    mean = tf.reduce_mean(shares, axis=0)
    return tf.reduce_sum(mean * tf.math.log(mean + 1e-9))


@tf.function
def rescaled(gradient):
    norm = tf.norm(gradient)
    while norm > 1.0:
        gradient *= 0.5
        norm *= 0.5
    return gradient


@tf.function(autograph=False)
def shrink(weights, gradient, rate):
    return weights - rate * rescaled(gradient)


@tf.function
def noisy(x, scale):
    return x + scale * tf.random.stateless_normal(tf.shape(x), seed=[2, 2])


class Experts:
    def __init__(self):
        self.router = tf.Variable(tf.random.stateless_normal([3, 4], seed=[0, 1]))
        self.experts = tf.Variable(tf.random.stateless_normal([4, 3, 1], seed=[0, 2]))
        self.gate = Gate()

    @tf.function
    def train_step(self, x, y):
        with tf.GradientTape() as tape:
            shares = self.gate(noisy(x, 0.1) @ self.router)
            outputs = tf.einsum("bi,eio->be", x, self.experts)
            error = tf.reduce_sum(shares * outputs, axis=1) - y
            loss = tf.reduce_mean(error**2) + 0.01 * balance_penalty(shares)
        slope = tape.gradient(loss, self.experts)
        self.experts.assign_sub(0.05 * slope)
        return loss


def train(steps):
    x = tf.random.stateless_normal([16, 3], seed=[7, 7])
    model = Experts()
    losses = [model.train_step(x, tf.reduce_sum(x, axis=1)) for _ in range(steps)]
    model.router.assign(shrink(model.router.read_value(), 10.0 * tf.ones([3, 4]), tf.constant(0.1)))
    jittered = noisy(x, 0.1)
    return tf.stack([*losses, tf.reduce_sum(model.router), tf.reduce_sum(jittered)])


if __name__ == "__main__":
    graph = train(4)
    tf.config.run_functions_eagerly(True)
    eager = train(4)
    tf.config.run_functions_eagerly(False)
    assert graph[3] < graph[0]
    assert bool(tf.reduce_all(tf.abs(graph - eager) < 1e-3)), graph - eager
    bare = tf.function(rescaled.python_function, autograph=False)
    try:
        bare(tf.ones([2]))
    except tf.errors.OperatorNotAllowedInGraphError:
        pass
    else:
        raise AssertionError("the loop needed no conversion")
    print("proved")
