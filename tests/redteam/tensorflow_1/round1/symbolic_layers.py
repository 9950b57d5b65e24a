"""A small library of layers with scopes and named variables of its own, on top of eager TensorFlow."""
import contextlib

import tensorflow as tf

_SCOPES = []
_STORE = {}


@contextlib.contextmanager
def variable_scope(name):
    _SCOPES.append(name)
    try:
        yield "/".join(_SCOPES)
    finally:
        _SCOPES.pop()


def get_variable(name, shape, initializer=tf.zeros):
    key = "/".join([*_SCOPES, name])
    if key not in _STORE:
        _STORE[key] = tf.Variable(initializer(shape), name=name)
    return _STORE[key]


def placeholder(dtype, shape=None):
    """What a layer expects; only a description."""
    return tf.TensorSpec(shape, dtype)


def global_variables_initializer(initializer=tf.ones):
    for variable in _STORE.values():
        variable.assign(initializer(variable.shape))
    return len(_STORE)


class Saver:
    def __init__(self, var_list=None):
        self.var_list = var_list if var_list is not None else dict(_STORE)

    def save(self):
        return {name: variable.numpy() for name, variable in self.var_list.items()}

    def restore(self, values):
        for name, value in values.items():
            self.var_list[name].assign(value)


def build(width):
    with variable_scope("encoder"):
        kernel = get_variable("kernel", [3, width])
        bias = get_variable("bias", [width])

    @tf.function(input_signature=[placeholder(tf.float32, [None, 3])])
    def encoder(x):
        return tf.nn.relu(x @ kernel + bias)

    return encoder


def run(function, feed_dict):
    return function(**feed_dict)


if __name__ == "__main__":
    encoder = build(2)
    assert sorted(_STORE) == ["encoder/bias", "encoder/kernel"]
    saver = Saver()
    before = saver.save()
    assert global_variables_initializer() == 2
    rows = tf.constant([[1.0, 2.0, 3.0], [-5.0, 1.0, 0.0]])
    graph = run(encoder, feed_dict={"x": rows})
    assert graph.numpy().tolist() == encoder.python_function(rows).numpy().tolist() == [[7.0, 7.0], [0.0, 0.0]]
    saver.restore(before)
    assert run(encoder, feed_dict={"x": rows}).numpy().tolist() == [[0.0, 0.0], [0.0, 0.0]]
    print("proved")
