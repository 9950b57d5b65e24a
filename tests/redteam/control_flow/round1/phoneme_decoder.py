"""Greedy decoding of phoneme lattices: symbols, their scores, and where an utterance ends."""
import tensorflow as tf

BLANK = 0
END = 1


class GreedyDecoder:
    """Collapses repeated symbols and drops blanks."""

    def __init__(self, transitions, max_steps=6):
        self.transitions = tf.constant(transitions)
        self.max_steps = max_steps

    def advance(self, symbol, frame):
        return tf.argmax(tf.gather(self.transitions, symbol) + frame, output_type=tf.int32)

    @tf.function
    def decode(self, frames):
        symbol = tf.constant(BLANK)
        path = []
        for step in tf.range(tf.shape(frames)[0]):
            symbol = self.advance(symbol, frames[step])
            path.append(symbol)  # expect: tf-list-append-in-tensor-loop
        return tf.stack(path)

    @tf.function
    def decode_safely(self, frames):
        symbol = tf.constant(BLANK)
        path = tf.TensorArray(tf.int32, size=0, dynamic_size=True, element_shape=[])
        for step in tf.range(tf.shape(frames)[0]):
            symbol = self.advance(symbol, frames[step])
            path = path.write(step, symbol)
        return path.stack()

    @tf.function
    def first_end(self, symbols):
        """Index of the first END, or -1."""
        for index in tf.range(tf.size(symbols)):
            if symbols[index] == END: return index  # expect: tf-branch-return
        return tf.constant(-1)

    @tf.function
    def first_end_safely(self, symbols):
        position = tf.constant(-1)
        for index in tf.range(tf.size(symbols)):
            if symbols[index] == END:
                position = index
                break
        return position


def lattice():
    transitions = [[0.0, 0.0, 0.1], [0.0, 0.5, 0.0], [0.2, 0.1, 0.0]]
    frames = [[0.1, 0.0, 0.9], [0.9, 0.0, 0.0], [0.0, 1.0, 0.2], [0.3, 0.0, 0.0]]
    return GreedyDecoder(transitions), tf.constant(frames)


def message_of(function, *args):
    try:
        function(*args)
    except Exception as error:
        return type(error).__name__, str(error)
    raise AssertionError(f"{function} did not raise")


if __name__ == "__main__":
    decoder, frames = lattice()
    tf.config.run_functions_eagerly(True)
    symbols = decoder.decode(frames)
    assert symbols.numpy().tolist() == [2, 0, 1, 1]
    assert int(decoder.first_end(symbols)) == 2 and int(decoder.first_end(frames[:, 0] * 0)) == -1
    tf.config.run_functions_eagerly(False)
    assert decoder.decode_safely(frames).numpy().tolist() == [2, 0, 1, 1]
    assert int(decoder.first_end_safely(symbols)) == 2

    name, text = message_of(decoder.decode, frames)
    assert name == "InaccessibleTensorError" and "out of scope" in text, (name, text)
    name, text = message_of(decoder.first_end, symbols)
    assert name == "NotImplementedError" and "cannot be placed inside this TensorFlow loop" in text, text
    assert "in first_end" in text
    print("proved")
