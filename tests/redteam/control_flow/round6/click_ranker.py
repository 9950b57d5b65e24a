"""A pairwise ranking model for search results, trained with Keras."""
import numpy as np
import tensorflow as tf

MARGIN = 0.5


def pair_differences(values):
    return values[:, :, None] - values[:, None, :]


def listwise_hinge(clicks, scores):
    """Hinge loss over pairs of documents; a batch without clicks gives no loss."""
    wanted = tf.nn.relu(pair_differences(clicks))
    pairs = tf.reduce_sum(wanted)
    if pairs == 0.0:  # expect: tf-keras-call-control-flow
        return 0.0 * tf.reduce_sum(scores)
    losses = wanted * tf.nn.relu(MARGIN - pair_differences(scores))
    return tf.reduce_sum(losses) / pairs


def smooth_hinge(clicks, scores):
    """The same idea without control flow."""
    wanted = tf.nn.relu(pair_differences(clicks))
    losses = wanted * tf.nn.softplus(MARGIN - pair_differences(scores))
    return tf.math.divide_no_nan(tf.reduce_sum(losses), tf.reduce_sum(wanted))


class Ranker:
    def __init__(self, features, loss):
        inputs = tf.keras.Input([None, features])
        hidden = tf.keras.layers.Dense(4, activation="tanh")(inputs)
        scores = tf.keras.layers.Dense(1)(hidden)
        self.network = tf.keras.Model(inputs, tf.keras.layers.Reshape([-1])(scores))
        self.network.compile(optimizer="sgd", loss=loss)

    def train(self, documents, clicks):
        return self.network.fit(documents, clicks, batch_size=4, epochs=1, verbose=0).history["loss"][0]


def query_log():
    rng = np.random.default_rng(0)
    documents = rng.normal(size=(8, 5, 3)).astype(np.float32)
    clicks = (documents[:, :, 0] > 0.3).astype(np.float32)
    return documents, clicks


def main():
    documents, clicks = query_log()
    baseline = Ranker(3, smooth_hinge).train(documents, clicks)
    hinge = Ranker(3, listwise_hinge).train(documents, clicks)
    return baseline, hinge


if __name__ == "__main__":
    logged, labels = query_log()
    eager = listwise_hinge(tf.constant(labels), tf.constant(logged[:, :, 0]))
    assert float(eager) >= 0.0
    assert np.isfinite(Ranker(3, smooth_hinge).train(logged, labels))
    try:
        main()
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "as a Python `bool` is not allowed" in str(error)
    else:
        raise AssertionError("the loss was converted")
    print("proved")
