"""A small classifier whose one traced step serves training and evaluation."""
import numpy as np
import tensorflow as tf


class Classifier(tf.Module):
    def __init__(self, width, hidden=8):
        super().__init__()
        generator = np.random.default_rng(1)
        self.first = tf.Variable(generator.normal(size=[width, hidden]) * 0.3, dtype=tf.float32)
        self.second = tf.Variable(generator.normal(size=[hidden, 1]) * 0.3, dtype=tf.float32)

    def logits(self, features, training):
        hidden = tf.nn.relu(tf.matmul(features, self.first))
        if training:
            hidden = tf.nn.dropout(hidden, 0.1)
        return tf.matmul(hidden, self.second)[:, 0]

    @tf.function
    def run(self, features, labels, training):
        with tf.GradientTape() as tape:
            losses = tf.nn.sigmoid_cross_entropy_with_logits(labels, self.logits(features, training))
            loss = tf.reduce_mean(losses)
        if training:
            variables = self.trainable_variables
            for variable, gradient in zip(variables, tape.gradient(loss, variables)):
                variable.assign_sub(0.5 * gradient)
        return loss

    @tf.function
    def score(self, features, labels, weights=None, reduction="mean"):
        hits = tf.cast(tf.equal(self.logits(features, False) > 0.0, labels > 0.5), tf.float32)
        if weights is not None:
            hits *= weights
        return tf.reduce_sum(hits) if reduction == "sum" else tf.reduce_mean(hits)


def epoch(model, batches, training):
    losses = [model.run(features, labels, training) for features, labels in batches]
    return float(np.mean(losses))


def fit(model, train, test, epochs):
    log = []
    for number in range(epochs):
        row = {"epoch": number}
        for name, batches in (("train", train), ("test", test)):
            row[name] = epoch(model, batches, training=name == "train")
        last = number == epochs - 1
        features, labels = test[0]
        row["hits"] = float(model.score(features, labels, reduction="sum" if last else "mean"))
        log.append(row)
    return log


def make_batches(count, seed, size=16):
    generator = np.random.default_rng(seed)
    features = generator.normal(size=[count, size, 2]).astype(np.float32)
    labels = (features.sum(axis=-1) > 0.0).astype(np.float32)
    return list(zip(features, labels))


def main():
    model = Classifier(2)
    log = fit(model, make_batches(4, 0), make_batches(2, 1), epochs=6)
    return model, log


if __name__ == "__main__":
    model, log = main()
    assert log[-1]["test"] < log[0]["test"] and log[-1]["hits"] > 8
    assert model.run.experimental_get_tracing_count() == 2
    assert model.score.experimental_get_tracing_count() == 2
    print("proved")
