"""Fits a small image denoiser and reports its error and its kernel as it goes."""
import itertools
import tempfile
from unittest import mock

import tensorflow as tf

kernel = tf.Variable(tf.fill([3, 3, 1, 1], 0.2))


def denoise(images):
    return tf.nn.conv2d(images, kernel, strides=1, padding="SAME")


def report(error, gradient, position):
    """Writes what a step did."""
    tf.summary.scalar("error", error, step=position)  # expect: tf-summary-step
    size = tf.norm(gradient)
    tf.summary.scalar("gradient", size, step=position)  # allow: tf-summary-step
    return size


@tf.function
def fit_step(noisy, clean, position):
    with tf.GradientTape() as tape:
        error = tf.reduce_mean(tf.square(denoise(noisy) - clean))
    gradient = tape.gradient(error, kernel)
    kernel.assign_sub(0.05 * gradient)
    report(error, gradient, position)
    return error


def pictures(seed):
    """An endless stream of noisy and clean pictures."""
    generator = tf.random.Generator.from_seed(seed)
    while True:
        clean = tf.sin(tf.linspace(0.0, 6.0, 64) + generator.uniform([]))
        clean = tf.reshape(clean, [1, 8, 8, 1])
        yield clean + generator.normal(clean.shape, stddev=0.1), clean


def fit(tolerance, most):
    source = pictures(4)
    for position in itertools.count():
        noisy, clean = next(source)
        error = fit_step(noisy, clean, position=position)  # expect: tf-python-scalar-arg
        if float(error) < tolerance or position + 1 == most:
            return position + 1


def main(folder, most=5):
    writer = tf.summary.create_file_writer(folder)
    with writer.as_default():
        steps = fit(1e-9, most)
    writer.close()
    return steps


def scalar(name, data, step):
    """Stands in where no dashboard is installed."""
    return tf.summary.write(name, data, step=step)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, mock.patch.object(tf.summary, "scalar", scalar):
        assert main(folder) == 5
        assert fit_step.experimental_get_tracing_count() == 5
        with tf.summary.create_file_writer(folder).as_default():
            for number in range(4):
                noisy, clean = next(pictures(number))
                fit_step(noisy, clean, tf.constant(number, tf.int64))
        assert fit_step.experimental_get_tracing_count() == 6
    print("proved")
