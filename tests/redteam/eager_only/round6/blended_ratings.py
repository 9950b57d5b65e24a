"""Predicts ratings by a blend of a bias baseline and a Keras model."""
import keras
import numpy as np
import tensorflow as tf

USERS, ITEMS = 6, 9


class BiasBaseline(tf.Module):
    """Mean plus user bias plus item bias; has the usual estimator methods."""

    def __init__(self):
        super().__init__()
        self.mean = tf.Variable(3.0)
        self.user = tf.Variable(tf.zeros([USERS]))
        self.item = tf.Variable(tf.zeros([ITEMS]))

    def predict(self, pairs):
        return self.mean + tf.gather(self.user, pairs[:, 0]) + tf.gather(self.item, pairs[:, 1])

    def evaluate(self, pairs, ratings):
        return tf.reduce_mean(tf.square(self.predict(pairs) - ratings))

    def fit(self, pairs, ratings, rate):
        error = ratings - self.predict(pairs)
        self.user.scatter_add(tf.IndexedSlices(rate * error, pairs[:, 0]))
        self.item.scatter_add(tf.IndexedSlices(rate * error, pairs[:, 1]))

    def get_weights(self):
        return [self.user.read_value(), self.item.read_value()]


def interaction_model():
    inputs = keras.Input((2,), dtype="int32")
    user = keras.layers.Embedding(USERS, 3)(inputs[:, 0])
    item = keras.layers.Embedding(ITEMS, 3)(inputs[:, 1])
    model = keras.Model(inputs, keras.layers.Dot(axes=1)([user, item]))
    model.compile("sgd", "mse")
    return model


class Blend:
    def __init__(self, share=0.5):
        self.baseline = BiasBaseline()
        self.model = interaction_model()
        self.share = share

    @tf.function
    def baseline_step(self, pairs, ratings, rate):
        self.baseline.fit(pairs, ratings, rate)
        norm = tf.linalg.global_norm(self.baseline.get_weights())
        return self.baseline.evaluate(pairs, ratings), norm

    @tf.function
    def score(self, pairs):
        rest = tf.squeeze(self.model(pairs, training=False), axis=-1)
        return self.baseline.predict(pairs) + self.share * rest

    def train(self, pairs, ratings, epochs=3):
        rate = tf.constant(0.2)
        errors = [float(self.baseline_step(pairs, ratings, rate)[0]) for _ in range(epochs)]
        residual = ratings - self.baseline.predict(pairs)
        self.model.fit(pairs.numpy(), residual.numpy(), epochs=1, verbose=0)
        return errors


def main():
    rng = np.random.default_rng(6)
    pairs = tf.constant(np.stack([rng.integers(0, USERS, 30), rng.integers(0, ITEMS, 30)], axis=1), tf.int32)
    ratings = tf.constant(rng.uniform(1, 5, 30), tf.float32)
    blend = Blend()
    return blend, pairs, blend.train(pairs, ratings), blend.score(pairs)


if __name__ == "__main__":
    blend, pairs, errors, scores = main()
    assert errors[-1] < errors[0]
    by_hand = blend.baseline.predict(pairs).numpy() + 0.5 * blend.model.predict(pairs.numpy(), verbose=0)[:, 0]
    np.testing.assert_allclose(scores, by_hand, atol=1e-5)
    np.testing.assert_allclose(scores, Blend.score.python_function(blend, pairs), atol=1e-5)
    print("proved")
