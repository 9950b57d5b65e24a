"""Haar wavelets of any depth, for the denoising of seismic traces."""
import tensorflow as tf

SQRT2 = 2.0**0.5


def split(signal):
    even, odd = signal[..., ::2], signal[..., 1::2]
    return (even + odd) / SQRT2, (even - odd) / SQRT2


def merge(smooth, detail):
    even, odd = (smooth + detail) / SQRT2, (smooth - detail) / SQRT2
    stacked = tf.stack([even, odd], axis=-1)
    return tf.reshape(stacked, tf.concat([tf.shape(smooth)[:-1], [-1]], axis=0))


def decompose(signal, levels):
    if levels == 0:
        return [signal]
    smooth, detail = split(signal)
    return decompose(smooth, levels - 1) + [detail]


def reconstruct(bands):
    if len(bands) == 1:
        return bands[0]
    return reconstruct([merge(bands[0], bands[1])] + bands[2:])


def shrink(tree, amount):
    """Soft threshold of a nest of bands."""
    if isinstance(tree, (list, tuple)):
        return [shrink(branch, amount) for branch in tree]
    return tf.sign(tree) * tf.nn.relu(tf.abs(tree) - amount)


@tf.function
def denoise(trace, amount):
    bands = decompose(trace, levels=3)
    return reconstruct([bands[0]] + shrink(bands[1:], amount))


@tf.function
def energy_by_band(trace):
    return tf.stack([tf.reduce_sum(band**2) for band in decompose(trace, 2)])


def trace():
    wave = tf.sin(tf.linspace(0.0, 12.0, 64))
    return wave + 0.2 * tf.random.stateless_normal([64], [1, 9])


if __name__ == "__main__":
    noisy = trace()
    for amount in tf.constant([0.0, 0.1, 0.3]):
        graph, eager = denoise(noisy, amount), denoise.python_function(noisy, amount)
        assert bool(tf.reduce_all(tf.abs(graph - eager) < 1e-5))
    assert bool(tf.reduce_all(tf.abs(denoise(noisy, tf.constant(0.0)) - noisy) < 1e-4))
    bands = energy_by_band(noisy)
    assert abs(float(tf.reduce_sum(bands)) - float(tf.reduce_sum(noisy**2))) < 1e-3
    assert denoise.experimental_get_tracing_count() == 1
    print("proved")
