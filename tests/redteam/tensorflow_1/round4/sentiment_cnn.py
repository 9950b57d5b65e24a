"""Sentence classifier with convolutions over word vectors; the forward pass came from an older repository."""
import argparse

import tensorflow as tf


def parse_args(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--filters", type=int, default=6)
    parser.add_argument("--width", type=int, default=3)
    parser.add_argument("--embedding", type=int, default=8)
    return parser.parse_args(argv)


class TextCNN(tf.Module):
    def __init__(self, args, vocabulary=40, classes=2):
        super().__init__()
        rng = tf.random.Generator.from_seed(11)
        self.table = tf.Variable(rng.normal([vocabulary, args.embedding]))
        self.kernel = tf.Variable(rng.normal([args.width, args.embedding, args.filters], stddev=0.1))
        self.head = tf.Variable(rng.normal([args.filters, classes], stddev=0.1))

    def features(self, tokens):
        words = tf.nn.embedding_lookup(self.table, tokens)
        maps = tf.nn.relu(tf.nn.conv1d(words, self.kernel, stride=1, padding="VALID"))
        return tf.reduce_max(maps, axis=1)

    @tf.function
    def logits(self, tokens):
        dropout_keep_prob = tf.compat.v1.placeholder(tf.float32, name="dropout_keep_prob")  # expect: tf1-placeholder
        pooled = self.features(tokens)
        dropped = tf.nn.dropout(pooled, rate=1.0 - dropout_keep_prob)
        return tf.matmul(dropped, self.head)

    @tf.function
    def predict_class(self, tokens):
        scores = tf.matmul(self.features(tokens), self.head)
        return tf.argmax(scores, axis=-1, output_type=tf.int32)


def batch(size=4, length=10):
    tokens = tf.random.stateless_uniform([size, length], [1, 2], 0, 40, tf.int32)
    return tokens, tf.math.floormod(tokens[:, 0], 2)


def train(model, steps=3):
    for _ in range(steps):
        tokens, labels = batch()
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(
                tf.nn.sparse_softmax_cross_entropy_with_logits(labels, model.logits(tokens))
            )
        for variable, grad in zip(model.trainable_variables, tape.gradient(loss, model.trainable_variables)):
            variable.assign_sub(0.1 * tf.convert_to_tensor(grad))


if __name__ == "__main__":
    model = TextCNN(parse_args([]))
    tokens, _ = batch()
    graph, eager = model.predict_class(tokens), TextCNN.predict_class.python_function(model, tokens)
    assert graph.numpy().tolist() == eager.numpy().tolist()
    try:
        train(model)
    except tf.errors.InvalidArgumentError as error:
        assert "You must feed a value for placeholder tensor 'dropout_keep_prob'" in str(error), error
    else:
        raise AssertionError("nobody fed the keep probability")
    try:
        TextCNN.logits.python_function(model, tokens)
    except RuntimeError as error:
        assert "tf.placeholder() is not compatible with eager execution" in str(error), error
    else:
        raise AssertionError
    print("proved")
