"""Compares integrators that were built with different settings."""
import dataclasses

import tensorflow as tf


@dataclasses.dataclass
class Settings:
    step: float = 0.1
    friction: float = 0.0


class Integrator:
    """Takes its constants from the settings once, when it is made."""

    def __init__(self, settings, gravity=9.81):
        self.step = settings.step
        self.friction = settings.friction
        self.gravity = gravity
        self.calls = 0

    @tf.function
    def _advance(self, state):
        angle, speed = state[0], state[1]
        speed = speed - self.step * (self.gravity * tf.sin(angle) + self.friction * speed)
        return tf.stack([angle + self.step * speed, speed])

    def advance(self, state):
        self.calls += 1
        return self._advance(state)

    def simulate(self, duration):
        state = tf.constant([0.5, 0.0])
        for _ in range(round(duration / self.step)):
            state = self.advance(state)
        return [round(float(value), 3) for value in state]


def compare():
    settings = Settings()
    coarse = Integrator(settings)
    results = {"coarse": coarse.simulate(1.0)}

    settings.step = 0.01
    fine = Integrator(settings)
    results["fine"] = fine.simulate(1.0)

    settings = dataclasses.replace(settings, friction=2.0)
    damped = Integrator(settings)
    results["damped"] = damped.simulate(1.0)

    results["again"] = coarse.simulate(1.0)
    return results, [coarse, fine, damped]


if __name__ == "__main__":
    graph, integrators = compare()
    assert [one._advance.experimental_get_tracing_count() for one in integrators] == [1, 1, 1]
    assert [one.calls for one in integrators] == [20, 100, 100]
    tf.config.run_functions_eagerly(True)
    eager, _ = compare()
    for name, values in eager.items():
        assert all(abs(a - b) < 2e-3 for a, b in zip(values, graph[name])), name
    assert graph["again"] == graph["coarse"] != graph["fine"] != graph["damped"]
    print("proved")
