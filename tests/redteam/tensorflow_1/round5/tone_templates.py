"""A small tone classifier whose layers are templates that share their variables by name."""
import tensorflow as tf
import tensorflow.compat.v1 as tf1


def affine(inputs, units):
    width = inputs.shape[-1]
    kernel = tf1.get_variable("kernel", [width, units], initializer=tf1.glorot_uniform_initializer(seed=5))
    bias = tf1.get_variable("bias", [units], initializer=tf1.zeros_initializer())
    return tf.matmul(inputs, kernel) + bias


class ToneNet:
    def __init__(self, hidden=6, classes=3):
        self.hidden = tf1.make_template("hidden", affine, units=hidden)
        self.logits = tf1.make_template("logits", affine, units=classes)

    @property
    def variables(self):
        return list(self.hidden.variables) + list(self.logits.variables)

    def __call__(self, spectra):
        return self.logits(tf.nn.relu(self.hidden(spectra)))

    def prepare(self, bins):
        """Makes the variables, before anything is traced."""
        self(tf.zeros([1, bins]))
        return self


def spectra(count=12, bins=8):
    time = tf.range(2 * bins - 2, dtype=tf.float32)
    pitch = tf.cast(tf.range(count) % 3 + 1, tf.float32)
    waves = tf.sin(pitch[:, None] * time[None])
    return tf.abs(tf.signal.rfft(waves)), tf.range(count) % 3


class Trainer:
    def __init__(self, net, rate=0.2):
        self.net = net
        self.rate = rate

    @tf.function
    def step(self, inputs, labels):
        with tf.GradientTape() as tape:
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels, self.net(inputs))
            loss = tf.reduce_mean(losses)
        for variable, gradient in zip(self.net.variables, tape.gradient(loss, self.net.variables)):
            variable.assign_sub(self.rate * gradient)
        return loss


def main(rounds=4):
    net = ToneNet().prepare(bins=8)
    trainer = Trainer(net)
    return trainer, [float(trainer.step(*spectra())) for _ in range(rounds)]


if __name__ == "__main__":
    assert main()[1][-1] < main()[1][0]
    compiled, reference = (Trainer(ToneNet().prepare(8)) for _ in range(2))
    for target, source in zip(reference.net.variables, compiled.net.variables):
        target.assign(source)
    for _ in range(3):
        graph = float(compiled.step(*spectra()))
        eager = float(Trainer.step.python_function(reference, *spectra()))
        assert abs(graph - eager) < 1e-4, (graph, eager)
    assert len(compiled.net.variables) == len(reference.net.variables) == 4
    assert compiled.step.experimental_get_tracing_count() == 1
    print("proved")
