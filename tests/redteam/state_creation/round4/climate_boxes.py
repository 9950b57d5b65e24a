"""A box model of the climate: state in dataclasses whose fields are made by default factories."""
from __future__ import annotations

import dataclasses

import numpy as np
import tensorflow as tf


@dataclasses.dataclass(eq=False)
class Reservoir:
    """Heat content of one box."""

    capacity: float
    temperature: tf.Variable = dataclasses.field(default_factory=lambda: tf.Variable(0.0))
    taken_up: tf.Variable = dataclasses.field(default_factory=lambda: tf.Variable(0.0))

    def warm(self, flux: tf.Tensor, dt: float) -> None:
        self.temperature.assign_add(dt * flux / self.capacity)
        self.taken_up.assign_add(dt * flux)


@dataclasses.dataclass(frozen=True)
class Fluxes:
    """The flows of one step; a fresh object for each, without variables."""

    downward: tf.Tensor
    outgoing: tf.Tensor
    exchange: tf.Tensor

    @property
    def surface(self) -> tf.Tensor:
        return self.downward - self.outgoing - self.exchange


@dataclasses.dataclass(eq=False)
class Climate:
    feedback: float = 1.2
    mixing: float = 0.7
    surface: Reservoir = dataclasses.field(default_factory=lambda: Reservoir(8.0))
    deep: Reservoir = dataclasses.field(default_factory=lambda: Reservoir(100.0))
    steps: tf.Variable = dataclasses.field(init=False)

    def __post_init__(self) -> None:
        self.steps = tf.Variable(0)

    def _fluxes(self, forcing: tf.Tensor) -> Fluxes:
        warmth = self.surface.temperature
        return Fluxes(forcing, self.feedback * warmth, self.mixing * (warmth - self.deep.temperature))

    @tf.function
    def advance(self, forcing: tf.Tensor) -> tf.Tensor:
        """One year; gives the surface temperature."""
        fluxes = self._fluxes(forcing)
        boxes = {"surface": fluxes.surface, "deep": fluxes.exchange}
        for name, flux in boxes.items():
            getattr(self, name).warm(flux, dt=1.0)
        self.steps.assign_add(1)
        return self.surface.temperature.read_value()

    @classmethod
    def doubled(cls, **options: float) -> Climate:
        """A climate that starts in balance with one degree of warming."""
        climate = cls(**options)
        climate.surface.temperature.assign(1.0)
        climate.deep.temperature.assign(1.0)
        return climate


def scenario(climates: list[Climate], forcings: list[float]) -> np.ndarray:
    return np.array([[float(c.advance(tf.constant(forcing))) for c in climates] for forcing in forcings])


if __name__ == "__main__":
    ramp = [0.0, 1.0, 2.0, 3.7]
    climates = [Climate(), Climate(feedback=0.8), Climate.doubled()]
    graph = scenario(climates, ramp)
    tf.config.run_functions_eagerly(True)
    eager = scenario([Climate(), Climate(feedback=0.8), Climate.doubled()], ramp)
    np.testing.assert_allclose(eager, graph, rtol=1e-5)
    assert [int(c.steps) for c in climates] == [4, 4, 4]
    print("proved")
