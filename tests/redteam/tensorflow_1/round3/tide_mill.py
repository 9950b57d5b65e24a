"""A tide mill learns when to open its gates, with optimizers of the first version in the way that still works."""
import tensorflow as tf
from tensorflow.compat.v1 import train as tf_train


class Gate(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable([0.1, 0.0])
        self.global_step = tf.Variable(0, dtype=tf.int64, trainable=False)

    def open(self, tide):
        return tf.sigmoid(tf.linalg.matvec(tide, self.w))

    def loss(self, tide, wanted):
        return tf.reduce_mean((self.open(tide) - wanted) ** 2)


class Miller:
    """Learns by value, by callable or eagerly; all three agree."""

    def __init__(self, kind=tf_train.AdamOptimizer, rate=0.05):
        self.gate = Gate()
        self.rate = tf_train.exponential_decay(rate, self.gate.global_step, 10, 0.9)
        self.optimizer = kind(self.rate)

    @tf.function
    def learn(self, tide, wanted):
        with tf.GradientTape() as tape:
            loss = self.gate.loss(tide, wanted)
        gradients = tape.gradient(loss, [self.gate.w])
        self.optimizer.apply_gradients(zip(gradients, [self.gate.w]), global_step=self.gate.global_step)
        return loss

    def learn_by_callable(self, tide, wanted):
        loss = self.gate.loss(tide, wanted)
        self.optimizer.minimize(
            lambda: self.gate.loss(tide, wanted), global_step=self.gate.global_step, var_list=[self.gate.w]
        )
        return loss

    def learn_in_two_steps(self, tide, wanted):
        def objective():
            return self.gate.loss(tide, wanted)

        loss = objective()
        pairs = self.optimizer.compute_gradients(objective, [self.gate.w])
        self.optimizer.apply_gradients(pairs, global_step=self.gate.global_step)
        return loss


def tides(seed):
    tide = tf.random.stateless_uniform([4, 2], [seed, 2], -1.0, 1.0)
    return tide, tf.cast(tide[:, 0] > 0.0, tf.float32)


def days(miller, method):
    return [float(getattr(miller, method)(*tides(seed))) for seed in range(4)]


if __name__ == "__main__":
    kinds = (
        tf_train.AdamOptimizer,
        tf_train.GradientDescentOptimizer,
        lambda rate: tf_train.MomentumOptimizer(rate, momentum=0.9),
    )
    for kind in kinds:
        methods = ("learn", "learn_by_callable", "learn_in_two_steps")
        losses = [days(Miller(kind), method) for method in methods]  # allow: tf-function-in-loop
        for other in losses[1:]:
            assert all(abs(a - b) < 1e-5 for a, b in zip(losses[0], other)), losses
        miller, reference = Miller(kind), Miller(kind)  # allow: tf-function-in-loop
        for seed in range(3):
            graph = miller.learn(*tides(seed))  # allow: tf-function-in-loop
            eager = Miller.learn.python_function(reference, *tides(seed))
            assert abs(float(graph) - float(eager)) < 1e-5
        assert int(miller.gate.global_step) == int(reference.gate.global_step) == 3
    print("proved")
