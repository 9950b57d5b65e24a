"""A vibrating string whose solvers wrap one another, with adaptive integration of its energy."""
import tensorflow as tf


class Stepper:
    def __init__(self, speed):
        self.speed = tf.constant(speed)

    def step(self, u, v, dt):
        left, right = tf.roll(u, 1, axis=0), tf.roll(u, -1, axis=0)
        v = v + dt * self.speed * (left - 2.0 * u + right)
        return u + dt * v, v


class Damped(Stepper):
    def __init__(self, speed, damping):
        super().__init__(speed)
        self.damping = tf.constant(damping)

    def step(self, u, v, dt):
        if tf.reduce_max(tf.abs(v)) > 0.5:
            v = v * (1.0 - dt * self.damping)
        return super().step(u, v, dt)


class Halved:
    """Two steps of the inner solver for each step of this one."""

    def __init__(self, inner):
        self.inner = inner

    def step(self, u, v, dt):
        u, v = self.inner.step(u, v, dt / 2.0)
        return self.inner.step(u, v, dt / 2.0)


class Simulation:
    def __init__(self, solver):
        self.solver = solver

    @tf.function
    def step(self, u, v, dt):
        return self.solver.step(u, v, dt)


@tf.function
def simpson(low, high):
    middle = (low + high) / 2.0
    values = tf.sin(tf.stack([low, middle, high])) ** 2
    return (high - low) * tf.tensordot(values, tf.constant([1.0, 4.0, 1.0]), 1) / 6.0


def refine(low, high, tolerance):
    """Bisects in Python; only the rule of each interval is a graph."""
    middle = (low + high) / 2.0
    whole, halves = simpson(low, high), simpson(low, middle) + simpson(middle, high)
    if abs(whole - halves) < tolerance:
        return halves
    return refine(low, middle, tolerance / 2.0) + refine(middle, high, tolerance / 2.0)


def simulate(points=16, steps=6):
    simulation = Simulation(Halved(Halved(Damped(1.0, damping=0.2))))
    u, v, dt = tf.sin(tf.linspace(0.0, 6.0, points)), tf.zeros([points]), tf.constant(0.1)
    for _ in range(steps):
        u, v = simulation.step(u, v, dt)
    return u, refine(tf.constant(0.0), tf.constant(3.0), 1e-3)


if __name__ == "__main__":
    graph = simulate()
    tf.config.run_functions_eagerly(True)
    eager = simulate()
    tf.config.run_functions_eagerly(False)
    for a, b in zip(graph, eager):
        assert float(tf.reduce_max(tf.abs(a - b))) < 1e-5
    assert abs(float(graph[1]) - 1.56985) < 1e-3, graph[1]
    assert simpson.experimental_get_tracing_count() == 1
    print("proved")
