"""Statistics over batches of news articles; datasets are iterated within traced functions."""
import tensorflow as tf

BATCH = 2


def tokens(text):
    return tf.strings.split(tf.strings.lower(text))


def articles(texts):
    return tf.data.Dataset.from_tensor_slices(texts).map(tokens)


@tf.function
def longest(dataset):
    """Length of the longest article and its position."""
    best, position = tf.constant(0), tf.constant(-1, tf.int64)
    for index, words in dataset.enumerate():
        length = tf.size(words)
        if length > best:
            best, position = length, index
    return best, position


@tf.function
def until_empty(dataset):
    """Counts words up to the first empty article."""
    total = 0
    for words in dataset:
        if tf.size(words) == 0:
            break
        total += tf.size(words)
    return total


@tf.function
def paired(left, right):
    """Articles of the same length in both editions."""
    same = tf.constant(0)
    for a, b in zip(left, right):
        if tf.size(a) == tf.size(b):
            same += 1
    return same


@tf.function
def take_from(iterator, count):
    taken = tf.TensorArray(tf.int32, size=count, element_shape=[])
    for i in tf.range(count):
        words = next(iterator)
        taken = taken.write(i, tf.size(words))
    return taken.stack()


def lengths(dataset):
    return dataset.map(lambda words: tf.size(words) if tf.size(words) > 0 else tf.constant(-1))


def histogram(dataset):
    def count(state, words):
        size = tf.minimum(tf.size(words), 3)
        if size > 0:
            state = tf.tensor_scatter_nd_add(state, [[size]], [1])
        return state

    return dataset.reduce(tf.zeros([4], tf.int32), count)


def editions():
    morning = ["Rain over the city", "", "Markets calm", "A short walk home today"]
    evening = ["Rain again in town", "No news", "Markets fall", "Quiet"]
    return articles(morning), articles(evening)


def plain(result):
    return [v.numpy().tolist() for v in tf.nest.flatten(result)]


if __name__ == "__main__":
    first, second = editions()
    for edition in (first, second, first):
        assert plain(longest(edition)) == plain(longest.python_function(edition))
        assert plain([until_empty(edition)]) == plain([tf.constant(until_empty.python_function(edition))])
        sizes = [int(tf.size(words)) for words in edition]
        assert [int(n) for n in lengths(edition)] == [n or -1 for n in sizes]
        assert histogram(edition).numpy().tolist() == [0] + [
            sum(min(n, 3) == k for n in sizes) for k in (1, 2, 3)
        ]
    assert int(paired(first, second)) == int(paired.python_function(first, second)) == 2
    graph, eager = iter(first), iter(first)
    count = tf.constant(BATCH)
    for _ in range(2):
        assert plain(take_from(graph, count)) == plain(take_from.python_function(eager, count))
    print("proved")
