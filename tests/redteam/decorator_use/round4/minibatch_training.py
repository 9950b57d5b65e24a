"""Trains a matrix factorisation on minibatches that a generator shuffles and yields."""
import numpy as np
import tensorflow as tf

USERS, ITEMS, RANK = 12, 9, 3


class Factors:
    def __init__(self, seed):
        self.users = tf.Variable(tf.random.stateless_normal([USERS, RANK], seed=[seed, 0], stddev=0.3))
        self.items = tf.Variable(tf.random.stateless_normal([ITEMS, RANK], seed=[seed, 1], stddev=0.3))

    @property
    def variables(self):
        return [self.users, self.items]

    def penalties(self):
        for variable in self.variables:
            yield tf.reduce_sum(variable**2)

    def batches(self, ratings, size, rng):
        order = rng.permutation(len(ratings))
        for start in range(0, len(order), size):
            yield tf.constant(ratings[order[start : start + size]])

    @tf.function
    def update(self, batch, rate):
        user, item = tf.cast(batch[:, 0], tf.int32), tf.cast(batch[:, 1], tf.int32)
        with tf.GradientTape() as tape:
            rows = tf.gather(self.users, user) * tf.gather(self.items, item)
            error = tf.reduce_sum(rows, axis=1) - batch[:, 2]
            loss = tf.reduce_mean(error**2) + 1e-3 * sum(self.penalties())
        for variable, slope in zip(self.variables, tape.gradient(loss, self.variables)):
            variable.assign_sub(rate * tf.convert_to_tensor(slope))
        return loss


def ratings(count):
    rng = np.random.default_rng(3)
    user, item = rng.integers(USERS, size=count), rng.integers(ITEMS, size=count)
    return np.stack([user, item, 1.0 + (user + item) % 3], axis=1).astype("float32")


def epochs(model, data, count):
    rng = np.random.default_rng(0)
    for _ in range(count):
        losses = [model.update(batch, tf.constant(0.2)) for batch in model.batches(data, 16, rng)]
        yield float(tf.reduce_mean(losses))


def main():
    return list(epochs(Factors(seed=1), ratings(64), count=6))


if __name__ == "__main__":
    curve = main()
    assert curve[-1] < curve[0]
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    assert np.allclose(curve, eager, atol=1e-3), (curve, eager)
    factors = Factors(seed=2)
    for batch in factors.batches(ratings(64), 16, np.random.default_rng(1)):
        factors.update(batch, tf.constant(0.1))
    assert factors.update.experimental_get_tracing_count() == 1
    print("proved")
