"""Log-mel features for speech, with a decorator that reports how long each stage takes."""

from __future__ import annotations

import functools
import logging
import time
from unittest import mock

import tensorflow as tf

LOG = logging.getLogger("frontend")


def timed(fn):
    """Reports the duration of every call."""

    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        begin = time.monotonic()  # expect: tf-clock
        result = fn(*args, **kwargs)
        took = time.monotonic() - begin  # expect: tf-clock
        LOG.info("%s took %.2f ms", fn.__name__, 1e3 * took)  # expect: tf-logging
        return result

    return wrapper


def mel_matrix(bands: int, bins: int, sample_rate: int):
    return tf.signal.linear_to_mel_weight_matrix(bands, bins, sample_rate, 60.0, sample_rate / 2.0)


@tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
@timed
def log_mel(waveform):
    """[samples] -> [frames, 20] log-mel energies."""
    frames = tf.signal.stft(waveform, frame_length=128, frame_step=64)
    power = tf.abs(frames) ** 2
    mel = tf.matmul(power, mel_matrix(20, power.shape[-1], 8000))
    return tf.math.log(mel + 1e-6)


@tf.function
def cmvn(features):
    """Mean and variance normalisation over the utterance."""
    mean, variance = tf.nn.moments(features, axes=[0])
    return (features - mean) * tf.math.rsqrt(variance + 1e-6)


def chirp(samples: int, seed: int):
    t = tf.range(samples, dtype=tf.float32) / 8000.0
    noise = tf.random.stateless_normal([samples], [seed, 0], stddev=0.01)
    return tf.sin(2000.0 * t**2 * (seed + 1.0)) + noise


class _Count(logging.Handler):
    def __init__(self):
        super().__init__()
        self.messages: list[str] = []

    def emit(self, record):
        self.messages.append(record.getMessage())


if __name__ == "__main__":
    handler = _Count()
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
    real, ticks = time.monotonic, []

    def counting_clock():
        ticks.append(1)
        return real()

    seen = {}
    for eager in (True, False):
        tf.config.run_functions_eagerly(eager)
        handler.messages.clear()
        ticks.clear()
        with mock.patch.object(time, "monotonic", new=counting_clock):
            for seed in range(4):
                assert cmvn(log_mel(chirp(1024, seed))).shape == (15, 20)
        lines = [m for m in handler.messages if m.startswith("log_mel took")]
        seen[eager] = (len(lines), len(ticks))
    assert seen[True] == (4, 8) and seen[False] == (1, 2), seen
    print("proved")
