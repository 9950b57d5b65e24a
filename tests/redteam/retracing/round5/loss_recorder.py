"""Writes loss summaries whose step lives in a variable."""
import tempfile

import tensorflow as tf


class Recorder:
    def __init__(self, directory):
        self.writer = tf.summary.create_file_writer(directory)
        self.step = tf.Variable(0, dtype=tf.int64, trainable=False)

    def record(self, name, value):
        with self.writer.as_default(step=self.step):
            tf.summary.write(name, value)


class Regression:
    def __init__(self, recorder):
        self.slope = tf.Variable(0.0)
        self.recorder = recorder

    @tf.function
    def train_step(self, x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self.slope * x - y))
        self.slope.assign_sub(0.1 * tape.gradient(loss, self.slope))
        self.recorder.record("train/loss", loss)
        self.recorder.step.assign_add(1)
        return loss

    @tf.function
    def evaluate(self, x, y, epoch):
        error = tf.reduce_max(tf.abs(self.slope * x - y))
        with self.recorder.writer.as_default():
            tf.summary.write("eval/error", error, step=epoch)
        return error


def fit(model, epochs=4):
    x = tf.constant([1.0, 2.0, 3.0])
    y = 2.0 * x
    for epoch in tf.range(epochs, dtype=tf.int64):
        for _ in range(3):
            model.train_step(x, y)
        error = model.evaluate(x, y, epoch)
    model.recorder.writer.flush()
    return float(error)


if __name__ == "__main__":
    trained = Regression(Recorder(tempfile.mkdtemp()))
    assert fit(trained) < 0.1
    assert int(trained.recorder.step) == 12
    assert trained.train_step.experimental_get_tracing_count() == 1
    assert trained.evaluate.experimental_get_tracing_count() == 1
    print("proved")
