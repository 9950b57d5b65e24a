"""Counts and segments words in streams of utterances of varying length."""
import tensorflow as tf

SILENCE = 0


@tf.function
def total_words(utterances):
    """Loops over the rows of a ragged tensor."""
    words = tf.constant(0)
    for utterance in utterances:
        speaking = tf.constant(False)
        for phone in utterance:
            if phone != SILENCE and not speaking:
                words += 1
            speaking = phone != SILENCE
    return words


@tf.function
def longest(stream):
    """Loops over a dataset; the counter comes from enumerate of the dataset."""
    best = tf.constant(0)
    where = tf.constant(-1, tf.int64)
    for number, utterance in enumerate(stream):
        length = tf.shape(utterance)[0]
        if length > best:
            best, where = length, number
    return best, where


@tf.function
def energy_until(samples, limit):
    used = 0.0
    taken = tf.constant(0)
    while tf.constant(True):
        if taken >= tf.size(samples) or used > limit:
            break
        used += tf.square(samples[taken])
        taken += 1
    return used, taken


@tf.function
def edge_labels(phones):
    """Marks where a word starts (1), ends (2) or neither (0)."""
    marks = tf.TensorArray(tf.int32, size=0, dynamic_size=True)
    previous = tf.constant(SILENCE)
    for k in range(tf.shape(phones)[0]):
        current = phones[k]
        mark = tf.constant(0)
        if previous == SILENCE:
            if current != SILENCE:
                mark = tf.constant(1)
        elif current == SILENCE:
            mark = tf.constant(2)
        marks = marks.write(k, mark)
        previous = current
    return marks.stack()


def speech():
    ragged = tf.ragged.constant([[0, 3, 3, 0, 4], [5, 5], [0, 0, 6]])
    stream = tf.data.Dataset.from_tensor_slices(ragged).map(lambda row: row + 0)
    return ragged, stream


def run():
    ragged, stream = speech()
    energy = energy_until(tf.constant([0.5, 1.0, 2.0, 3.0]), tf.constant(4.0))
    return [total_words(ragged), *longest(stream), *energy, edge_labels(tf.constant([0, 3, 3, 0, 4, 0]))]


if __name__ == "__main__":
    graph = [tf.constant(value).numpy().tolist() for value in run()]
    tf.config.run_functions_eagerly(True)
    eager = [tf.constant(value).numpy().tolist() for value in run()]
    tf.config.run_functions_eagerly(False)
    assert graph == eager == [4, 5, 0, 5.25, 3, [0, 1, 0, 2, 1, 2]], (graph, eager)
    print("proved")
