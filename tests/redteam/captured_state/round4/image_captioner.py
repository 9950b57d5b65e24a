"""Trains the embedding side of an image captioner eagerly and hands it to the serving team."""
import tempfile

import numpy as np
import tensorflow as tf


class CaptionEncoder(tf.Module):
    def __init__(self, vocabulary, width):
        super().__init__(name="caption_encoder")
        self.vectors = tf.Variable(tf.random.stateless_uniform([vocabulary, width], seed=[4, 2]))
        self.gate = tf.Variable(tf.ones([width]))

    def pool(self, ids):
        words = tf.gather(self.vectors, ids)
        return tf.reduce_mean(words, axis=-2) * self.gate

    @tf.function
    def embed(self, ids):
        return tf.math.l2_normalize(self.pool(ids), axis=-1)


class ContrastiveTask:
    def __init__(self, encoder, rate=0.3):
        self.encoder = encoder
        self.rate = rate

    def loss(self, captions, images):
        scores = tf.matmul(self.encoder.pool(captions), images, transpose_b=True)
        targets = tf.range(tf.shape(scores)[0])
        return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(targets, scores))

    def fit(self, captions, images, steps):
        losses = []
        for _ in range(steps):
            with tf.GradientTape() as tape:
                loss = self.loss(captions, images)
            weights = self.encoder.trainable_variables
            for weight, gradient in zip(weights, tape.gradient(loss, weights)):
                weight.assign_sub(self.rate * tf.convert_to_tensor(gradient))
            losses.append(float(loss))
        return losses


def hand_over(encoder, folder):
    tf.saved_model.save(encoder, folder)  # unseen: tf-saved-python-value
    return folder


def caption_search(folder, captions):
    """What the serving team runs."""
    served = tf.saved_model.load(folder)
    return served.embed(captions)


def dataset(pairs=6, width=8):
    rng = np.random.default_rng(9)
    captions = tf.constant(rng.integers(50, size=(pairs, 5)), tf.int32)
    return captions, tf.constant(rng.normal(size=(pairs, width)), tf.float32)


def main(folder):
    encoder = CaptionEncoder(vocabulary=50, width=8)
    captions, images = dataset()
    losses = ContrastiveTask(encoder).fit(captions, images, steps=25)
    hand_over(encoder, folder)
    return encoder, losses


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        encoder, losses = main(folder)
        assert losses[-1] < losses[0]
        captions, _ = dataset()
        try:
            caption_search(folder, captions)
        except ValueError as error:
            assert "zero restored functions" in str(error)
        else:
            raise AssertionError("the function was there")
    with tempfile.TemporaryDirectory() as folder:
        encoder.embed(captions)
        tf.saved_model.save(encoder, folder)
        assert caption_search(folder, captions).shape == (6, 8)
    print("proved")
