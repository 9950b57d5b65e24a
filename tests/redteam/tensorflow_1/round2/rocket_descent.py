"""Lands a rocket: descent with optimizers that have the interface of the first version."""
import tensorflow as tf

STEPS = 4


class Rocket(tf.Module):
    def __init__(self):
        super().__init__()
        self.thrust = tf.Variable([0.2, 0.2, 0.2, 0.2], name="thrust")

    @tf.function
    def miss(self, height):
        speed = tf.constant(0.0)
        for thrust in tf.unstack(self.thrust):
            speed += thrust - 0.5
            height += speed
        return height**2 + speed**2


def land(rocket, optimizer, start, steps):
    losses = []
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = rocket.miss(start)
        optimizer.apply_gradients([(tape.gradient(loss, rocket.thrust), rocket.thrust)])
        losses.append(float(loss))
    return losses


class Momentum:
    """The project's own optimizer of the same interface."""

    def __init__(self, rate, momentum):
        self.rate, self.momentum = rate, momentum
        self.speed = None

    def apply_gradients(self, pairs):
        pairs = list(pairs)
        if self.speed is None:
            self.speed = [tf.Variable(tf.zeros_like(v)) for _, v in pairs]
        for speed, (gradient, variable) in zip(self.speed, pairs):
            speed.assign(self.momentum * speed + gradient)
            variable.assign_sub(self.rate * speed)

    def minimize(self, loss, var_list):
        with tf.GradientTape() as tape:
            value = loss()
        self.apply_gradients(zip(tape.gradient(value, var_list), var_list))
        return value


if __name__ == "__main__":
    start = tf.constant(3.0)
    losses = land(Rocket(), tf.keras.optimizers.SGD(0.01), start, 5)
    assert losses[-1] < losses[0]
    own = land(Rocket(), Momentum(0.01, 0.5), start, 5)
    tf.config.run_functions_eagerly(True)
    eager = land(Rocket(), Momentum(0.01, 0.5), start, 5)
    tf.config.run_functions_eagerly(False)
    assert all(abs(a - b) < 1e-3 for a, b in zip(own, eager))
    rocket = Rocket()
    first = float(rocket.miss(start))
    optimizer = Momentum(0.01, 0.0)
    for _ in range(4):
        optimizer.minimize(lambda: rocket.miss(start), [rocket.thrust])
    assert float(rocket.miss(start)) < first
    print("proved")
