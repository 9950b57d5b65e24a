"""Reads checkpoints of the first version into objects of the second; the old writer is kept for tests."""
import os
import tempfile

import numpy as np
import tensorflow as tf

NAMES = {"encoder/kernel": "encoder.w", "encoder/bias": "encoder.b", "head/kernel": "head.w"}


def write_old(path, values):
    """What the old trainer left on disk."""
    v1 = tf.compat.v1
    with v1.Graph().as_default():
        variables = []
        for name, value in values.items():
            scope, leaf = name.split("/")
            with v1.variable_scope(scope):
                variables.append(v1.get_variable(leaf, initializer=tf.constant(value)))
        saver = v1.train.Saver(variables)
        with v1.Session() as session:
            session.run(v1.global_variables_initializer())
            return saver.save(session, path)


class Layer(tf.Module):
    def __init__(self, rows, columns, bias):
        super().__init__()
        self.w = tf.Variable(tf.zeros([rows, columns]))
        self.b = tf.Variable(tf.zeros([columns])) if bias else None

    @tf.function
    def __call__(self, x):
        y = x @ self.w
        return y if self.b is None else y + self.b


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.encoder = Layer(3, 4, bias=True)
        self.head = Layer(4, 1, bias=False)

    @tf.function
    def __call__(self, x):
        return self.head(tf.nn.relu(self.encoder(x)))

    def load_old(self, path):
        reader = tf.train.load_checkpoint(path)
        for old, new in NAMES.items():
            owner, attribute = new.split(".")
            getattr(getattr(self, owner), attribute).assign(reader.get_tensor(old))
        return sorted(name for name, _ in tf.train.list_variables(path))


def weights():
    rng = np.random.default_rng(3)
    shapes = {"encoder/kernel": (3, 4), "encoder/bias": (4,), "head/kernel": (4, 1)}
    return {name: rng.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


if __name__ == "__main__":
    values, x = weights(), tf.random.stateless_normal([5, 3], [1, 1])
    wanted = np.maximum(x.numpy() @ values["encoder/kernel"] + values["encoder/bias"], 0.0) @ values["head/kernel"]
    with tempfile.TemporaryDirectory() as folder:
        path = write_old(os.path.join(folder, "old"), values)
        model = Model()
        assert float(tf.reduce_max(tf.abs(model(x)))) == 0.0
        assert model.load_old(path) == sorted(NAMES)
    for _ in range(2):
        assert np.abs(model(x).numpy() - wanted).max() < 1e-4
        assert np.abs(Model.__call__.python_function(model, x).numpy() - wanted).max() < 1e-4
    print("proved")
