"""Federated averaging over clinics that keep their records at home."""
import numpy as np
import tensorflow as tf

trace_log = {"count": 0}


class LocalLearner:
    def __init__(self, start, rate=0.1):
        self.weights = tf.Variable(start)
        self.rate = rate

    @tf.function  # allow: tf-function-in-loop
    def step(self, x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(tf.linalg.matvec(x, self.weights) - y))
        self.weights.assign_sub(self.rate * tape.gradient(loss, self.weights))
        return loss

    def train(self, x, y, steps):
        for _ in range(steps):
            self.step(x, y)
        trace_log["count"] += self.step.experimental_get_tracing_count()
        return self.weights.numpy()


class Clinic:
    def __init__(self, seed, patients=8):
        rng = np.random.default_rng(seed)
        x = rng.normal(size=[patients, 2]).astype(np.float32)
        self.x = tf.constant(x)
        self.y = tf.constant(x @ np.array([1.0, -2.0], np.float32))

    def contribute(self, global_weights, steps=3):
        learner = LocalLearner(global_weights)  # expect: tf-function-in-loop
        return learner.train(self.x, self.y, steps)


def federated_rounds(clinics, rounds):
    weights = np.zeros(2, np.float32)
    for number in range(rounds):
        updates = [clinic.contribute(weights) for clinic in clinics]
        weights = np.mean(updates, axis=0)
        print(f"round {number}: {weights.round(2)}")
    return weights


if __name__ == "__main__":
    sites = [Clinic(seed) for seed in range(3)]
    federated_rounds(sites, rounds=4)
    assert trace_log["count"] == 12
    kept = LocalLearner(np.zeros(2, np.float32))
    for site in sites:
        kept.step(site.x, site.y)
    assert kept.step.experimental_get_tracing_count() == 1
    print("proved")
