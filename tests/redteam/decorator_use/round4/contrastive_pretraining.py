"""Contrastive pretraining of an encoder; objects live inside the step, tensors leave it."""
from dataclasses import dataclass, field
from types import SimpleNamespace

import tensorflow as tf
from tensorflow import keras


@dataclass
class Views:
    left: tf.Tensor
    right: tf.Tensor
    tags: set = field(default_factory=set)


@dataclass
class Summary:
    loss: float
    accuracy: float

    def __str__(self):
        return f"loss {self.loss:.3f}, accuracy {self.accuracy:.2f}"


def augment(images, seeds=(1, 2)):
    left, right = (images + 0.1 * tf.random.stateless_normal(tf.shape(images), [seed, 0]) for seed in seeds)
    return Views(left, right, tags={"noise"})


class Pretraining:
    def __init__(self):
        self.encoder = keras.Sequential([keras.Input([6]), keras.layers.Dense(4)])
        self.optimizer = keras.optimizers.SGD(0.1)
        self.optimizer.build(self.encoder.trainable_variables)

    def embed(self, views):
        def project(x):
            return tf.math.l2_normalize(self.encoder(x, training=True), axis=1)

        return SimpleNamespace(left=project(views.left), right=project(views.right))

    @tf.function
    def step(self, images, temperature):
        views = augment(images)

        def similarity():
            pair = self.embed(views)
            return lambda scale: tf.matmul(pair.left, pair.right, transpose_b=True) / scale

        with tf.GradientTape() as tape:
            logits = similarity()(temperature)
            labels = tf.range(tf.shape(images)[0])
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))
        variables = self.encoder.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        hits = tf.argmax(logits, axis=1, output_type=tf.int32) == labels
        return loss, tf.reduce_mean(tf.cast(hits, tf.float32))

    def run(self, dataset) -> Summary:
        for images in dataset:
            loss, accuracy = self.step(images, tf.constant(0.5))
        return Summary(float(loss), float(accuracy))


def shifted(images):
    views = augment(images, seeds=(3, 4))
    return views.left


def main():
    images = tf.random.stateless_normal([32, 6], seed=[9, 9])
    dataset = tf.data.Dataset.from_tensor_slices(images).batch(8, drop_remainder=True).map(shifted).repeat(3)
    keras.utils.set_random_seed(4)
    return Pretraining().run(dataset)


if __name__ == "__main__":
    graph = main()
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    assert abs(graph.loss - eager.loss) < 1e-3 and str(graph) == str(eager)
    assert augment(tf.zeros([2, 6])).tags == {"noise"}
    print("proved")
