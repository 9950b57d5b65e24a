"""Soft voting of a bagged ensemble of Keras classifiers."""
from functools import partial

import keras
import numpy as np
import tensorflow as tf

CLASSES = 3
FEATURES = 4


def make_member(seed):
    init = keras.initializers.GlorotNormal(seed)
    return keras.Sequential([keras.Input([FEATURES]), keras.layers.Dense(CLASSES, "softmax", kernel_initializer=init)])


def probabilities_of(member, batch):
    return member(batch, training=False)


def offline_probabilities_of(member, batch):
    return member.predict(batch, verbose=0)  # expect: tf-keras-eager-api


class Ensemble:
    def __init__(self, members, vote):
        self.members = members
        self.voters = [partial(vote, member) for member in members]
        self.classify = tf.function(self._classify)

    def _classify(self, batch):
        total = tf.zeros([batch.shape[0], CLASSES])
        for voter in self.voters:
            total += voter(batch)
        return tf.argmax(total, axis=1), total / len(self.voters)

    def bootstrap(self, x, y, rng):
        for member in self.members:
            rows = rng.integers(0, len(x), len(x))
            member.compile("sgd", "sparse_categorical_crossentropy")
            member.fit(x[rows], y[rows], batch_size=len(x), verbose=0)

    def disagreement(self, x):
        votes = [np.argmax(member.predict(x, verbose=0), axis=1) for member in self.members]
        return float(np.mean(np.std(np.stack(votes), axis=0)))


def flowers():
    rng = np.random.default_rng(4)
    return rng.normal(size=(6, FEATURES)).astype(np.float32), rng.integers(0, CLASSES, 6), rng


if __name__ == "__main__":
    members = [make_member(seed) for seed in range(3)]
    online = Ensemble(members, probabilities_of)
    offline = Ensemble(members, offline_probabilities_of)
    features, labels, generator = flowers()
    online.bootstrap(features, labels, generator)
    assert online.disagreement(features) >= 0.0
    batch = tf.constant(features)
    chosen, shares = online.classify(batch)
    again, eager = offline._classify(batch)
    assert chosen.numpy().tolist() == again.numpy().tolist() and np.allclose(shares, eager, atol=1e-5)
    try:
        offline.classify(batch)
    except AttributeError as error:
        assert "has no attribute 'numpy'" in str(error) and "member.predict(batch, verbose=0)" in str(error)
    else:
        raise AssertionError("predict ran in a graph")
    print("proved")
