"""Matrix factorisation with the Bayesian personalised ranking loss."""
from dataclasses import dataclass

import numpy as np
import tensorflow as tf


@dataclass
class BPRConfig:
    users: int = 12
    items: int = 20
    factors: int = 4
    rate: float = 0.1
    l2: float = 0.01
    epochs: int = 3


config = BPRConfig()
user_factors = tf.Variable(tf.random.stateless_normal([config.users, config.factors], [3, 1]))
item_factors = tf.Variable(tf.random.stateless_normal([config.items, config.factors], [3, 2]))


def score(u, i):
    return tf.reduce_sum(tf.gather(user_factors, u) * tf.gather(item_factors, i), axis=-1)


def interactions(n: int):
    rng = np.random.default_rng(4)
    users = rng.integers(0, config.users, n)
    positives = rng.integers(0, config.items // 2, n)
    negatives = rng.integers(config.items // 2, config.items, n)
    return tf.data.Dataset.from_tensor_slices((users, positives, negatives)).batch(16, drop_remainder=True)


@tf.function
def train_step(users, positives, negatives):
    with tf.GradientTape() as tape:
        margin = score(users, positives) - score(users, negatives)
        penalty = tf.nn.l2_loss(user_factors) + tf.nn.l2_loss(item_factors)
        loss = -tf.reduce_mean(tf.math.log_sigmoid(margin)) + config.l2 * penalty
    for variable, gradient in zip(
        (user_factors, item_factors), tape.gradient(loss, [user_factors, item_factors])
    ):
        variable.assign_sub(config.rate * tf.convert_to_tensor(gradient))
    # share of pairs in the right order
    auc = np.mean(margin > 0)  # expect: tf-numpy-op
    return loss, auc


@tf.function
def recommend(users):
    scores = tf.matmul(tf.gather(user_factors, users), item_factors, transpose_b=True)
    order = np.argsort(-scores, axis=1)  # expect: tf-numpy-op
    return order[:, :5]


def run():
    history = []
    for _ in range(config.epochs):
        for users, positives, negatives in interactions(64):
            loss, auc = train_step(users, positives, negatives)
            history.append((float(loss), float(auc)))
    return history, recommend(tf.constant([0, 3, 5]))


if __name__ == "__main__":
    first = next(iter(interactions(64)))
    _, share = train_step.python_function(*first)
    assert 0.0 <= share <= 1.0
    assert recommend.python_function(tf.constant([0, 3, 5])).shape == (3, 5)
    for call, line in ((run, "np.mean(margin > 0)"), (lambda: recommend(tf.constant([0, 3, 5])), "np.argsort")):
        try:
            call()
        except NotImplementedError as e:
            assert "Cannot convert a symbolic tf.Tensor" in str(e) and line in str(e), e
        else:
            raise AssertionError(line)
    print("proved")
