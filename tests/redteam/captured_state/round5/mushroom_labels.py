"""Export a mushroom classifier again whenever its caution has been tuned."""
import pathlib
import tempfile

import tensorflow as tf


class MushroomModel(tf.Module):
    def __init__(self):
        super().__init__()
        self.kernel = tf.Variable(tf.eye(2))
        self.caution = tf.Variable(0.5, trainable=False)
        self.revision = 0

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)])
    def edible(self, features):
        scores = tf.nn.softmax(features @ self.kernel)[:, 0]
        return scores > self.caution

    @tf.function(
        input_signature=[tf.TensorSpec([None, 2], tf.float32), tf.TensorSpec([], tf.int32)]
    )
    def top(self, features, count):
        return tf.argsort(features[:, 0], direction="DESCENDING")[:count]


def release(model, root, caution):
    model.caution.assign(caution)
    model.revision += 1
    path = str(pathlib.Path(root) / f"revision-{model.revision}")
    tf.saved_model.save(model, path)
    return path


def release_all(root, cautions):
    model = MushroomModel()
    return [release(model, root, caution) for caution in cautions]


def serve(path, features):
    served = tf.saved_model.load(path)
    counts = [served.top(features, count).shape[0] for count in (1, 2, 3)]
    return served.edible(features).numpy().tolist(), counts


if __name__ == "__main__":
    samples = tf.constant([[2.0, 0.0], [1.0, 0.0], [0.2, 0.0]])
    with tempfile.TemporaryDirectory() as scratch:
        answers = [serve(path, samples) for path in release_all(scratch, [0.5, 0.7, 0.8])]
    assert [edible for edible, _ in answers] == [
        [True, True, True],
        [True, True, False],
        [True, False, False],
    ], answers
    assert all(counts == [1, 2, 3] for _, counts in answers)
    print("proved")
