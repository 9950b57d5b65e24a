"""Edge filters for small pictures; the kernel is picked by the direction of the gradient."""
import functools

import tensorflow as tf

KERNELS = [
    tf.constant([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]]),
    tf.constant([[-1.0, -2.0, -1.0], [0.0, 0.0, 0.0], [1.0, 2.0, 1.0]]),
]
STEPS = [0.1, 0.2, 0.4, 0.8]

plain_graph = functools.partial(tf.function, autograph=False)


def convolve(picture, kernel):
    return tf.nn.conv2d(picture[None, :, :, None], kernel[:, :, None, None], 1, "VALID")[0, :, :, 0]


def strengths(picture):
    return tf.stack([tf.reduce_sum(tf.abs(convolve(picture, kernel))) for kernel in KERNELS])


@tf.function
def strongest_edges(picture):
    best = tf.argmax(strengths(picture))
    kernel = KERNELS[int(best)]  # expect: tf-python-cast
    return convolve(picture, kernel)


@tf.function
def gathered_edges(picture):
    best = int(tf.argmax(strengths(picture)))
    return convolve(picture, tf.gather(tf.stack(KERNELS), best))


@plain_graph
def normalised(picture):
    peak = float(tf.reduce_max(picture))  # expect: tf-python-cast
    return picture / peak


@tf.function
def quantised(picture):
    peak = float(tf.reduce_max(picture))
    rows = int(picture.shape[0])
    return tf.round(picture / peak * len(STEPS)) / float(rows)


def sample():
    ramp = tf.range(5.0)
    return ramp[None, :] * ramp[:, None] + ramp[None, :]


def fails(traced, picture, text):
    try:
        traced(picture)
    except TypeError as error:
        return text in str(error)
    return False


if __name__ == "__main__":
    image = sample()
    wanted = strongest_edges.python_function(image)
    assert bool(tf.reduce_all(gathered_edges(image) == wanted))
    assert float(tf.reduce_max(normalised.python_function(image))) == 1.0
    assert bool(tf.reduce_all(quantised(image) == quantised.python_function(image)))
    assert fails(strongest_edges, image, "list indices must be integers or slices")
    assert fails(normalised, image, "float() argument must be")
    print("proved")
