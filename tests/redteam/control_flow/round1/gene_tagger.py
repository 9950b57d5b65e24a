"""Viterbi decoding of gene structures: a handful of states, sequences of any length."""
import numpy as np
import tensorflow as tf

STATES = ("exon", "intron", "between")
N = len(STATES)


def log_table(rows):
    return tf.math.log(tf.constant(rows))


class Tagger(tf.Module):
    def __init__(self, transitions, emissions):
        super().__init__()
        self.transitions = log_table(transitions)
        self.emissions = log_table(emissions)
        self.decoded = tf.Variable(0)

    def step(self, score, symbol):
        """One step for all states; the loop over states is short and known."""
        best, back = [], []
        for state in range(N):
            candidates = score + self.transitions[:, state]
            back.append(tf.argmax(candidates, output_type=tf.int32))
            best.append(tf.reduce_max(candidates) + self.emissions[state, symbol])
        return tf.stack(best), tf.stack(back)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.int32)])
    def decode(self, symbols):
        length = len(symbols)
        score = self.emissions[:, symbols[0]]
        pointers = tf.TensorArray(tf.int32, size=length, element_shape=[N])
        for t in range(1, length):
            score, back = self.step(score, symbols[t])
            pointers = pointers.write(t, back)
        state = tf.argmax(score, output_type=tf.int32)
        path = tf.TensorArray(tf.int32, size=length, element_shape=[])
        path = path.write(length - 1, state)
        position = length - 1
        while position > 0:
            state = pointers.read(position)[state]
            position -= 1
            path = path.write(position, state)
        self.decoded.assign_add(1)
        return path.stack()


def model():
    transitions = [[0.8, 0.15, 0.05], [0.2, 0.7, 0.1], [0.3, 0.1, 0.6]]
    emissions = [[0.7, 0.1, 0.1, 0.1], [0.1, 0.6, 0.2, 0.1], [0.25, 0.25, 0.25, 0.25]]
    return Tagger(transitions, emissions)


def reads(count):
    rng = np.random.default_rng(4)
    return [tf.constant(rng.integers(0, 4, size=n), tf.int32) for n in range(3, 3 + count)]


def decoded(tagger):
    return [tagger.decode(symbols).numpy().tolist() for symbols in reads(4)] + [int(tagger.decoded)]


if __name__ == "__main__":
    graph = decoded(model())
    tf.config.run_functions_eagerly(True)
    eager = decoded(model())
    tf.config.run_functions_eagerly(False)
    assert graph == eager, (graph, eager)
    staged = model()
    names = {op.type for op in staged.decode.get_concrete_function().graph.get_operations()}
    assert names & {"While", "StatelessWhile"}, names
    print("proved")
