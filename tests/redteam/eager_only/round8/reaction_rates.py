"""Arrhenius rates and the decay of species, with tables of plain numbers and lists of tensors."""
import math

import numpy as np
import tensorflow as tf

GAS = 8.314
REACTIONS = {"fast": (1e3, 2.0e4), "slow": (5e2, 2.5e4), "frozen": (0.0, 1.0e4)}
SPECIES = np.array([[1.0, 0.0], [0.0, 2.0], [0.5, 0.5]], dtype=np.float32)


def log_rate(prefactor, barrier, reference=300.0):
    if prefactor == 0.0:
        return -math.inf
    return math.log(prefactor) - barrier / (GAS * reference)


@tf.function
def rates(temperature):
    """One rate a reaction."""
    found = []
    for prefactor, barrier in REACTIONS.values():
        reference = math.exp(log_rate(prefactor, barrier))
        found.append(reference * tf.exp(barrier / GAS * (1.0 / 300.0 - 1.0 / temperature)))
    return tf.stack(found)


@tf.function
def decay(temperature, steps):
    rate = rates(temperature)
    names = list(REACTIONS)
    fast, slow = rate[names.index("fast")], rate[names.index("slow")]
    mixture = tf.constant(SPECIES[0])
    for i in tf.range(steps):
        partner = tf.gather(SPECIES, i % len(SPECIES))
        mixture -= 1e-2 * tf.stack([fast, slow]) * mixture * (1.0 + partner)
    return tf.sqrt(mixture, name="root_of_mixture")


@tf.function
def phases(temperature):
    turn = complex(0.0, 2.0 * math.pi / len(REACTIONS))
    angles = tf.cast(rates(temperature), tf.complex64) * turn
    return tf.abs(tf.math.exp(angles), name="size/%s" % "phase"[:3])


def sweep():
    for kelvin in np.linspace(280.0, 320.0, 3):
        temperature = tf.constant(kelvin, tf.float32)
        yield decay(temperature, tf.constant(4)), phases(temperature)


def main():
    for mixture, sizes in sweep():
        print(np.round(mixture, 3), "%.3f" % float(tf.reduce_sum(sizes)))


if __name__ == "__main__":
    graph = list(sweep())
    tf.config.run_functions_eagerly(True)
    eager = list(sweep())
    tf.config.run_functions_eagerly(False)
    for pair, wanted in zip(graph, eager):
        assert all(np.allclose(a, b, atol=1e-5) for a, b in zip(pair, wanted))
    main()
    print("proved")
