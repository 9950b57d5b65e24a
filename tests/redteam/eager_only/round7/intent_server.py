"""Serves an intent classifier over batches of token ids."""
from __future__ import annotations

from dataclasses import dataclass

import tensorflow as tf


@dataclass(frozen=True)
class ServerConfig:
    vocabulary: int = 16
    intents: tuple[str, ...] = ("greeting", "order", "complaint")
    start_temperature: float = 2.0


class IntentServer(tf.Module):
    """A bag-of-words model whose temperature is calibrated while it serves."""

    def __init__(self, config: ServerConfig):
        super().__init__()
        self.intents = tf.constant(config.intents)
        shape = [config.vocabulary, len(config.intents)]
        self.table = tf.Variable(tf.random.stateless_normal(shape, seed=[4, 2]))
        self.temperature = tf.Variable(config.start_temperature, trainable=False)

    def logits(self, tokens: tf.Tensor) -> tf.Tensor:
        mask = tf.cast(tokens > 0, tf.float32)[..., None]
        return tf.reduce_sum(tf.gather(self.table, tokens) * mask, axis=1)

    @tf.function(input_signature=[tf.TensorSpec([None, None], tf.int32)])
    def classify(self, tokens):
        scaled = self.logits(tokens) / self.temperature.numpy()  # expect: tf-numpy-call
        confidence = tf.reduce_max(tf.nn.softmax(scaled), axis=-1)
        return tf.gather(self.intents, tf.argmax(scaled, axis=-1)), confidence

    @tf.function(input_signature=[tf.TensorSpec([None, None], tf.int32)])
    def explain(self, tokens):
        """For each request the column of the table that won."""
        winners = tf.argmax(self.logits(tokens), axis=-1)
        columns = [self.table[:, winner] for winner in winners.numpy()]  # expect: tf-numpy-call
        return tf.stack(columns)

    @tf.function(input_signature=[tf.TensorSpec([], tf.float32)])
    def cool(self, factor):
        self.temperature.assign(tf.maximum(self.temperature * factor, 0.1))
        return self.temperature.read_value()


def serve(server: IntentServer, requests: list[list[int]]):
    """Pads the requests and answers them as (label, confidence)."""
    width = max(len(request) for request in requests)
    batch = tf.constant([request + [0] * (width - len(request)) for request in requests])
    labels, confidence = server.classify(batch)
    return [(label.decode(), float(c)) for label, c in zip(labels.numpy(), confidence.numpy())]


if __name__ == "__main__":
    server = IntentServer(ServerConfig())
    batch = tf.constant([[1, 5, 2], [7, 3, 0]])
    assert float(server.cool(tf.constant(0.5))) == 1.0
    labels, confidence = IntentServer.classify.python_function(server, batch)
    assert labels.shape == (2,) and float(tf.reduce_min(confidence)) > 0.3
    assert IntentServer.explain.python_function(server, batch).shape == (2, 16)
    try:
        serve(server, [[1, 5, 2], [7, 3]])
    except NotImplementedError as error:
        assert "numpy() is only available when eager execution is enabled" in str(error)
        assert "self.temperature.numpy()" in str(error)
    else:
        raise AssertionError("a variable has a value while tracing")
    try:
        server.explain(batch)
    except AttributeError as error:
        assert "'SymbolicTensor' object has no attribute 'numpy'" in str(error)
        assert "winners.numpy()" in str(error)
    else:
        raise AssertionError("a symbolic tensor has a value")
    print("proved")
