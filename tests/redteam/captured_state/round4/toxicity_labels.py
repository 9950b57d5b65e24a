"""Six comment labels, one compiled scorer each, built in loops that bind their own head."""
import functools

import numpy as np
import tensorflow as tf

LABELS = ["toxic", "severe", "obscene", "threat", "insult", "hate"]


class LabelHead(tf.Module):
    def __init__(self, index, width):
        super().__init__(name=f"head_{index}")
        self.kernel = tf.Variable(tf.fill([width], float(index + 1)))

    def __call__(self, hidden):
        return tf.linalg.matvec(hidden, self.kernel)


class CommentModel:
    def __init__(self, width):
        self.heads = {label: LabelHead(index, width) for index, label in enumerate(LABELS)}
        self.scorers = {}
        for label, head in self.heads.items():
            def score(hidden, head=head):
                return head(hidden)

            self.scorers[label] = tf.function(score)

        self.probabilities = []
        for label in LABELS:
            self.probabilities.append(self._probability(label))

        self.margins = [
            tf.function(functools.partial(margin, head=self.heads[label])) for label in LABELS
        ]

    def _probability(self, label):
        head = self.heads[label]

        @tf.function
        def probability(hidden):
            return tf.sigmoid(head(hidden))

        return probability


def margin(hidden, *, head):
    return tf.abs(head(hidden) - 1.0)


def score_comments(model, comments):
    hidden = tf.constant(comments, tf.float32)
    table = np.stack([model.scorers[label](hidden).numpy() for label in LABELS], axis=1)
    chances = np.stack([fn(hidden).numpy() for fn in model.probabilities], axis=1)
    margins = np.stack([fn(hidden).numpy() for fn in model.margins], axis=1)
    return table, chances, margins


def main():
    model = CommentModel(width=3)
    comments = np.full((4, 3), 1.0 / 3.0)
    first = score_comments(model, comments)
    second = score_comments(model, comments * 2.0)
    return model, first, second


if __name__ == "__main__":
    model, (table, chances, margins), second = main()
    wanted = np.arange(1.0, 7.0)
    assert np.allclose(table, wanted) and np.allclose(second[0], 2.0 * wanted)
    assert np.allclose(chances, 1.0 / (1.0 + np.exp(-wanted)))
    assert np.allclose(margins, wanted - 1.0, atol=1e-5)
    compiled = [*model.scorers.values(), *model.probabilities, *model.margins]
    assert all(fn.experimental_get_tracing_count() == 1 for fn in compiled)
    print("proved")
