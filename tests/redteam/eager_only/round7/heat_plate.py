"""Explicit heat conduction on a plate; NumPy is used for shapes, constants and set-up only."""
import numpy as np
import tensorflow as tf

ALPHA = np.float32(0.1)
STENCIL = np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]], dtype=np.float32)


def edge_mask(shape):
    mask = np.zeros(shape, dtype=np.float32)
    mask[1:-1, 1:-1] = 1.0
    return mask


def laplacian(plate):
    kernel = STENCIL[:, :, None, None]
    return tf.nn.conv2d(plate[None, :, :, None], kernel, 1, "SAME")[0, :, :, 0]


@tf.function
def step(plate):
    """One explicit step; the edges keep their temperature."""
    assert np.ndim(plate) == 2 and not np.isscalar(plate)
    change = ALPHA * laplacian(plate) * edge_mask(np.shape(plate))
    return plate + change


@tf.function
def source_term(plate, power):
    rows, columns = plate.shape
    x = np.linspace(-1.0, 1.0, columns, dtype=np.float32)
    y = np.linspace(-1.0, 1.0, rows, dtype=np.float32)
    bump = np.exp(-4.0 * np.add.outer(y**2, x**2))
    return np.float32(np.pi) * power * tf.constant(bump, dtype=plate.dtype.as_numpy_dtype)


@tf.function
def mean_temperature(plate):
    """The mean, in which the hot edge counts half."""
    weights = np.full(plate.shape, 1.0 / np.prod(plate.shape), np.float32)
    weights[0] *= 0.5
    return tf.reduce_sum(plate * weights)


@tf.function
def modes(plate, count=2):
    """Amplitudes of the first cosine modes along the rows."""
    phase = (np.arange(plate.shape[1]) + 0.5) / plate.shape[1]
    basis = np.stack([np.cos(np.pi * k * phase) for k in range(1, count + 1)])
    return tf.einsum("rc,kc->k", plate, basis.astype(plate.dtype.as_numpy_dtype))


def heat_up(plate, power, steps=4):
    for _ in range(steps):
        plate = step(plate) + source_term(plate, power)
    return plate


def cold_plate(size=8):
    plate = np.zeros([size, size], np.float32)
    plate[0] = 1.0
    return tf.constant(plate)


if __name__ == "__main__":
    plate, power = cold_plate(), tf.constant(0.02)
    warm = heat_up(plate, power)
    assert float(mean_temperature(warm)) > float(mean_temperature(plate))
    for traced, arguments in (
        (step, (plate,)),
        (source_term, (plate, power)),
        (mean_temperature, (warm,)),
        (modes, (warm,)),
    ):
        assert np.allclose(traced(*arguments), traced.python_function(*arguments), atol=1e-5), traced
    assert float(mean_temperature(warm)) < np.mean(warm.numpy())
    print("proved")
