"""Fits a chain of stumps and logs the curve with a step that lives in a variable."""
import tempfile

import numpy as np
import tensorflow as tf


class CurveLog:
    def __init__(self, folder):
        self.writer = tf.summary.create_file_writer(folder)
        self.step = tf.Variable(0, dtype=tf.int64, trainable=False)

    def record(self, name, value):
        with self.writer.as_default():
            tf.summary.write(name, value, step=self.step)


class Booster:
    def __init__(self, log, rows):
        self.log = log
        self.margin = tf.Variable(tf.zeros([rows]))

    @tf.function
    def add(self, feature, signs, shrinkage=0.3):
        stump = tf.sign(feature - tf.reduce_mean(feature))
        weights = tf.exp(-signs * self.margin)
        edge = tf.reduce_sum(weights * signs * stump) / tf.reduce_sum(weights)
        self.margin.assign_add(shrinkage * tf.atanh(0.99 * edge) * stump)
        loss = tf.reduce_mean(tf.exp(-signs * self.margin))
        self.log.record("loss", loss)
        self.log.step.assign_add(1)
        return loss

    @tf.function
    def evaluate(self, signs, step):
        accuracy = tf.reduce_mean(tf.cast(self.margin * signs > 0.0, tf.float32))
        with self.log.writer.as_default():
            tf.summary.write("accuracy", accuracy, step=step)
        return accuracy


def boost(folder, rounds=8):
    generator = np.random.default_rng(6)
    features = generator.normal(size=[4, 50]).astype(np.float32)
    signs = tf.sign(tf.constant(features.sum(axis=0)))
    log = CurveLog(folder)
    booster = Booster(log, rows=50)
    losses, accuracies = [], []
    for number in range(rounds):
        feature = features[number % len(features)]
        losses.append(float(booster.add(feature, signs)))
        accuracies.append(float(booster.evaluate(signs, tf.constant(number, tf.int64))))
    with log.writer.as_default():
        tf.summary.write("final", losses[-1], step=rounds)
    log.writer.close()
    return booster, losses, accuracies


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        booster, losses, accuracies = boost(folder)
    assert losses[-1] < losses[0] and accuracies[-1] > 0.7
    assert int(booster.log.step) == 8
    assert booster.add.experimental_get_tracing_count() == 1
    assert booster.evaluate.experimental_get_tracing_count() == 1
    print("proved")
