"""A style-transfer trainer that compiles its step anew when the phase changes."""
import numpy as np
import tensorflow as tf


class StyleTrainer:
    def __init__(self, content, style):
        self.content = tf.constant(content, tf.float32)
        self.style = tf.constant(style, tf.float32)
        self.picture = tf.Variable(self.content)
        self.style_weight = 0.0
        self.rate = 0.1
        self.step = None

    def start_phase(self, style_weight, rate):
        """Sets the weights of a phase and drops the graph of the last one."""
        self.style_weight = style_weight
        self.rate = rate
        self.step = tf.function(self._step)

    def _step(self):
        with tf.GradientTape() as tape:
            content = tf.reduce_sum(tf.square(self.picture - self.content))
            style = tf.reduce_sum(tf.square(self._gram(self.picture) - self._gram(self.style)))
            loss = content + self.style_weight * style
        self.picture.assign_sub(self.rate * tape.gradient(loss, self.picture))
        return loss

    def _gram(self, picture):
        return tf.matmul(picture, picture, transpose_a=True) / picture.shape[0]

    def run(self, steps):
        return [float(self.step()) for _ in range(steps)]


def transfer():
    trainer = StyleTrainer(content=np.eye(3), style=np.ones([3, 3]))
    trainer.start_phase(style_weight=0.0, rate=0.1)
    losses = trainer.run(3)
    trainer.start_phase(style_weight=0.5, rate=0.05)
    losses += trainer.run(3)
    return trainer, losses


if __name__ == "__main__":
    trainer, graph = transfer()
    assert trainer.step.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    _, eager = transfer()
    np.testing.assert_allclose(graph, eager, rtol=1e-5)
    assert graph[2] == 0.0 and graph[3] > 1.0
    print("proved")
