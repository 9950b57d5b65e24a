"""Losses and metrics for learning to rank that work inside of Keras."""
import numpy as np
import tensorflow as tf
from tensorflow import keras


class Softmax(keras.losses.Loss):
    """Listwise cross entropy; queries without relevant documents weigh nothing."""

    def __init__(self, temperature=1.0, normalise=True):
        super().__init__(name="listwise_softmax")
        if temperature <= 0.0:
            raise ValueError("temperature must be positive")
        self.temperature = temperature
        self.normalise = normalise

    def call(self, relevance, scores):
        assert scores.shape.rank == 2
        total = tf.reduce_sum(relevance, axis=1, keepdims=True)
        target = tf.math.divide_no_nan(relevance, total) if self.normalise else relevance
        losses = -tf.reduce_sum(target * tf.nn.log_softmax(scores / self.temperature), axis=1)
        return tf.where(total[:, 0] > 0.0, losses, 0.0)


@tf.function
def robust(value):
    if value > 5.0:
        return 5.0 + tf.math.log(value - 4.0)
    return value


def pointwise(relevance, scores):
    return robust(tf.reduce_mean(tf.square(relevance - scores)))


class ReciprocalRank(keras.metrics.Metric):
    def __init__(self, cutoff=3, name="mrr"):
        super().__init__(name=name)
        self.cutoff = cutoff
        self.total = self.add_weight(name="total", initializer="zeros")
        self.queries = self.add_weight(name="queries", initializer="zeros")

    def update_state(self, relevance, scores, sample_weight=None):
        order = tf.argsort(scores, direction="DESCENDING", axis=1)
        ranked = tf.gather(relevance, order, batch_dims=1)
        best = tf.zeros_like(ranked[:, 0])
        for position in range(self.cutoff):
            best = tf.maximum(best, tf.cast(ranked[:, position] > 0.0, tf.float32) / (position + 1.0))
        if sample_weight is not None:
            best = best * tf.reshape(sample_weight, [-1])
        self.total.assign_add(tf.reduce_sum(best))
        self.queries.assign_add(tf.cast(tf.shape(scores)[0], tf.float32))

    def result(self):
        return tf.math.divide_no_nan(self.total, self.queries)


def build(loss):
    documents = keras.Input([4, 3])
    scores = keras.layers.Reshape([4])(keras.layers.Dense(1)(documents))
    model = keras.Model(documents, scores)
    model.compile(optimizer="sgd", loss=loss, metrics=[ReciprocalRank()])
    return model


def queries():
    rng = np.random.default_rng(8)
    documents = rng.normal(size=(6, 4, 3)).astype(np.float32)
    relevance = (documents[..., 0] > 0.5).astype(np.float32)
    return documents, relevance


def main():
    documents, relevance = queries()
    results = []
    for loss in (Softmax(temperature=2.0), pointwise):
        model = build(loss)
        model.fit(documents, relevance, batch_size=3, verbose=0)
        results.append((model, loss, model.evaluate(documents, relevance, batch_size=6, verbose=0, return_dict=True)))
    return results


if __name__ == "__main__":
    inputs, labels = queries()
    tensors = tf.constant(labels)
    for network, function, values in main():
        predicted = network(tf.constant(inputs))
        assert abs(float(function(tensors, predicted)) - values["loss"]) < 1e-4
        metric = ReciprocalRank()
        metric.update_state(tensors, predicted)
        assert abs(float(metric.result()) - values["mrr"]) < 1e-5
    print("proved")
