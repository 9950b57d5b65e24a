"""Smooth pollen counts at several scales and keep the strongest response."""
import tensorflow as tf

SCALES = (1, 2, 4)


def moving_mean(series, width):
    padded = tf.pad(series, [[width - 1, 0]])
    return tf.reduce_mean(tf.signal.frame(padded, width, 1), axis=-1)


class PollenFilter(tf.Module):
    def __init__(self):
        super().__init__()
        self.gains = [tf.Variable(1.0 / scale) for scale in SCALES]

    @tf.function(input_signature=[tf.TensorSpec([None, 8], tf.float32)])
    def responses(self, stations):
        layers = []
        for scale, gain in zip(SCALES, self.gains):
            smooth = tf.map_fn(lambda series: gain * moving_mean(series, scale), stations)
            bounded = tf.cond(
                tf.reduce_max(smooth) > 10.0,
                lambda: smooth / tf.reduce_max(smooth),
                lambda: smooth,
            )
            layers.append(bounded)
        return tf.stack(layers)


def strongest(filter_, days):
    peaks = []
    for stations in days:
        peaks.append(tf.reduce_max(filter_.responses(stations), axis=[1, 2]).numpy().tolist())
    return peaks


def season():
    filter_ = PollenFilter()
    days = [tf.ones([stations, 8]) * level for stations, level in ((2, 1.0), (3, 2.0), (4, 40.0))]
    return filter_, strongest(filter_, days)


if __name__ == "__main__":
    used, found = season()
    assert found == [[1.0, 0.5, 0.25], [2.0, 1.0, 0.5], [1.0, 1.0, 10.0]], found
    assert used.responses.experimental_get_tracing_count() == 1
    print("proved")
