"""Water levels of a peat bog; settings are applied by a function that the program always calls."""
import numpy as np
import tensorflow as tf
from tensorflow import config

DEPTHS = np.array([0.1, 0.3, 0.6], dtype=np.float32)


def prepare(seed=3):
    """Threads, seeds, and how functions are run."""
    config.set_soft_device_placement(True)
    tf.random.set_seed(seed)
    config.run_functions_eagerly(run_eagerly=True)  # expect: tf-run-eagerly-left


class Bog(tf.Module):
    def __init__(self, conductivity=0.2):
        super().__init__()
        self.level = tf.Variable(0.4)
        self.conductivity = tf.constant(conductivity)

    def storage(self, level):
        """How much of the peat is wet, by layers of a known depth."""
        return tf.reduce_mean(tf.cast(DEPTHS < level, tf.float32))

    @tf.function
    def step(self, rain, evaporation):
        outflow = float(self.conductivity) * self.level
        wet = self.storage(self.level)
        self.level.assign_add((rain - evaporation * wet - outflow) / (1.0 + wet))
        return self.level.read_value()

    @tf.function
    def warning(self, rain):
        expected = self.level + rain
        share = expected.numpy() / DEPTHS.max()  # expect: tf-numpy-call
        return tf.constant(share > 1.0)

    @tf.function
    def staged_warning(self, rain):
        expected = self.level + rain
        share = expected / DEPTHS.max()
        return share > self.conductivity.numpy() * 5.0

    @tf.function
    def mode(self):
        return tf.constant(tf.executing_eagerly())


def seasons():
    return [(tf.constant(r), tf.constant(e)) for r, e in ((0.2, 0.05), (0.0, 0.3), (0.5, 0.1))]


prepare()

if __name__ == "__main__":
    assert config.functions_run_eagerly()
    bog, twin = Bog(), Bog()
    assert bool(bog.mode()) and not bool(bog.mode.get_concrete_function()())
    for season in seasons():
        traced = twin.step.get_concrete_function(*season)
        assert abs(float(bog.step(*season)) - float(traced(*season))) < 1e-6
        rain = season[0]
        expected = bool(bog.warning(rain))
        assert expected == bool(bog.staged_warning(rain))
        assert expected == bool(twin.staged_warning.get_concrete_function(rain)(rain))
    assert bog.step.experimental_get_tracing_count() == 0
    try:
        bog.warning.get_concrete_function(tf.constant(0.1))
    except AttributeError as error:
        assert "'SymbolicTensor' object has no attribute 'numpy'" in str(error) and "expected.numpy()" in str(error)
    else:
        raise AssertionError("a symbolic level had a value")
    print("proved")
