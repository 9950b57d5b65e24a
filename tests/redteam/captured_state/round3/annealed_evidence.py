"""Variational fit of a Gaussian with an annealed evidence bound."""
import tensorflow as tf


class Annealer:
    """Keeps a readable copy of the weight next to the one that the graph uses."""

    def __init__(self, top):
        self.top = top
        self.weight = tf.Variable(0.0, trainable=False)
        self.percent = 0

    def advance(self, epoch, epochs):
        share = min(1.0, epoch / (0.5 * epochs))
        self.percent = round(100 * share)
        self.weight.assign(self.top * share)

    def describe(self):
        return f"{self.percent} % of {self.top}"


class Posterior(tf.Module):
    def __init__(self, annealer):
        super().__init__()
        self.annealer = annealer
        self.mean = tf.Variable(2.0)
        self.log_scale = tf.Variable(0.0)
        self.epoch = 0

    def divergence(self):
        variance = tf.exp(2.0 * self.log_scale)
        return 0.5 * (variance + tf.square(self.mean) - 1.0) - self.log_scale

    @tf.function
    def bound(self, observed):
        error = tf.reduce_mean(tf.square(observed - self.mean)) + tf.exp(2.0 * self.log_scale)
        return error + self.annealer.weight * self.divergence()

    @tf.function
    def improve(self, observed, rate):
        with tf.GradientTape() as tape:
            loss = self.bound(observed)
        pair = (self.mean, self.log_scale)
        for variable, slope in zip(pair, tape.gradient(loss, pair)):
            variable.assign_sub(rate * slope)
        return loss


def fit(epochs=12):
    posterior = Posterior(Annealer(4.0))
    observed = tf.constant([0.5, 1.0, 1.5])
    log = []
    for posterior.epoch in range(epochs):
        posterior.annealer.advance(posterior.epoch, epochs)
        loss = posterior.improve(observed, tf.constant(0.05))
        log.append((posterior.annealer.describe(), float(loss)))
    return log


if __name__ == "__main__":
    graph = fit()
    tf.config.run_functions_eagerly(True)
    eager = fit()
    for (text, loss), (other, expected) in zip(graph, eager):
        assert text == other and abs(loss - expected) < 1e-4
    assert graph[0][0] == "0 % of 4.0" and graph[-1][0] == "100 % of 4.0"
    assert graph[4][1] > graph[0][1]
    print("proved")
