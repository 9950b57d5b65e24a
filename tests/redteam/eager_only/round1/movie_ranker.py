"""Two-tower ranking of movies; subclasses of the experiment decide how it is validated."""
import abc

import keras
import numpy as np
import tensorflow as tf

USERS, MOVIES, RANK = 5, 7, 3


class TwoTower(keras.Model):
    def __init__(self, seed=0):
        super().__init__()
        init = keras.initializers.RandomNormal(seed=seed)
        self.user_tower = keras.layers.Embedding(USERS, RANK, embeddings_initializer=init)
        self.movie_tower = keras.layers.Embedding(MOVIES, RANK, embeddings_initializer=init)

    def call(self, pairs):
        return tf.reduce_sum(self.user_tower(pairs[:, 0]) * self.movie_tower(pairs[:, 1]), axis=-1)


class Experiment(abc.ABC):
    def __init__(self):
        self.model = TwoTower()
        self.model.compile(loss="mse")
        self.model(tf.zeros([1, 2], tf.int32))

    @abc.abstractmethod
    def score(self, pairs, ratings):
        """The figure that a report shows."""

    @tf.function
    def report(self, pairs, ratings):
        baseline = tf.math.reduce_variance(ratings)
        return self.score(pairs, ratings) / baseline


class MeanSquare(Experiment):
    def score(self, pairs, ratings):
        return tf.reduce_mean(tf.square(self.model(pairs) - ratings))


class Compiled(Experiment):
    def score(self, pairs, ratings):
        return self.model.evaluate(pairs, ratings, verbose=0)  # expect: tf-keras-eager-api


class Tuned(MeanSquare):
    """Takes a few steps on the pairs before it scores them."""

    def score(self, pairs, ratings):
        self.model.fit(pairs, ratings, verbose=0)  # expect: tf-keras-eager-api
        return super().score(pairs, ratings)


def history():
    rng = np.random.default_rng(8)
    pairs = np.stack([rng.integers(0, USERS, 6), rng.integers(0, MOVIES, 6)], axis=1)
    return tf.constant(pairs, tf.int32), tf.constant(rng.integers(1, 6, 6), tf.float32)


if __name__ == "__main__":
    watched, stars = history()
    mean_square, compiled, tuned = MeanSquare(), Compiled(), Tuned()
    graph = float(mean_square.report(watched, stars))
    tf.config.run_functions_eagerly(True)
    assert np.isclose(graph, float(compiled.report(watched, stars)), rtol=1e-4)
    assert float(tuned.report(watched, stars)) > 0.0
    tf.config.run_functions_eagerly(False)
    for experiment, culprit in ((compiled, "self.model.evaluate("), (tuned, "self.model.fit(")):
        try:
            experiment.report(watched, stars)
        except tf.errors.OperatorNotAllowedInGraphError as error:
            assert culprit in str(error), error
        else:
            raise AssertionError(culprit)
    print("proved")
