"""Pre-emphasis, framing and a small filter bank in front of a recogniser."""
import dataclasses

import numpy as np
import tensorflow as tf
from tensorflow import function as graph


@dataclasses.dataclass
class FrontendConfig:
    frame: int = 4
    step: int = 2
    bands: int = 2
    emphasis: float = 0.5


@dataclasses.dataclass
class FilterBank:
    """Triangular bands over the bins of a frame."""

    bins: int
    bands: int
    kernel: object = None

    def __post_init__(self):
        ramp = tf.linspace(0.0, 1.0, self.bins * self.bands)
        self.kernel = tf.Variable(tf.reshape(ramp, [self.bins, self.bands]))  # expect: tf-variable-creation

    def __call__(self, power):
        return tf.matmul(power, self.kernel)


class Frontend:
    def __init__(self, config):
        self.config = config
        self.gain = tf.Variable(1.0, trainable=False)
        self.features = graph(self._features)

    def _emphasise(self, wave):
        tail = wave[1:] - self.config.emphasis * wave[:-1]
        return tf.concat([wave[:1], tail], axis=0)

    def _frames(self, wave):
        return tf.signal.frame(wave, self.config.frame, self.config.step)

    def _bank(self):
        config = self.config
        return FilterBank(bins=config.frame, bands=config.bands)

    def _features(self, wave):
        frames = self._frames(self._emphasise(wave * self.gain))
        bank = self._bank()
        return tf.math.log1p(bank(tf.square(frames)))


def extract(frontend, clips):
    results = []
    for clip in clips:
        results.append(frontend.features(tf.constant(clip, tf.float32)).numpy())
    return results


if __name__ == "__main__":
    clips = [np.arange(8) * scale for scale in (0.1, 0.2, 0.3)]
    frontend = Frontend(FrontendConfig())
    tf.config.run_functions_eagerly(True)
    rows = extract(frontend, clips)
    assert len(rows) == 3 and rows[0].shape == (3, 2)
    tf.config.run_functions_eagerly(False)
    try:
        extract(frontend, clips)
    except ValueError as error:
        assert "singleton tf.Variables" in str(error)
    else:
        raise AssertionError("the graph ran")
    print("proved")
