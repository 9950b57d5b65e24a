"""Basin hopping over the conformations of a small molecule of four atoms."""
import numpy as np
import tensorflow as tf


class Molecule:
    """A chain of atoms with springs and a repulsion."""

    def __init__(self, bonds, stiffness=4.0):
        self.bonds = tf.constant(bonds)
        self.stiffness = tf.constant(stiffness)

    def energy(self, atoms):
        ends = tf.gather(atoms, self.bonds)
        lengths = tf.norm(ends[:, 0] - ends[:, 1] + 1e-6, axis=-1)
        spread = tf.reduce_sum((atoms - tf.reduce_mean(atoms, axis=0)) ** 2)
        return self.stiffness * tf.reduce_sum((lengths - 1.0) ** 2) - 0.01 * spread


@tf.function
def descend(objective, atoms, rate):
    for _ in range(3):
        with tf.GradientTape() as tape:
            tape.watch(atoms)
            value = objective(atoms)
        atoms = atoms - rate * tape.gradient(value, atoms)
    return atoms, objective(atoms)


class BasinHopper:
    def __init__(self, molecule, rate=0.02, kick=0.3, seed=0):
        self.molecule = molecule
        self.rate = tf.constant(rate)
        self.kick = kick
        self.rng = np.random.default_rng(seed)
        self.best = (None, np.inf)

    def hop(self, atoms):
        kicked = atoms + self.kick * self.rng.normal(size=atoms.shape)
        molecule = self.molecule
        settled, value = descend(
            molecule.energy,  # expect: tf-object-arg
            tf.constant(kicked, tf.float32),
            rate=self.rate,
        )
        if value < self.best[1]:
            self.best = (settled.numpy(), float(value))
        return settled.numpy()

    def run(self, atoms, hops, patience=4):
        idle = 0
        for _ in range(hops):
            before = self.best[1]
            atoms = self.hop(atoms)
            idle = 0 if self.best[1] < before else idle + 1
            if idle == patience:
                break
        return self.best


def chain(length=4):
    return np.stack([np.arange(length), np.zeros(length), np.zeros(length)], axis=1).astype(np.float32)


if __name__ == "__main__":
    molecule = Molecule([[0, 1], [1, 2], [2, 3]])
    _, energy = BasinHopper(molecule).run(chain(), hops=5, patience=9)
    assert np.isfinite(energy)
    assert descend.experimental_get_tracing_count() == 5
    BasinHopper(molecule, seed=1).run(chain(), hops=3, patience=9)
    assert descend.experimental_get_tracing_count() == 8
    kept = molecule.energy
    for scale in (1.0, 1.1, 1.2, 1.3):
        descend(kept, tf.constant(scale * chain()), tf.constant(0.02))
    assert descend.experimental_get_tracing_count() == 9
    print("proved")
