"""A synthesiser of plucked strings; presets are read out of variables for the panel of the instrument."""
import tensorflow as tf


class String:
    def __init__(self, pitch, decay=0.98, length=8):
        self.pitch = pitch
        self.decay = tf.Variable(decay)
        self.buffer = tf.Variable(tf.zeros([length]))

    @tf.function
    def pluck(self, seed):
        noise = tf.random.stateless_uniform(tf.shape(self.buffer), seed, -1.0, 1.0)
        self.buffer.assign(noise)
        return noise

    @tf.function
    def ring(self, ticks):
        total = tf.constant(0.0)
        for _ in tf.range(ticks):
            following = 0.5 * (self.buffer + tf.roll(self.buffer, 1, axis=0)) * self.decay
            self.buffer.assign(following)
            total += tf.reduce_mean(tf.abs(following))
        return total


class Panel:
    """Shows what a string is set to."""

    def __init__(self, string):
        self.string = string

    def value(self, variable):
        return float(variable.numpy())

    def show(self):
        return f"{self.string.pitch}: decay {self.value(self.string.decay):.2f}"


class OldPanel(Panel):
    def value(self, variable):
        return variable.eval()  # expect: tf1-session

    def damp(self):
        self.string.decay.assign(0.5)
        return self.string.decay.read_value().eval(session=None)  # expect: tf1-session


def loudness(string, ticks):
    total = string.ring(tf.constant(ticks))
    return float(total) / ticks


if __name__ == "__main__":
    string, reference = String("A4"), String("A4")
    for seed in range(2):
        string.pluck(tf.constant([seed, 1]))
        graph = loudness(string, 6)
        String.pluck.python_function(reference, tf.constant([seed, 1]))
        eager = float(String.ring.python_function(reference, tf.constant(6))) / 6
        assert abs(graph - eager) < 1e-5
    assert Panel(string).show() == "A4: decay 0.98"
    panel = OldPanel(string)
    for call, kind in ((panel.show, RuntimeError), (panel.damp, NotImplementedError)):
        try:
            call()
        except kind as error:
            assert "not supported when eager execution is enabled" in str(error), error
        else:
            raise AssertionError("the panel had a session")
    assert Panel(string).show() == "A4: decay 0.50"
    print("proved")
