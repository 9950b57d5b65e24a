"""Counts bases in windows of a genome; the names of the results come from Python values and shapes."""
import tensorflow as tf

BASES = "ACGT"


def feature_name(kind, *parts):
    return "_".join([kind, *(str(part) for part in parts)])


class Windows(tf.Module):
    def __init__(self, width, step, prefix="chr"):
        super().__init__(name=f"windows_{width}_{step}")
        self.width, self.step = width, step
        self.prefix = prefix

    def label(self, sequence):
        return f"{self.prefix}{sequence.shape[0]}-{sequence.dtype.name}"

    @tf.function
    def features(self, sequence, gap=4):
        """A dictionary of counts for each base, named by the windows."""
        windows = tf.signal.frame(sequence, self.width, self.step)
        result = {}
        for code, base in enumerate(BASES):
            with tf.name_scope(f"count_{base}_{code}"):
                counts = tf.reduce_sum(tf.cast(windows == code, tf.int32), axis=1)
            result[feature_name("count", base, windows.shape[0])] = counts
            result["%s_%d" % (base.lower(), gap)] = counts[::gap]
        result["shape {}".format(windows.shape)] = tf.constant(str(windows.dtype))
        return result

    @tf.function
    def title(self, sequence):
        guanine = tf.reduce_sum(tf.cast(sequence == BASES.index("G"), tf.int32))
        text = tf.strings.format("{} G of " + f"{sequence.shape[0]}", guanine)
        head = tf.constant(f"{self.label(sequence)!r:>16}")
        return tf.strings.join([head, text, tf.strings.as_string(guanine)], separator="|")

    @tf.function
    def checked(self, sequence):
        message = f"codes must lie below {len(BASES)}, shape {tuple(sequence.shape)}"
        tf.debugging.assert_less(sequence, len(BASES), message=message)
        return tf.one_hot(sequence, len(BASES))


def encode(text):
    return tf.constant([BASES.index(letter) for letter in text])


def readable(features):
    return [f"{name}: {value.numpy()}" for name, value in sorted(features.items())]


if __name__ == "__main__":
    windows = Windows(4, 2)
    chromosome = encode("ACGGTTAGCA")
    graph = readable(windows.features(chromosome))
    assert graph == readable(Windows.features.python_function(windows, chromosome)), graph
    assert graph[0].startswith("a_4: [") and "count_G_4: [2 2 1 1]" in graph, graph
    title = windows.title(chromosome)
    assert title == Windows.title.python_function(windows, chromosome)
    assert title.numpy() == b"   'chr10-int32'|3 G of 10|3", title
    assert windows.checked(chromosome).shape == [10, 4]
    print("proved")
