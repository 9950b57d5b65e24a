"""Fits the power curve of a wind turbine with optimizers kept from an older code base."""
import tensorflow as tf

optimizers = tf.compat.v1.train


class PowerCurve(tf.Module):
    """A logistic curve of the wind speed."""

    def __init__(self):
        super().__init__()
        self.middle = tf.Variable(5.0)
        self.slope = tf.Variable(0.3)
        self.top = tf.Variable(1.0)

    def __call__(self, speed):
        return self.top * tf.sigmoid(self.slope * (speed - self.middle))


class Fit:
    def __init__(self, curve, optimizer):
        self.curve = curve
        self.optimizer = optimizer
        self.steps = tf.Variable(0, dtype=tf.int64, trainable=False)

    def loss(self, speed, power):
        return tf.reduce_mean(tf.square(self.curve(speed) - power))

    @tf.function
    def step(self, speed, power):
        with tf.GradientTape() as tape:
            loss = self.loss(speed, power)
        variables = self.curve.trainable_variables
        gradients = tape.gradient(loss, variables)
        self.optimizer.apply_gradients(list(zip(gradients, variables)), global_step=self.steps)
        return loss

    def polish(self, speed, power):
        """A step without a graph."""
        self.optimizer.minimize(lambda: self.loss(speed, power), global_step=self.steps)
        return self.loss(speed, power)


def measurements():
    speed = tf.linspace(2.0, 14.0, 25)
    return speed, 2.0 * tf.sigmoid(0.8 * (speed - 8.0))


def fit(optimizer, rounds=10):
    job = Fit(PowerCurve(), optimizer)
    losses = [float(job.step(*measurements())) for _ in range(rounds)]
    losses.append(float(job.polish(*measurements())))
    return job, losses


def main():
    return {
        "adam": fit(optimizers.AdamOptimizer(0.1)),
        "momentum": fit(optimizers.MomentumOptimizer(learning_rate=0.05, momentum=0.8)),
    }


if __name__ == "__main__":
    for name, (job, losses) in main().items():
        assert losses[-1] < losses[0], (name, losses)
        assert int(job.steps) == 11
    compiled = Fit(PowerCurve(), optimizers.AdamOptimizer(0.1))
    eager = Fit(PowerCurve(), optimizers.AdamOptimizer(0.1))
    for _ in range(4):
        a = float(compiled.step(*measurements()))
        b = float(Fit.step.python_function(eager, *measurements()))
        assert abs(a - b) < 1e-5
    assert abs(float(compiled.curve.middle) - float(eager.curve.middle)) < 1e-5
    print("proved")
