"""Whitening and square roots of covariances for a colour transfer, compiled where it was thought to pay."""
import tensorflow as tf


def covariance(pixels):
    centred = pixels - tf.reduce_mean(pixels, axis=0)
    return tf.matmul(centred, centred, transpose_a=True) / tf.cast(tf.shape(pixels)[0], tf.float32)


def root(matrix):
    return tf.linalg.sqrtm(matrix)  # expect: tf-jit-incompatible


def root_by_eigenvalues(matrix):
    values, vectors = tf.linalg.eigh(matrix)
    return vectors @ tf.linalg.diag(tf.sqrt(tf.maximum(values, 0.0))) @ tf.transpose(vectors)


@tf.function(jit_compile=True)
def transfer(source, target):
    whiten = tf.linalg.inv(root(covariance(source)))
    return (source - tf.reduce_mean(source, axis=0)) @ whiten @ root(covariance(target))


@tf.function(jit_compile=True)
def transfer_by_eigenvalues(source, target):
    whiten = tf.linalg.inv(root_by_eigenvalues(covariance(source)))
    moved = (source - tf.reduce_mean(source, axis=0)) @ whiten
    return moved @ root_by_eigenvalues(covariance(target))


@tf.function(jit_compile=True)
def brightness_histogram(pixels):
    brightness = tf.reduce_mean(pixels, axis=1)
    return tf.histogram_fixed_width(brightness, [0.0, 1.0], nbins=4)  # expect: tf-jit-incompatible


def pixels(seed):
    return tf.random.stateless_uniform([20, 3], [seed, 1])


if __name__ == "__main__":
    source, target = pixels(1), pixels(2) * 0.5
    eager = transfer.python_function(source, target)
    graph = transfer_by_eigenvalues(source, target)
    assert bool(tf.reduce_all(tf.abs(graph - eager) < 1e-3))
    assert int(tf.reduce_sum(brightness_histogram.python_function(source))) == 20
    for call, name in (
        (lambda: transfer(source, target), "MatrixSquareRoot"),
        (lambda: brightness_histogram(source), "HistogramFixedWidth"),
    ):
        try:
            call()
        except tf.errors.InvalidArgumentError as error:
            assert "unsupported operations" in str(error) and name in str(error), error
        else:
            raise AssertionError(name)
    print("proved")
