"""Trains a tiny attention scorer and writes its weights to text files now and then."""
import os
import tempfile

import tensorflow as tf


class AttentionScorer(tf.Module):
    def __init__(self, width):
        super().__init__()
        self.query = tf.Variable(tf.random.stateless_normal([width], [5, 5]))
        self.steps = tf.Variable(0, dtype=tf.int64, trainable=False)

    def __call__(self, keys):
        return tf.nn.softmax(tf.linalg.matvec(keys, self.query))


class Dumper:
    """Keeps a copy of the attention of each step in a folder of its own."""

    def __init__(self, folder, model):
        self.folder = folder
        self.model = model

    @tf.function
    def train_and_dump(self, keys, wanted):
        with tf.GradientTape() as tape:
            attention = self.model(keys)
            loss = tf.reduce_mean(tf.keras.losses.categorical_crossentropy(wanted, attention))
        self.model.query.assign_sub(0.5 * tape.gradient(loss, self.model.query))
        self.model.steps.assign_add(1)
        step = self.model.steps.read_value()
        text = tf.strings.reduce_join(tf.strings.as_string(attention[0], precision=3), separator=" ")
        tf.io.write_file(self.folder + f"/attention-{step}.txt", text)  # expect: tf-string-format
        return loss

    @tf.function
    def summary_line(self, loss, accuracy):
        pattern = "loss {} accuracy {}"
        return tf.constant(pattern.format(loss, accuracy))  # expect: tf-string-format


def train(folder, steps=3):
    dumper = Dumper(folder, AttentionScorer(4))
    keys = tf.random.stateless_normal([2, 5, 4], [1, 1])
    wanted = tf.one_hot([1, 3], 5)
    loss = tf.constant(0.0)
    for _ in range(steps):
        loss = dumper.train_and_dump(keys, wanted)
    return dumper, dumper.summary_line(loss, tf.constant(0.5))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        dumper, line = train(place)
        files = os.listdir(place)
        assert len(files) == 1 and "Tensor(" in files[0], files
        assert b"Tensor(" in line.numpy()
        eager_line = Dumper.summary_line.python_function(dumper, tf.constant(0.25), tf.constant(0.5))
        assert eager_line.numpy() == b"loss 0.25 accuracy 0.5"
        for _ in range(2):
            Dumper.train_and_dump.python_function(dumper, tf.zeros([2, 5, 4]), tf.one_hot([1, 3], 5))
        assert len(os.listdir(place)) == 3
    print("proved")
