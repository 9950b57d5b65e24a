"""Composes perfumes: names of accords and of bottles, built by formatting."""
import tensorflow as tf

NOTES = ("bergamot", "rose", "cedar")


def label(index, share):
    return f"{index}:{share}"  # expect: tf-string-format


def staged_label(index, share):
    return tf.strings.format("{}:{}", (index, share))


def naming(make):
    def name(shares):
        strongest = tf.argmax(shares, output_type=tf.int32)
        parts = [f"{len(NOTES)} notes", tf.gather(NOTES, strongest), make(strongest, tf.reduce_max(shares))]
        return tf.strings.join(parts, separator=" / ")

    return tf.function(name)


class Composer(tf.Module):
    """Mixes, and says what it did."""

    def __init__(self, name="composer"):
        super().__init__(name=name)
        self.bottles = tf.Variable(0)

    def __str__(self):
        return f"{self.name} with {len(NOTES)} notes"

    @tf.function
    def batch(self, shares):
        self.bottles.assign_add(1)
        with tf.name_scope(f"batch_{shares.shape[0]}"):
            total = tf.reduce_sum(shares)
        return "bottle {}".format(self.bottles.read_value()), total  # expect: tf-string-format

    @tf.function
    def staged_batch(self, shares):
        self.bottles.assign_add(1)
        with tf.name_scope(f"batch_{shares.shape[0]}"):
            total = tf.reduce_sum(shares)
        return tf.strings.format("bottle {}", self.bottles.read_value()), total

    @tf.function
    def describe(self, shares):
        """All that Python formats is known to Python."""
        head = "%s, %d values of %s" % (self, shares.shape[0], shares.dtype.name)
        lines = [f"{k + 1}. {note!r:>10}" for k, note in enumerate(NOTES)]
        tail = "{:.2f}".format(1.0 / len(lines))
        return tf.strings.join([head, *lines, tf.strings.format(tail + " {}", tf.reduce_sum(shares))], "; ")


def checked(shares):
    tf.debugging.assert_non_negative(shares, message=f"shares of shape {shares.shape}")
    return shares / tf.reduce_sum(shares)


traced_check = tf.function(checked)


def text(value):
    return value.decode() if isinstance(value, bytes) else getattr(value, "numpy", lambda: value)()


def decoded(value):
    result = text(value)
    return result.decode() if isinstance(result, bytes) else result


if __name__ == "__main__":
    wrong, right = naming(label), naming(staged_label)
    eager, graph, staged = Composer(), Composer(), Composer()
    for values in ([0.5, 0.25, 0.125], [0.25, 0.5, 0.0]):
        shares = tf.constant(values)
        expected = decoded(wrong.python_function(shares))
        assert decoded(right(shares)) == expected and expected.endswith(":0.5")
        assert "Tensor(" in decoded(wrong(shares)), wrong(shares)
        first = decoded(eager.batch.python_function(shares)[0])
        assert decoded(staged.staged_batch(shares)[0]) == first
        assert decoded(graph.batch(shares)[0]).startswith("bottle Tensor(")
        assert int(eager.bottles) == int(graph.bottles) == int(staged.bottles)
        assert decoded(graph.describe(shares)) == decoded(graph.describe.python_function(shares))
        assert traced_check(shares).numpy().tolist() == checked(shares).numpy().tolist()
    print("proved")
