"""Training loop whose metrics and optimizer live outside the traced steps."""
from __future__ import annotations

import keras
import tensorflow as tf


class MetricRegistry:
    def __init__(self, *names: str) -> None:
        self.metrics = {name: keras.metrics.Mean(name=name) for name in names}

    def update(self, **values: tf.Tensor) -> None:
        for name, value in values.items():
            self.metrics[name].update_state(value)

    def flush(self) -> dict[str, float]:
        """Reads and resets all metrics; for the end of an epoch."""
        result = {name: float(metric.result()) for name, metric in self.metrics.items()}
        for metric in self.metrics.values():
            metric.reset_state()
        return result


class Trainer:
    def __init__(self, learning_rate: float) -> None:
        self.model = keras.Sequential([keras.layers.Dense(1, kernel_initializer="ones")])
        self.optimizer = keras.optimizers.Adam(learning_rate)
        self.registry = MetricRegistry("loss", "grad_norm")
        self.train_step = tf.function(self._train_step, reduce_retracing=True)

    def _train_step(self, x: tf.Tensor, y: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self.model(x) - y))
        variables = self.model.trainable_variables
        gradients, norm = tf.clip_by_global_norm(tape.gradient(loss, variables), 1.0)
        self.optimizer.apply_gradients(zip(gradients, variables))
        self.registry.update(loss=loss, grad_norm=norm)
        return loss

    def run(self, epochs: int, steps: int) -> list[dict[str, float]]:
        log = []
        for epoch in range(epochs):
            for step in range(steps):
                x = tf.random.stateless_normal([8, 2], seed=[epoch, step])
                self.train_step(x, tf.reduce_sum(x, axis=1, keepdims=True) * 2.0)
            log.append(self.registry.flush())
        return log


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    eager = Trainer(0.05).run(2, 3)
    tf.config.run_functions_eagerly(False)
    graph = Trainer(0.05).run(2, 3)
    for a, b in zip(eager, graph):
        assert a.keys() == b.keys()
        assert all(abs(a[key] - b[key]) < 1e-3 for key in a), (a, b)
    print(graph[-1])
    print("proved")
