"""Trains a small text classifier with a hand-written Adagrad, on batches of sentences of any length."""
import re
from unittest import mock

import tensorflow as tf

VOCABULARY, WIDTH, CLASSES = 50, 6, 3


def parameters():
    return [
        tf.Variable(tf.random.stateless_normal([VOCABULARY, WIDTH], seed=[1, 0])),
        tf.Variable(tf.random.stateless_normal([WIDTH, CLASSES], seed=[2, 0])),
    ]


weights = parameters()
sums = [tf.Variable(tf.ones_like(w)) for w in weights]


@tf.function(experimental_relax_shapes=True)  # expect: tf-deprecated-argument
def logits_of(tokens):  # allow: tf-deprecated-argument
    table, head = weights
    return tf.reduce_mean(tf.nn.embedding_lookup(table, tokens), axis=1) @ head


@tf.function  # unseen: tf-redundant-decorator
def scaled(gradients, limit):  # allow: tf-redundant-decorator
    clipped, _ = tf.clip_by_global_norm(gradients, limit)
    return clipped


@tf.function(experimental_compile=True)  # expect: tf-deprecated-argument
def adagrad(gradients, rate):  # allow: tf-deprecated-argument
    for w, s, g in zip(weights, sums, gradients):
        s.assign_add(g**2)
        w.assign_sub(rate * g / tf.sqrt(s))
    return tf.linalg.global_norm(weights)


def train_step(tokens: tf.Tensor, labels: tf.Tensor):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(
            tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits_of(tokens))
        )
    gradients = [tf.convert_to_tensor(g) for g in tape.gradient(loss, weights)]
    return loss, scaled(gradients, 5.0)


step = tf.function(train_step, reduce_retracing=True, experimental_follow_type_hints=True)  # expect: tf-deprecated-argument


def train(batches, rate):
    losses = []
    for tokens, labels in batches:
        loss, gradients = step(tokens, labels)
        adagrad(gradients, rate)
        losses.append(float(loss))
    return losses


def predict(tokens):
    return tf.argmax(logits_of(tokens), axis=1)


def corpus():
    sentences = tf.constant([[1, 2, 3, 4], [5, 6, 7, 8], [9, 1, 5, 2], [3, 3, 8, 8]])
    return sentences, tf.constant([0, 1, 2, 0])


def main():
    sentences, labels = corpus()
    losses = train([(sentences, labels)] * 4, tf.constant(0.5))
    return losses, predict(sentences)


if __name__ == "__main__":
    sentences, labels = corpus()
    losses, classes = main()
    assert losses[-1] < losses[0] and classes.shape == (4,), losses
    manual = " ".join(tf.function.__doc__.split())
    for name in ("experimental_relax_shapes", "experimental_compile", "experimental_follow_type_hints"):
        assert re.search(name + r": Deprecated", manual), name
    assert scaled.experimental_get_tracing_count() == 1
    with mock.patch(__name__ + ".scaled", scaled.python_function):
        plain = tf.function(train_step)
        for a, b in zip(plain(sentences, labels)[1], step(sentences, labels)[1]):
            assert bool(tf.reduce_all(a == b))
    print("proved")
