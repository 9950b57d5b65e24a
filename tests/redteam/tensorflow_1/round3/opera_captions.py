"""Captions for operas from the sung line: recurrent readers, one by hand and two from old books."""
import tensorflow as tf

rnn = tf.compat.v1.nn.rnn_cell  # allow: tf1-variables


class HandCell(tf.Module):
    def __init__(self, units, width):
        super().__init__()
        self.units = units
        self.w = tf.Variable(tf.random.stateless_normal([width + units, 2 * units], [1, 7]) * 0.3)

    def __call__(self, x, state):
        gate, candidate = tf.split(tf.concat([x, state], axis=-1) @ self.w, 2, axis=-1)
        gate = tf.sigmoid(gate)
        return gate * state + (1.0 - gate) * tf.tanh(candidate)

    def zero_state(self, batch):
        return tf.zeros([batch, self.units])


class Captioner:
    """Reads a line with a cell; subclasses choose the cell."""

    units = 4

    def __init__(self, width):
        self.cell = self.make_cell(width)

    def make_cell(self, width):
        return HandCell(self.units, width)

    @tf.function
    def read(self, line):
        state = self.cell.zero_state(tf.shape(line)[0])
        for step in tf.range(tf.shape(line)[1]):
            state = self.cell(line[:, step], state)
        return state

    @tf.function
    def stressed(self, line):
        loud = tf.norm(self.read(line), axis=-1)
        return tf.where(loud > tf.reduce_mean(loud), 1, 0)


class LongCaptioner(Captioner):
    def make_cell(self, width):
        return rnn.LSTMCell(self.units)  # expect: tf1-variables


class StackedCaptioner(Captioner):
    depth = 2

    def make_cell(self, width):
        cells = [tf.nn.rnn_cell.GRUCell(self.units) for _ in range(self.depth)]  # expect: tf1-variables
        return rnn.MultiRNNCell(cells)  # allow: tf1-variables


def lines(seed, length=5):
    return tf.random.stateless_normal([3, length, 2], [seed, 8])


if __name__ == "__main__":
    captioner = Captioner(2)
    for seed in range(3):
        for method in ("read", "stressed"):
            graph = getattr(captioner, method)(lines(seed))
            eager = getattr(Captioner, method).python_function(captioner, lines(seed))
            assert float(tf.reduce_max(tf.abs(tf.cast(graph - eager, tf.float32)))) < 1e-5
    for kind in (LongCaptioner, StackedCaptioner):
        try:
            kind(2)
        except AttributeError as error:
            assert "is not available with Keras 3" in str(error) or "no attribute 'rnn_cell'" in str(error), error
        else:
            raise AssertionError("the old cells were there")
    print("proved")
