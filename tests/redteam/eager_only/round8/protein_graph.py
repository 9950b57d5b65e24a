"""A graph convolution on residues; the adjacency is normalised with NumPy before training."""
import typing as t

import numpy as np
import tensorflow as tf

RESIDUES = 6


def normalized_adjacency(contacts: t.Sequence[t.Tuple[int, int]]) -> np.ndarray:
    adjacency = np.eye(RESIDUES)
    for a, b in contacts:
        adjacency[a, b] = adjacency[b, a] = 1.0
    scale = np.diag(1.0 / np.sqrt(adjacency.sum(axis=1)))
    return (scale @ adjacency @ scale).astype(np.float32)


class GraphConvolution(tf.Module):
    def __init__(self, adjacency: np.ndarray, inputs: int, outputs: int):
        super().__init__()
        self.adjacency = adjacency
        limit = np.sqrt(6.0 / (inputs + outputs))
        self.kernel = tf.Variable(tf.random.stateless_uniform([inputs, outputs], [inputs, outputs], -limit, limit))

    def __call__(self, x):
        shape = np.shape(x)
        if shape[-1] != self.kernel.shape[0]:
            raise ValueError(f"{shape[-1]} features, {self.kernel.shape[0]} expected")
        return self.adjacency @ (x @ self.kernel)


class Network(tf.Module):
    def __init__(self, contacts):
        super().__init__()
        adjacency = normalized_adjacency(contacts)
        self.layers = [GraphConvolution(adjacency, 4, 3), GraphConvolution(adjacency, 3, 2)]
        self.hops = np.linalg.matrix_power(adjacency, 2)

    @tf.function
    def __call__(self, features):
        x = features
        for number, layer in enumerate(self.layers):
            with tf.name_scope(f"layer_{number}"):
                x = layer(x) * np.float32(2 ** number)
                if number < len(self.layers) - 1:
                    x = tf.nn.relu(x, name="activation_%d" % number)
        spread = np.zeros(x.shape, np.float32) + np.linspace(0.0, 1.0, x.shape[-1], dtype=np.float32)
        return self.hops @ x + spread


def example():
    contacts = [(i, i + 1) for i in range(RESIDUES - 1)] + [(0, RESIDUES - 1)]
    return Network(contacts), tf.random.stateless_normal([RESIDUES, 4], [8, 8])


def main():
    network, features = example()
    embedding = network(features).numpy()
    print(np.round(np.corrcoef(embedding), 2))


if __name__ == "__main__":
    net, residues = example()
    graph = net(residues)
    tf.config.run_functions_eagerly(True)
    eager = net(residues)
    tf.config.run_functions_eagerly(False)
    assert np.allclose(graph, eager, atol=1e-5)
    main()
    print("proved")
