"""The flow of an ice sheet down a slope; its parameters are Python numbers that a trace may compute with."""
import cmath
import math
from dataclasses import dataclass

import tensorflow as tf

GRAVITY = 9.81
DENSITY = 917.0
SEASON = 2.0 * math.pi / 365.0


@dataclass(frozen=True)
class Rheology:
    exponent: int = 3
    softness: float = 2.4e-24

    def coefficient(self, slope: float) -> float:
        assert 0.0 <= slope < 45.0, f"a slope of {slope} degrees"
        driving = DENSITY * GRAVITY * math.sin(math.radians(slope))
        return 2.0 * self.softness * math.pow(driving, self.exponent) / (self.exponent + 1)


ICE = Rheology()


@tf.function
def surface_speed(thickness, slope: float, exponent: int = 3):
    """Metres a year, for a slope in degrees."""
    if not isinstance(exponent, int) or exponent < 1:
        raise ValueError(f"an exponent of {exponent!r}")
    odd = bool(exponent % 2)
    scale = ICE.coefficient(slope) * 86400.0 * 365.0
    speed = scale * thickness ** float(exponent + 1)
    return {f"speed_n{exponent}": speed if odd else -speed, "scale %.3e" % scale: tf.reduce_max(speed)}


@tf.function
def melt(temperature, day: int, amplitude=0.5):
    """Seasonal melt; the phase is a complex number that Python computes."""
    assert 0 <= day < 366
    phase = cmath.exp(complex(0.0, SEASON * day))
    season = 1.0 + amplitude * math.cos(cmath.phase(phase)) + round(abs(phase.imag), 3)
    height = math.sqrt(max(day, 1)) / math.hypot(3.0, 4.0)
    return tf.nn.relu(temperature) * season + height


@tf.function
def averaged(thickness, window: int):
    weights = [math.comb(window - 1, k) / 2 ** (window - 1) for k in range(window)]
    parts = [weight * tf.roll(thickness, k - window // 2, axis=0) for k, weight in enumerate(weights)]
    return tf.add_n(parts) / math.fsum(weights)


def profile():
    return tf.constant([800.0, 1200.0, 1500.0, 600.0]), tf.constant([-4.0, -0.5, 1.5, 3.0])


if __name__ == "__main__":
    thickness, temperature = profile()
    graph = surface_speed(thickness, 1.5), melt(temperature, 180), averaged(thickness, 3)
    eager = (
        surface_speed.python_function(thickness, 1.5),
        melt.python_function(temperature, 180),
        averaged.python_function(thickness, 3),
    )
    assert graph[0].keys() == eager[0].keys() and "speed_n3" in graph[0]
    for a, b in zip(tf.nest.flatten(graph), tf.nest.flatten(eager)):
        assert bool(tf.reduce_all(tf.abs(a - b) <= 1e-4 * tf.abs(b))), (a, b)
    print("proved")
