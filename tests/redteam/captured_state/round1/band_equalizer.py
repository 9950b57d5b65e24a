"""An equalizer: one compiled filter for every band of a table."""
import numpy as np
import tensorflow as tf

BANDS = {"bass": 0.9, "voice": 0.5, "treble": 0.1}


def build_filters(bands):
    """First-order filters by the name of their band."""
    return {
        name: tf.function(
            lambda signal: signal - pole * tf.roll(signal, shift=1, axis=0)  # expect: tf-loop-capture
        )
        for name, pole in bands.items()
    }


class Equalizer:
    def __init__(self, bands):
        self.filters = build_filters(bands)
        self.levels = dict.fromkeys(bands, 1.0)

    def set_level(self, name, level):
        self.levels[name] = level

    def outputs(self, signal):
        samples = tf.constant(signal, tf.float32)
        return {name: apply(samples).numpy() for name, apply in self.filters.items()}

    def mix(self, signal):
        outputs = self.outputs(signal)
        return sum(self.levels[name] * samples for name, samples in outputs.items())


def demo():
    equalizer = Equalizer(BANDS)
    equalizer.set_level("treble", 0.5)
    signal = np.array([1.0, 2.0, 4.0, 8.0])
    return equalizer.outputs(signal), equalizer.mix(signal)


if __name__ == "__main__":
    outputs, mixed = demo()
    signal = np.array([1.0, 2.0, 4.0, 8.0], np.float32)
    wanted = {name: signal - pole * np.roll(signal, 1) for name, pole in BANDS.items()}
    for name in BANDS:
        np.testing.assert_allclose(outputs[name], wanted["treble"], rtol=1e-5)
    assert not np.allclose(outputs["bass"], wanted["bass"])
    assert not np.allclose(mixed, wanted["bass"] + wanted["voice"] + 0.5 * wanted["treble"])
    print("proved")
