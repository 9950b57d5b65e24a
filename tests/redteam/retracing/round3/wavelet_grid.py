"""A scalogram: one compiled convolution, run over a geometric grid of scales."""
import numpy as np
import tensorflow as tf

SAMPLES = 64


def chirp(samples=SAMPLES):
    time = np.linspace(0.0, 1.0, samples)
    return np.sin(2.0 * np.pi * (3.0 + 9.0 * time) * time)


@tf.function
def response(signal, scale):
    """Energy of the signal under a Mexican-hat wavelet of the given scale."""
    offsets = tf.range(-16.0, 17.0)
    stretched = offsets / tf.cast(scale, tf.float32)
    wavelet = (1.0 - stretched**2) * tf.exp(-0.5 * stretched**2)
    filtered = tf.nn.conv1d(signal[None, :, None], wavelet[:, None, None], stride=1, padding="SAME")
    return tf.reduce_mean(filtered**2)


def label(scale):
    return f"{scale:5.2f}"


def scalogram(signal, scales):
    rows = {}
    for scale, name in zip(scales, map(label, scales.tolist())):
        rows[name] = float(response(signal, scale))
    return rows


def peak(signal, low, high, rounds):
    """Refines the best scale by narrowing the grid around it."""
    for _ in range(rounds):
        scales = np.geomspace(low, high, 5)
        energies = [response(signal, scales[index]) for index in range(len(scales))]
        best = int(np.argmax(energies))
        low, high = scales[max(best - 1, 0)], scales[min(best + 1, len(scales) - 1)]
    return float(np.sqrt(low * high))


if __name__ == "__main__":
    signal = tf.constant(chirp(), tf.float32)
    table = scalogram(signal, np.geomspace(0.5, 8.0, 7))
    assert len(table) == 7 and len(set(table.values())) == 7
    assert response.experimental_get_tracing_count() == 1
    assert 0.5 <= peak(signal, 0.5, 8.0, rounds=3) <= 8.0
    assert response.experimental_get_tracing_count() == 1
    print("proved")
