"""Save a scorer of metres and use it in another process for other verse forms."""
import pathlib
import tempfile

import tensorflow as tf


class MetreScorer(tf.Module):
    def __init__(self):
        super().__init__()
        self.penalty = tf.Variable(0.5)

    @tf.function
    def score(self, syllables, wanted=5):
        miss = tf.abs(tf.cast(syllables - wanted, tf.float32))
        return tf.reduce_sum(self.penalty * miss)


def publish(folder):
    scorer = MetreScorer()
    first_line = scorer.score(tf.constant([5, 4, 6]), 5)
    target = str(pathlib.Path(folder) / "metre")
    tf.saved_model.save(scorer, target)  # expect: tf-saved-python-value
    return target, float(first_line)


class Reader:
    """What the web application does with the export."""

    def __init__(self, path):
        self.scorer = tf.saved_model.load(path)

    def outer_line(self, syllables):
        return float(self.scorer.score(tf.constant(syllables), 5))

    def middle_line(self, syllables):
        return float(self.scorer.score(tf.constant(syllables), 7))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        path, at_home = publish(scratch)
        reader = Reader(path)
        assert reader.outer_line([5, 4, 6]) == at_home == 1.0
        try:
            reader.middle_line([7, 7, 6])
        except ValueError as error:
            assert "Could not find matching concrete function" in str(error)
        else:
            raise AssertionError("the call worked")
    print("proved")
