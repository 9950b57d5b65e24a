"""Rounds of federated learning with noise and robust aggregation."""
import numpy as np
import tensorflow as tf

RULES = ("mean", "median", "trimmed")


class Server(tf.Module):
    def __init__(self, size, rule="mean", bound=1.0, noise=None):
        super().__init__()
        if rule not in RULES:
            raise ValueError(f"unknown rule {rule!r}")
        self.weights = tf.Variable(tf.zeros([size]))
        self.rule, self.bound, self.noise = rule, bound, noise

    def clip(self, update):
        norm = tf.norm(update)
        return update * (self.bound / norm) if norm > self.bound else update

    def combine(self, updates):
        if self.rule == "mean":
            return tf.reduce_mean(updates, axis=0)
        ordered = tf.sort(updates, axis=0)
        middle = updates.shape[0] // 2
        if self.rule == "median":
            return ordered[middle]
        if updates.shape[0] < 3:
            raise ValueError("trimming needs three clients")
        return tf.reduce_mean(ordered[1:-1], axis=0)

    @tf.function
    def aggregate(self, updates, seed):
        assert updates.shape[-1] == self.weights.shape[0]
        if updates.dtype != tf.float32:
            raise TypeError(updates.dtype)
        tf.debugging.assert_greater(tf.shape(updates)[0], 0)
        clipped = tf.map_fn(self.clip, updates)
        step = self.combine(clipped)
        if self.noise is not None:
            step += self.noise * tf.random.stateless_normal(step.shape, seed)
        self.weights.assign_add(step)
        if tf.norm(self.weights) > 10.0:
            self.weights.assign(self.weights / tf.norm(self.weights))
        return tf.norm(step)

    @tf.function
    def agreement(self, updates):
        signs = [tf.sign(update) for update in tf.unstack(updates)]
        first = signs[0]
        same = tf.constant(0)
        for other in signs[1:]:
            if tf.reduce_all(other == first):
                same += 1
        return same


def rounds(rule, noise):
    server = Server(3, rule=rule, noise=noise)
    updates = tf.constant([[0.1, 0.2, 0.3], [3.0, 4.0, 1.0], [-0.2, 0.1, 0.4], [0.5, 0.5, 0.5]])
    for number in range(3):
        server.aggregate(updates, tf.constant([number, 7]))
    return server.weights.numpy(), int(server.agreement(updates))


def main():
    return {rule: rounds(rule, noise) for rule, noise in zip(RULES, (None, 0.1, None))}


if __name__ == "__main__":
    graph = main()
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    for name in RULES:
        np.testing.assert_allclose(graph[name][0], eager[name][0], rtol=1e-5, atol=1e-6)
        assert graph[name][1] == eager[name][1] == 2
    print("proved")
