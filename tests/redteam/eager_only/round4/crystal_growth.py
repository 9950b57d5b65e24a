"""Growth of crystals; extension types of the project carry tensors through graphs, with methods of their own."""
from __future__ import annotations

import tensorflow as tf


class Lattice(tf.experimental.ExtensionType):
    """Occupied sites and their energies."""

    sites: tf.Tensor
    energies: tf.Tensor
    label: str = "lattice"

    @property
    def shape(self):
        return self.sites.shape

    @property
    def rows(self):
        return self.sites.shape[0]

    def __len__(self):
        return self.sites.shape[-1]

    def numpy(self):
        """The occupied energies, as a tensor."""
        return tf.where(self.sites, self.energies, 0.0)

    def predict(self, temperature):
        return tf.exp(-self.energies / temperature)

    def save(self):
        return Lattice(sites=self.sites, energies=self.energies, label=f"saved {self.label}")

    def grown(self, temperature):
        neighbours = tf.roll(self.sites, 1, 1) | tf.roll(self.sites, -1, 1)
        chosen = neighbours & (self.predict(temperature) > 0.5)
        return Lattice(sites=self.sites | chosen, energies=self.energies, label=self.label)


class Store(tf.Module):
    """Variables with the interface of a lattice."""

    def __init__(self, lattice):
        super().__init__(name="store_of_" + lattice.label.replace(" ", "_"))
        self.sites = tf.Variable(lattice.sites)
        self.energies = tf.constant(lattice.energies)
        self.steps = tf.Variable(0)

    def load(self):
        return Lattice(sites=self.sites.read_value(), energies=self.energies)

    @tf.function
    def step(self, temperature):
        lattice = self.load().grown(temperature)
        self.sites.assign(lattice.sites)
        self.steps.assign_add(1)
        return lattice.save()


@tf.function
def energy(lattice: Lattice) -> tf.Tensor:
    total = tf.reduce_sum(lattice.numpy())
    return total / (lattice.rows * len(lattice)) + float(lattice.shape.rank or 0)


@tf.function
def until_full(lattice: Lattice, temperature: tf.Tensor):
    steps = tf.constant(0)
    sites = lattice.sites
    while not tf.reduce_all(sites) and steps < lattice.rows * len(lattice):
        current = Lattice(sites=sites, energies=lattice.energies)
        sites = current.grown(temperature).sites
        steps += 1
    return sites, steps


def seed():
    sites = tf.constant([[True, False, False, False], [False, False, True, False]])
    energies = tf.reshape(tf.range(8.0), [2, 4]) / 10.0
    return Lattice(sites=sites, energies=energies)


def observed():
    store = Store(seed())
    rows = []
    for value in (0.5, 1.0, 2.0):
        temperature = tf.constant(value)
        lattice = store.step(temperature)
        rows += [float(energy(lattice)), lattice.label, lattice.sites.numpy().tolist()]
        sites, steps = until_full(seed(), temperature)
        rows += [sites.numpy().tolist(), int(steps)]
    return rows + [int(store.steps), store.name]


if __name__ == "__main__":
    graph = observed()
    tf.config.run_functions_eagerly(True)
    eager = observed()
    tf.config.run_functions_eagerly(False)
    assert graph == eager, (graph, eager)
    assert graph[1] == "saved lattice" and graph[-1] == "store_of_lattice"
    print("proved")
