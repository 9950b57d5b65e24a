"""Valuation helper behind a property portal: one listing at a time."""
import dataclasses

import tensorflow as tf

LISTINGS = [
    {"street": "Elm", "rooms": 3, "area": 71.5},
    {"street": "Oak", "rooms": 2, "area": 48.0},
    {"street": "Ash", "rooms": 5, "area": 132.25},
    {"street": "Fir", "rooms": 4, "area": 96.0},
]


@dataclasses.dataclass
class Valuation:
    street: str
    price: float


class Valuer:
    def __init__(self):
        self.weights = tf.Variable([12.0, 2.5])
        self.bias = tf.Variable(20.0)
        self._compiled = tf.function(self._price)

    def _price(self, rooms, area):
        features = tf.stack([tf.cast(rooms, tf.float32), tf.cast(area, tf.float32)])
        return tf.reduce_sum(features * self.weights) + self.bias

    def __call__(self, rooms, area):
        return self._compiled(rooms, area)  # expect: tf-python-scalar-arg

    def batch(self, rooms, areas):
        pairs = zip(tf.unstack(tf.constant(rooms)), tf.unstack(tf.constant(areas)))
        return [float(self._compiled(r, a)) for r, a in pairs]


def appraise(valuer, listings):
    report = []
    for listing in listings:
        price = valuer(listing["rooms"], listing["area"])
        report.append(Valuation(listing["street"], float(price)))
    return sorted(report, key=lambda v: v.price, reverse=True)


if __name__ == "__main__":
    portal = Valuer()
    for valuation in appraise(portal, LISTINGS):
        print(f"{valuation.street:<5}{valuation.price:8.1f}")
    assert portal._compiled.experimental_get_tracing_count() == 4
    portal.batch([1, 2, 3, 4], [30.0, 40.0, 50.0, 60.0])
    assert portal._compiled.experimental_get_tracing_count() == 5
    print("proved")
