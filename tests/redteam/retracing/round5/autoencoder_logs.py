"""Trains a linear autoencoder and records reconstruction histograms."""
import tempfile

import tensorflow as tf


class LinearAutoencoder(tf.Module):
    def __init__(self, size, code):
        super().__init__()
        self.encoder = tf.Variable(tf.random.stateless_normal([size, code], [0, 1]))
        self.decoder = tf.Variable(tf.random.stateless_normal([code, size], [0, 2]))

    def __call__(self, x):
        return x @ self.encoder @ self.decoder


class Session:
    def __init__(self, model, logdir, log_every=1):
        self.model = model
        self.writer = tf.summary.create_file_writer(logdir)
        self.log_every = log_every

    def _log(self, errors, step):
        tf.summary.write("reconstruction/error", errors, step=step)  # expect: tf-summary-step

    @tf.function
    def train_step(self, x, step):
        with tf.GradientTape() as tape:
            errors = tf.reduce_mean(tf.square(self.model(x) - x), axis=1)
            loss = tf.reduce_mean(errors)
        variables = self.model.trainable_variables
        for variable, grad in zip(variables, tape.gradient(loss, variables)):
            variable.assign_sub(0.05 * grad)
        with self.writer.as_default():
            self._log(errors, step)
        return loss

    def fit(self, dataset, epochs):
        step = 0
        for _ in range(epochs):
            for batch in dataset:
                loss = self.train_step(batch, step)  # expect: tf-python-scalar-arg
                step += 1
        self.writer.flush()
        return float(loss)


def main():
    data = tf.random.stateless_normal([12, 6], [5, 6])
    dataset = tf.data.Dataset.from_tensor_slices(data).batch(4, drop_remainder=True)
    session = Session(LinearAutoencoder(6, 2), tempfile.mkdtemp())
    session.fit(dataset, epochs=2)
    return session, data[:4]


if __name__ == "__main__":
    run, rows = main()
    assert run.train_step.experimental_get_tracing_count() == 6
    for number in range(3):
        run.train_step(rows, tf.constant(number, tf.int64))
    assert run.train_step.experimental_get_tracing_count() == 7
    print("proved")
