"""Forces and stiffness of a chain of atoms from the derivatives of its potential energy."""
import tensorflow as tf


class Chain:
    """Neighbours joined by Morse bonds, with a weak spring to the origin."""

    def __init__(self, depth=1.0, width=1.5, rest=1.0, spring=0.01):
        self.depth, self.width, self.rest, self.spring = depth, width, rest, spring

    def energy(self, x):
        stretch = x[1:] - x[:-1] - self.rest
        bonds = self.depth * tf.square(1.0 - tf.exp(-self.width * stretch))
        return tf.reduce_sum(bonds) + 0.5 * self.spring * tf.reduce_sum(x * x)

    @tf.function
    def forces(self, x):
        (slope,) = tf.gradients(self.energy(x), [x])
        return -slope

    @tf.function
    def stiffness(self, x):
        return tf.hessians(self.energy(x), x)[0]

    @tf.function
    def verlet(self, x, v, dt, steps):
        """Positions and velocities after some steps of unit mass."""
        f = self.forces(x)
        for _ in tf.range(steps):
            v_half = v + 0.5 * dt * f
            x = x + dt * v_half
            f = self.forces(x)
            v = v_half + 0.5 * dt * f
        return x, v

    def tape_forces(self, x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            energy = self.energy(x)
        return -tape.gradient(energy, x)


def relax(chain, x, rounds=20, rate=0.05):
    for _ in range(rounds):
        x = x + rate * chain.forces(x)
    return x


def simulate(chain, x, rounds=3):
    v = tf.zeros_like(x)
    for _ in range(rounds):
        x, v = chain.verlet(x, v, tf.constant(0.01), tf.constant(5))
    return x, v, chain.stiffness(x)


def start():
    return tf.constant([-1.7, -0.4, 0.5, 1.9])


if __name__ == "__main__":
    chain = Chain()
    assert bool(tf.reduce_all(tf.abs(chain.forces(start()) - chain.tape_forces(start())) < 1e-5))
    relaxed = relax(chain, start())
    assert float(chain.energy(relaxed)) < float(chain.energy(start()))
    hessian = chain.stiffness(relaxed)
    bumped = [(chain.tape_forces(relaxed + 1e-2 * e) - chain.tape_forces(relaxed - 1e-2 * e)) / -2e-2 for e in tf.eye(4)]
    assert bool(tf.reduce_all(tf.abs(hessian - tf.stack(bumped)) < 2e-2))
    x, v, _ = simulate(chain, start())
    ex, ev, f = start(), tf.zeros([4]), chain.tape_forces(start())
    for _ in range(15):
        half = ev + 0.005 * f
        ex = ex + 0.01 * half
        f = chain.tape_forces(ex)
        ev = half + 0.005 * f
    assert bool(tf.reduce_all(tf.abs(x - ex) < 1e-5)) and bool(tf.reduce_all(tf.abs(v - ev) < 1e-5))
    assert chain.forces.experimental_get_tracing_count() == 1
    print("proved")
