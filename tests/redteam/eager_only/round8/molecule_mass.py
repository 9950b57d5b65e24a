"""Masses and coarse fingerprints of molecules that are given as padded atomic numbers."""
import numpy as np
import tensorflow as tf

# 0 stands for padding; hydrogen to oxygen follow.
MASS = np.array([0.0, 1.008, 4.003, 6.94, 9.012, 10.81, 12.011, 14.007, 15.999], dtype=np.float32)
HYDROGEN, CARBON, OXYGEN = 1, 6, 8


@tf.function
def total_mass(atoms):
    return tf.reduce_sum(MASS[atoms], axis=-1)  # expect: tf-foreign-call  allow: tf-numpy-op


@tf.function
def centre_of_mass(atoms, positions):
    weights = tf.gather(MASS, atoms)[..., None]
    return tf.reduce_sum(weights * positions, axis=1) / tf.reduce_sum(weights, axis=1)


@tf.function
def fingerprint(atoms):
    """How many atoms of three elements one molecule has."""
    counts = np.zeros(3, dtype=np.float32)
    for place, element in enumerate((HYDROGEN, CARBON, OXYGEN)):
        counts[place] = tf.math.count_nonzero(atoms == element)  # expect: tf-foreign-call  allow: tf-numpy-op
    return tf.constant(counts) / 10.0


def library():
    water = [8, 1, 1, 0, 0]
    methane = [6, 1, 1, 1, 1]
    atoms = tf.constant([water, methane])
    positions = tf.random.stateless_normal([2, 5, 3], [4, 2])
    return atoms, positions


def describe():
    atoms, positions = library()
    print(centre_of_mass(atoms, positions).numpy().round(2))
    print(total_mass(atoms).numpy())
    print(fingerprint(atoms[0]).numpy())


if __name__ == "__main__":
    molecules, places = library()
    assert np.allclose(total_mass.python_function(molecules), [18.015, 16.043], atol=1e-3)
    assert np.allclose(fingerprint.python_function(molecules[0]), [0.2, 0.0, 0.1])
    assert np.allclose(
        centre_of_mass(molecules, places), centre_of_mass.python_function(molecules, places), atol=1e-5)
    for step, value, line in (
        (total_mass, molecules, "MASS[atoms]"),
        (fingerprint, molecules[0], "counts[place] = "),
    ):
        try:
            step(value)
        except (NotImplementedError, ValueError, TypeError) as error:
            assert line in str(error), error
        else:
            raise AssertionError(line)
    print("proved")
