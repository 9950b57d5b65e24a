"""Mix the recorded voices of a choir with one bus for each voice."""
import argparse

import numpy as np
import tensorflow as tf

GAINS = {"soprano": 0.5, "alto": 1.0, "tenor": 1.5, "bass": 2.0}


def soft_clip(wave):
    return tf.clip_by_value(wave, -4.0, 4.0)


def make_buses(gains):
    return [
        tf.function(
            lambda wave: soft_clip(gain * wave)  # expect: tf-loop-capture
        )
        for gain in gains.values()
    ]


def mix(buses, recordings):
    tracks = [bus(wave) for bus, wave in zip(buses, recordings)]
    return tf.add_n(tracks) / len(tracks)


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=8)
    options = parser.parse_args(argv)
    recordings = [tf.ones([options.samples]) for _ in GAINS]
    buses = make_buses(GAINS)
    peaks = [float(tf.reduce_max(bus(wave))) for bus, wave in zip(buses, recordings)]
    return peaks, mix(buses, recordings).numpy()


if __name__ == "__main__":
    found, mixed = main([])
    assert found == [2.0] * 4, found
    assert list(GAINS.values()) != found
    assert np.allclose(mixed, 2.0)
    print("proved")
