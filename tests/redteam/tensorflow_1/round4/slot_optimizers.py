"""Fits a curve with the old optimizers, given what they want when eager execution is on."""
import tensorflow as tf

train = tf.compat.v1.train


class Curve(tf.Module):
    def __init__(self, degree=2):
        super().__init__()
        self.coefficients = tf.Variable(tf.zeros([degree + 1]))

    def __call__(self, x):
        powers = tf.stack([tf.ones_like(x), x, x * x], axis=-1)
        return tf.linalg.matvec(powers, self.coefficients)

    def loss(self, x, y):
        return tf.reduce_mean(tf.square(self(x) - y))


class Fitter:
    def __init__(self, curve, optimizer):
        self.curve = curve
        self.optimizer = optimizer

    @tf.function
    def step(self, x, y):
        with tf.GradientTape() as tape:
            loss = self.curve.loss(x, y)
        variables = self.curve.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return loss

    def warm_up(self, x, y):
        """A first step outside of the function, which also makes the slots."""
        self.optimizer.minimize(lambda: self.curve.loss(x, y), var_list=self.curve.trainable_variables)


def samples():
    x = tf.linspace(-1.0, 1.0, 21)
    return x, 0.5 - x + 2.0 * x * x


def fit(optimizer, steps=5, warm=True):
    fitter = Fitter(Curve(), optimizer)
    x, y = samples()
    if warm:
        fitter.warm_up(x, y)
    losses = [float(fitter.step(x, y)) for _ in range(steps)]
    return losses, fitter.curve.coefficients.numpy().tolist()


def main():
    for optimizer in (train.MomentumOptimizer(0.1, 0.5), train.AdamOptimizer(0.2)):
        losses, coefficients = fit(optimizer)
        print(losses[-1], coefficients)


def same(a, b):
    return all(abs(p - q) < 1e-5 for p, q in zip(a[0] + a[1], b[0] + b[1]))


if __name__ == "__main__":
    makers = (
        lambda: train.MomentumOptimizer(0.1, 0.5),
        lambda: train.AdamOptimizer(0.2),
        lambda: train.GradientDescentOptimizer(0.1),
    )
    for make in makers:
        for warm in (True, False):
            graph = fit(make(), warm=warm)
            tf.config.run_functions_eagerly(True)
            eager = fit(make(), warm=warm)
            tf.config.run_functions_eagerly(False)
            assert same(graph, eager), (graph, eager)
            assert graph[0][-1] < graph[0][0]
    main()
    print("proved")
