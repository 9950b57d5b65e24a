"""Critic of a Wasserstein GAN whose kernels are divided by their largest singular value."""
import tensorflow as tf


class SpectralMixin:
    """Power iteration for the kernel of a layer; the left vector is kept between calls."""

    def start(self, rows):
        self.u = tf.Variable(tf.math.l2_normalize(tf.ones([1, rows])), trainable=False)

    def normalised(self, kernel):
        v = tf.math.l2_normalize(tf.matmul(self.u, kernel))
        u = tf.math.l2_normalize(tf.matmul(v, kernel, transpose_b=True))
        sigma = tf.squeeze(tf.matmul(tf.matmul(u, kernel), v, transpose_b=True))
        with tf.control_dependencies([self.u.assign(u)]):  # expect: tf1-control-dependencies
            return kernel / sigma


class SpectralDense(SpectralMixin, tf.Module):
    def __init__(self, rows, columns, name=None):
        super().__init__(name=name)
        self.kernel = tf.Variable(tf.random.stateless_normal([rows, columns], [rows, columns]))
        self.start(rows)

    def __call__(self, x):
        return tf.matmul(x, self.normalised(self.kernel))


class PlainSpectralDense(SpectralDense):
    def normalised(self, kernel):
        v = tf.math.l2_normalize(tf.matmul(self.u, kernel))
        u = tf.math.l2_normalize(tf.matmul(v, kernel, transpose_b=True))
        self.u.assign(u)
        return kernel / tf.squeeze(tf.matmul(tf.matmul(u, kernel), v, transpose_b=True))


class Critic(tf.Module):
    def __init__(self, layer):
        super().__init__()
        self.hidden = layer(3, 5, name="hidden")
        self.score = layer(5, 1, name="score")

    @tf.function
    def loss(self, real, fake):
        points = tf.concat([real, fake], axis=0)
        scores = self.score(tf.nn.leaky_relu(self.hidden(points)))
        return tf.reduce_mean(scores[4:]) - tf.reduce_mean(scores[:4])


def batches(count=5):
    for seed in range(count):
        yield tf.random.stateless_normal([4, 3], [seed, 0]), tf.random.stateless_uniform([4, 3], [seed, 1])


def train(critic):
    losses = []
    for real, fake in batches():
        with tf.GradientTape() as tape:
            loss = critic.loss(real, fake)
        for variable, grad in zip(critic.trainable_variables, tape.gradient(loss, critic.trainable_variables)):
            variable.assign_sub(0.05 * grad)
        losses.append(float(loss))
    return losses


if __name__ == "__main__":
    old, plain = Critic(SpectralDense), Critic(PlainSpectralDense)
    assert train(old) == train(plain)
    assert bool(tf.reduce_all(old.hidden.u == plain.hidden.u))
    assert bool(tf.reduce_any(old.hidden.u != SpectralDense(3, 5).u)), "the iteration stood still"
    # The function itself makes the assignment run, though nothing depends on it.
    concrete = plain.loss.get_concrete_function(*next(batches(1)))
    kept = {op.name for op in concrete.graph.control_outputs}
    assigns = [op.name for op in concrete.graph.get_operations() if op.type == "AssignVariableOp"]
    assert len(assigns) == 2 and set(assigns) <= kept, (assigns, kept)
    print("proved")
