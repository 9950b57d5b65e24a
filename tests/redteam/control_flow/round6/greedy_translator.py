"""A toy greedy decoder for neural machine translation."""
import tensorflow as tf

START, END = 1, 2


class GreedyDecoder(tf.Module):
    """Recurrent decoder with tied embeddings."""

    def __init__(self, vocabulary: int, width: int, max_length: int = 5):
        super().__init__()
        self.max_length = max_length
        self.table = tf.Variable(tf.random.stateless_normal([vocabulary, width], seed=[1, 2]))
        self.mix = tf.Variable(tf.random.stateless_normal([2 * width, width], seed=[3, 4]))

    def advance(self, state, token):
        joined = tf.concat([state, tf.gather(self.table, token)], axis=-1)
        state = tf.tanh(joined @ self.mix)
        return state, state @ tf.transpose(self.table)

    @tf.function(input_signature=[tf.TensorSpec([2, 4], tf.int32)])
    def translate(self, source):
        state = tf.reduce_mean(tf.gather(self.table, source), axis=1)
        token = tf.fill([2], START)
        words = []
        for _ in tf.range(self.max_length):
            state, logits = self.advance(state, token)
            token = tf.argmax(logits, axis=-1, output_type=tf.int32)
            words.append(token)  # expect: tf-list-append-in-tensor-loop
        return tf.stack(words, axis=1)

    @tf.function(input_signature=[tf.TensorSpec([2, 4], tf.int32)])
    def padding(self, source):
        """As many columns of END as the longest source sentence has words."""
        longest = tf.reduce_max(tf.reduce_sum(tf.cast(source != END, tf.int32), axis=1))
        filler = tf.fill([2], END)
        columns = []
        written = tf.constant(0)
        while written < longest:
            columns.append(filler)  # expect: tf-list-append-in-tensor-loop
            written += 1
        return tf.stack(columns, axis=1)

    @tf.function(input_signature=[tf.TensorSpec([2, 4], tf.int32)])
    def first_words(self, source):
        state = tf.reduce_mean(tf.gather(self.table, source), axis=1)
        token = tf.fill([2], START)
        words = []
        for _ in range(2):
            state, logits = self.advance(state, token)
            token = tf.argmax(logits, axis=-1, output_type=tf.int32)
            words.append(token)
        return tf.stack(words, axis=1)


def main():
    decoder = GreedyDecoder(vocabulary=9, width=6)
    source = tf.constant([[4, 5, 6, 2], [7, 8, 2, 2]])
    return decoder.translate(source), decoder.padding(source), decoder.first_words(source)


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    assert [t.shape.as_list() for t in eager] == [[2, 5], [2, 3], [2, 2]]
    model = GreedyDecoder(vocabulary=9, width=6)
    batch = tf.constant([[4, 5, 6, 2], [7, 8, 2, 2]])
    try:
        model.translate(batch)
    except Exception as error:
        assert "out of scope" in str(error) or "cannot be accessed from" in str(error), error
    else:
        raise AssertionError("the list left the loop")
    assert model.padding(batch).shape == [2, 1]
    assert (model.first_words(batch).numpy() == eager[2].numpy()).all()
    print("proved")
