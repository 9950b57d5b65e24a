"""Active learning: chooses which images to label next, by the model's own uncertainty."""
import keras
import numpy as np
import tensorflow as tf

CLASSES = 3


def build():
    keras.utils.set_random_seed(11)
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(CLASSES, activation="softmax")])


def entropy(probabilities):
    return -tf.reduce_sum(probabilities * tf.math.log(probabilities + 1e-7), axis=-1)


class Committee:
    """Several models that vote; disagreement is uncertainty."""

    def __init__(self, *models):
        self.models = models

    def predict(self, images):
        """Mean of the members' probabilities."""
        votes = [member(images, training=False) for member in self.models]
        return tf.add_n(votes) / len(votes)

    def evaluate(self, images, labels):
        return keras.metrics.sparse_categorical_accuracy(labels, self.predict(images))


class Selector:
    def __init__(self, model, committee, count=2):
        self.model = model
        self.committee = committee
        self.count = count

    def scores(self, images):
        return entropy(tf.convert_to_tensor(self.model.predict(images, verbose=0)))  # expect: tf-keras-eager-api

    def staged_scores(self, images):
        return entropy(self.model(images, training=False))

    @tf.function
    def choose(self, images):
        return tf.math.top_k(self.scores(images), self.count).indices

    @tf.function
    def staged_choose(self, images):
        return tf.math.top_k(self.staged_scores(images), self.count).indices

    @tf.function
    def choose_by_committee(self, images):
        return tf.math.top_k(entropy(self.committee.predict(images)), self.count).indices

    @tf.function
    def committee_accuracy(self, images, labels):
        return tf.reduce_mean(self.committee.evaluate(images, labels))


def pool():
    images = np.random.default_rng(1).normal(size=(6, 4)).astype(np.float32)
    return tf.constant(images), tf.constant([0, 1, 2, 0, 1, 2])


if __name__ == "__main__":
    model = build()
    selector = Selector(model, Committee(model, build()))
    images, labels = pool()
    tf.config.run_functions_eagerly(True)
    eager = selector.choose(images), selector.choose_by_committee(images), selector.committee_accuracy(images, labels)
    tf.config.run_functions_eagerly(False)
    for _ in range(2):
        assert selector.staged_choose(images).numpy().tolist() == eager[0].numpy().tolist()
        assert selector.choose_by_committee(images).numpy().tolist() == eager[1].numpy().tolist()
        assert selector.committee_accuracy(images, labels) == eager[2]
    try:
        selector.choose(images)
    except (AttributeError, RuntimeError, tf.errors.OperatorNotAllowedInGraphError) as error:
        assert "self.model.predict(images, verbose=0)" in str(error), error
    else:
        raise AssertionError("predict ran in a graph")
    print("proved")
