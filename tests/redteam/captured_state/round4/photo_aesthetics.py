"""Aesthetic score with early stopping, an exponential moving average and a small sweep."""
from dataclasses import dataclass, replace

import numpy as np
import tensorflow as tf


@dataclass(frozen=True)
class Settings:
    rate: float = 0.1
    decay: float = 0.9
    penalty: float = 0.0
    patience: int = 3


class EarlyStopping:
    def __init__(self, patience):
        self.patience = patience
        self.best = np.inf
        self.wait = 0
        self.best_weights = None

    def stop(self, value, weights):
        if value < self.best:
            self.best, self.wait = value, 0
            self.best_weights = [weight.numpy() for weight in weights]
        else:
            self.wait += 1
        return self.wait >= self.patience


def build_training(settings, features):
    weights = [tf.Variable(tf.zeros([features, 1])), tf.Variable(tf.zeros([1]))]
    averages = [tf.Variable(weight, trainable=False) for weight in weights]

    @tf.function
    def train_step(photos, scores):
        with tf.GradientTape() as tape:
            error = tf.matmul(photos, weights[0]) + weights[1] - scores
            loss = tf.reduce_mean(tf.square(error)) + settings.penalty * tf.nn.l2_loss(weights[0])
        for weight, average, gradient in zip(weights, averages, tape.gradient(loss, weights)):
            weight.assign_sub(settings.rate * gradient)
            average.assign(settings.decay * average + (1.0 - settings.decay) * weight)
        return loss

    @tf.function
    def evaluate(photos, scores):
        error = tf.matmul(photos, averages[0]) + averages[1] - scores
        return tf.reduce_mean(tf.square(error))

    return train_step, evaluate, averages


def run(settings, photos, scores, epochs=60):
    train_step, evaluate, averages = build_training(settings, photos.shape[1])
    stopper = EarlyStopping(settings.patience)
    for epoch in range(epochs):
        train_step(photos, scores)
        if stopper.stop(float(evaluate(photos, scores)), averages):
            break
    for average, best in zip(averages, stopper.best_weights):
        average.assign(best)
    return float(evaluate(photos, scores)), stopper.best, train_step


def main():
    rng = np.random.default_rng(44)
    photos = tf.constant(rng.normal(size=(50, 3)), tf.float32)
    scores = tf.reduce_sum(photos, axis=1, keepdims=True) + 5.0
    settings = Settings()
    plain = run(settings, photos, scores)
    settings = replace(settings, penalty=5.0)
    penalised = run(settings, photos, scores)
    return plain, penalised


if __name__ == "__main__":
    graph = main()
    tf.config.run_functions_eagerly(True)
    eager = main()
    for (final, best, train_step), (eager_final, _, _) in zip(graph, eager):
        assert abs(final - best) < 1e-5 and abs(final - eager_final) < 1e-3
        assert train_step.experimental_get_tracing_count() == 1
    assert graph[0][0] < 0.1 < graph[1][0]
    print("proved")
