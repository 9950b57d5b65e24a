"""A small network that watches its own activations."""

from __future__ import annotations

import tensorflow as tf


class Monitored(tf.Module):
    """Base class: collects norms by layer name and the most recent activation."""

    def __init__(self, name=None):
        super().__init__(name=name)
        self.norms = []
        self.uses = {}

    def watch(self, name: str, value):
        """Note an activation; returns it unchanged."""
        self.norms.append(tf.norm(value))  # expect: tf-container-mutation  allow: tf-tensor-leak
        self.uses[name] = self.uses.get(name, 0) + 1  # expect: tf-container-mutation
        setattr(self, f"last_{name}", value)  # expect: tf-tensor-leak  allow: tf-attribute-mutation
        return value


class TwoLayerNet(Monitored):
    def __init__(self, inputs: int, hidden: int):
        super().__init__(name="net")
        self.w1 = tf.Variable(tf.random.stateless_normal([inputs, hidden], [1, 1]))
        self.w2 = tf.Variable(tf.random.stateless_normal([hidden, 1], [1, 2]))

    def __call__(self, x):
        watch = self.watch
        hidden = watch("hidden", tf.nn.swish(tf.matmul(x, self.w1)))
        return watch("output", tf.matmul(hidden, self.w2))


def make_predictor(net: TwoLayerNet):
    """The compiled forward pass, with fixed dtypes."""
    signature = [tf.TensorSpec([None, net.w1.shape[0]], tf.float32)]
    return tf.function(net.__call__, input_signature=signature)


def usage(net: TwoLayerNet) -> dict[str, int]:
    return dict(net.uses)


if __name__ == "__main__":
    nets = {}
    for eager in (True, False):
        tf.config.run_functions_eagerly(eager)
        net = nets[eager] = TwoLayerNet(3, 4)
        predict = make_predictor(net)
        for seed in range(3):
            assert predict(tf.random.stateless_normal([2, 3], [seed, 0])).shape == (2, 1)
    tf.config.run_functions_eagerly(False)
    assert usage(nets[True]) == {"hidden": 3, "output": 3}
    assert usage(nets[False]) == {"hidden": 1, "output": 1}
    assert len(nets[True].norms) == 6 and len(nets[False].norms) == 2
    assert (nets[True].last_hidden + 1.0).shape == (2, 4)
    for leaked in (nets[False].last_hidden, nets[False].last_output, nets[False].norms[0]):
        try:
            leaked + 1.0
        except TypeError as error:
            assert "is out of scope and cannot be used here" in str(error)
        else:
            raise AssertionError("an activation can be used outside")
    print("proved")
