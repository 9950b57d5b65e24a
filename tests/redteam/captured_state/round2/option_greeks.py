"""Greeks of a European call by bumping the market and pricing again."""
from __future__ import annotations

from dataclasses import dataclass

import tensorflow as tf


@dataclass
class Market:
    sigma: float = 0.2
    rate: float = 0.01


class Pricer:
    """What all pricers share: the market and its bumps."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.price = tf.function(self._price)

    def volatility(self) -> float:
        return self.market.sigma  # expect: tf-attribute-read

    def discount(self, years: tf.Tensor) -> tf.Tensor:
        return tf.exp(-self.market.rate * years)  # expect: tf-attribute-read

    def bump(self, **shifts: float) -> None:
        for name, shift in shifts.items():
            setattr(self.market, name, getattr(self.market, name) + shift)

    def _price(self, spot: tf.Tensor, years: tf.Tensor) -> tf.Tensor:
        raise NotImplementedError


class EuropeanCall(Pricer):
    def __init__(self, market: Market, strike: float) -> None:
        self.strike = strike
        super().__init__(market)

    def _normal(self, x: tf.Tensor) -> tf.Tensor:
        return 0.5 * (1.0 + tf.math.erf(x / tf.sqrt(2.0)))

    def _price(self, spot: tf.Tensor, years: tf.Tensor) -> tf.Tensor:
        spread = self.volatility() * tf.sqrt(years)
        present = self.strike * self.discount(years)
        upper = tf.math.log(spot / present) / spread + 0.5 * spread
        return spot * self._normal(upper) - present * self._normal(upper - spread)


def greek(pricer: Pricer, quote: tuple[tf.Tensor, tf.Tensor], name: str, size: float) -> float:
    """The slope of the price along one number of the market."""
    base = pricer.price(*quote)
    pricer.bump(**{name: size})
    bumped = pricer.price(*quote)
    pricer.bump(**{name: -size})
    return float(bumped - base) / size


def greeks(pricer: Pricer, spot: float) -> dict[str, float]:
    quote = tf.constant(spot), tf.constant(1.0)
    return {name: greek(pricer, quote, name, 0.01) for name in ("sigma", "rate")}


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    eager = greeks(EuropeanCall(Market(), 100.0), 100.0)
    tf.config.run_functions_eagerly(False)
    graph = greeks(EuropeanCall(Market(), 100.0), 100.0)
    assert 35.0 < eager["sigma"] < 45.0 and 40.0 < eager["rate"] < 60.0
    assert graph == {"sigma": 0.0, "rate": 0.0}
    print("proved")
