"""Epochs over a data set whose last batch is smaller than the others."""
import numpy as np
import tensorflow as tf


class Autoencoder(tf.Module):
    def __init__(self, width, code):
        super().__init__()
        generator = np.random.default_rng(2)
        self.encoder = tf.Variable(generator.normal(size=[width, code]) * 0.4, dtype=tf.float32)
        self.decoder = tf.Variable(generator.normal(size=[code, width]) * 0.4, dtype=tf.float32)

    def __call__(self, rows):
        return tf.matmul(tf.tanh(tf.matmul(rows, self.encoder)), self.decoder)


class Fit:
    def __init__(self, model, rate):
        self.model = model
        self.rate = rate

    @tf.function
    def step(self, rows):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self.model(rows) - rows))
        variables = self.model.trainable_variables
        for variable, gradient in zip(variables, tape.gradient(loss, variables)):
            variable.assign_sub(self.rate * gradient)
        return loss

    @tf.function
    def epoch_error(self, dataset):
        total, count = 0.0, 0
        for rows in dataset:
            total += tf.reduce_sum(tf.square(self.model(rows) - rows))
            count += tf.size(rows)
        return total / tf.cast(count, tf.float32)


def slices(rows, size):
    for start in range(0, len(rows), size):
        yield rows[start:start + size]


def train(rows, epochs=5, size=8):
    fit = Fit(Autoencoder(rows.shape[1], 2), rate=0.2)
    errors = []
    for epoch in range(epochs):
        order = np.random.default_rng(epoch).permutation(len(rows))
        for batch in slices(rows[order], size):
            fit.step(tf.constant(batch))
        dataset = tf.data.Dataset.from_tensor_slices(rows).batch(size)
        errors.append(float(fit.epoch_error(dataset)))
    return fit, errors


def main():
    generator = np.random.default_rng(0)
    low = generator.normal(size=[30, 2])
    rows = (low @ generator.normal(size=[2, 5])).astype(np.float32)
    return train(rows)


if __name__ == "__main__":
    fit, errors = main()
    assert errors[-1] < errors[0]
    assert fit.step.experimental_get_tracing_count() == 2
    assert fit.epoch_error.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(main()[1], errors, rtol=1e-3)
    print("proved")
