"""Texture generator: first on pixels alone, then against a critic."""
import tensorflow as tf


class Phase:
    current = "pixels"
    ORDER = ("pixels", "critic")


def adversarial_term(texture, critic):
    return tf.reduce_mean(tf.nn.softplus(-texture @ critic))


class Generator(tf.Module):
    def __init__(self):
        super().__init__()
        self.mix = tf.Variable(tf.eye(3))
        self.critic = tf.Variable(tf.ones([3, 1]))
        self.optimizer = tf.keras.optimizers.SGD(0.05)

    def _objective(self, noise, example):
        texture = noise @ self.mix
        total = tf.reduce_mean(tf.abs(texture - example))
        if Phase.current == "critic":  # expect: tf-attribute-read  allow: tf-global-read
            total += adversarial_term(texture, self.critic)
        return total

    def update(self, noise, example):
        with tf.GradientTape() as tape:
            loss = self._objective(noise, example)
        self.optimizer.apply_gradients([(tape.gradient(loss, self.mix), self.mix)])
        return loss


def start_phase(name):
    assert name in Phase.ORDER
    Phase.current = name


def train(steps_per_phase=2):
    generator = Generator()
    update = tf.function(generator.update)
    noise, example = tf.eye(3), tf.eye(3) * 2.0
    history = {}
    for name in Phase.ORDER:
        start_phase(name)
        history[name] = [float(update(noise, example)) for _ in range(steps_per_phase)]
    return history


if __name__ == "__main__":
    graph = train()
    tf.config.run_functions_eagerly(True)
    eager = train()
    assert abs(graph["pixels"][0] - eager["pixels"][0]) < 1e-5
    assert eager["critic"][0] > graph["critic"][0] + 0.2, (graph, eager)
    print("proved")
