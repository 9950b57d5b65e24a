"""A training loop with callbacks that compute metrics after every epoch."""
from unittest import mock

import numpy as np
import tensorflow as tf


def compiled(function, **options):
    """The project's way to compile: without AutoGraph unless asked for."""
    options.setdefault("autograph", False)
    return tf.function(function, **options)  # allow: tf-function-in-loop


def accuracy(logits, labels):
    return tf.reduce_mean(tf.cast(tf.equal(logits > 0.0, labels > 0.5), tf.float32))


def log_loss(logits, labels):
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits))


class Callback:
    def on_epoch_end(self, epoch, model):
        """Called with the number of the epoch and the model."""


class MetricCallback(Callback):
    def __init__(self, metric, features, labels):
        self.metric = metric
        self.features = features
        self.labels = labels
        self.values = []

    def on_epoch_end(self, epoch, model):
        logits = model.logits(self.features)
        value = compiled(self.metric)(logits, self.labels)  # expect: tf-function-in-loop
        self.values.append(float(value))


class BestEpoch(Callback):
    def __init__(self, watched):
        self.watched = watched
        self.best = 0

    def on_epoch_end(self, epoch, model):
        self.best = int(np.argmax(self.watched.values))


class LogisticModel:
    def __init__(self, width):
        self.weights = tf.Variable(tf.zeros([width]))
        self.train_step = compiled(self._train_step)

    def logits(self, features):
        return tf.linalg.matvec(features, self.weights)

    def _train_step(self, features, labels):
        with tf.GradientTape() as tape:
            loss = log_loss(self.logits(features), labels)
        self.weights.assign_sub(tape.gradient(loss, self.weights))

    def fit(self, features, labels, epochs, callbacks):
        for epoch in range(epochs):
            self.train_step(features, labels)
            for callback in callbacks:
                callback.on_epoch_end(epoch, self)


def main(epochs=5):
    generator = np.random.default_rng(1)
    features = tf.constant(generator.normal(size=[40, 3]), tf.float32)
    labels = tf.cast(features[:, 0] + features[:, 1] > 0.0, tf.float32)
    score = MetricCallback(accuracy, features, labels)
    LogisticModel(3).fit(features, labels, epochs, [score, BestEpoch(score)])
    return score.values


if __name__ == "__main__":
    made, wrap = [], tf.function

    def remember(function, **options):
        made.append(wrap(function, **options))
        return made[-1]

    with mock.patch.object(tf, "function", remember):
        values = main()
    assert len(values) == 5 and values[-1] > 0.8
    assert len(made) == 1 + 5
    assert [function.experimental_get_tracing_count() for function in made] == [1] * 6
    print("proved")
