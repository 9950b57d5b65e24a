"""Mel spectrograms; the settings are Python numbers, checked and computed with while tracing."""
import math
from dataclasses import dataclass, field

import numpy as np
import tensorflow as tf


class SetupError(Exception):
    """Settings that do not go together."""


@dataclass(frozen=True)
class Setup:
    rate: int = 64
    frame: int = 16
    hop: int = 8
    bands: int = 4
    scale: str = "log"
    limits: tuple = field(default=(2.0, 30.0))

    def validate(self):
        assert self.hop > 0 and self.frame % self.hop == 0, f"hop {self.hop} and frame {self.frame}"
        if self.limits[1] > self.rate / 2:
            raise SetupError(f"{self.limits[1]:.1f} Hz is above half of {self.rate} Hz")
        if self.scale not in ("log", "linear"):
            raise SetupError("scale is %s" % self.scale)


def mel(frequency):
    return 2595.0 * math.log10(1.0 + frequency / 700.0)


def filters(setup):
    """Triangles on the mel scale, an array."""
    points = np.linspace(mel(setup.limits[0]), mel(setup.limits[1]), setup.bands + 2)
    hertz = 700.0 * (10.0 ** (points / 2595.0) - 1.0)
    bins = np.linspace(0.0, setup.rate / 2, setup.frame // 2 + 1)[:, None]
    rising = (bins - hertz[:-2]) / (hertz[1:-1] - hertz[:-2])
    falling = (hertz[2:] - bins) / (hertz[2:] - hertz[1:-1])
    return np.maximum(0.0, np.minimum(rising, falling)).astype(np.float32)


class Frontend:
    def __init__(self, setup):
        self.setup = setup
        self.transform = tf.function(self._transform)

    def _scaled(self, values):
        if self.setup.scale == "log":
            return tf.math.log(values + math.exp(-8.0))
        return values

    def _transform(self, signal):
        self.setup.validate()
        if signal.shape[-1] is None or signal.shape[-1] < self.setup.frame:
            raise SetupError(f"a signal of {signal.shape[-1]} is shorter than a frame")
        frames = math.floor((signal.shape[-1] - self.setup.frame) / self.setup.hop) + 1
        spectrum = tf.abs(tf.signal.stft(signal, self.setup.frame, self.setup.hop))
        assert spectrum.shape[-2] == frames, (spectrum.shape, frames)
        with tf.init_scope():
            gain = tf.constant(2.0 ** bool(self.setup.bands)).numpy()
        return self._scaled(gain * spectrum @ filters(self.setup))


def chirp():
    time = tf.range(64, dtype=tf.float32) / 64.0
    return tf.sin(2.0 * math.pi * (4.0 + 8.0 * time) * time)


if __name__ == "__main__":
    sound = chirp()
    decibels, linear = Frontend(Setup()), Frontend(Setup(scale="linear"))
    for frontend in (decibels, linear):
        graph, eager = frontend.transform(sound), frontend._transform(sound)
        assert graph.shape == [7, 4] and np.allclose(graph, eager, atol=1e-4)
    broken = Frontend(Setup(limits=(2.0, 40.0)))
    for call in (broken.transform, broken._transform):
        try:
            call(sound)
        except SetupError as error:
            assert "40.0 Hz is above half of 64 Hz" in str(error)
        else:
            raise AssertionError("settings were not checked")
    print("proved")
