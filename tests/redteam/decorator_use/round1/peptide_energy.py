"""Energy of a coarse-grained peptide: springs, contacts, and charges summed by residue."""
import numpy as np
import tensorflow as tf

RESIDUES = np.array([0, 0, 1, 1, 1, 2, 3, 3], dtype=np.int32)
CHARGES = tf.constant([0.5, -0.5, 0.3, 0.0, -0.3, 1.0, -0.5, -0.5])


def distances(beads):
    offsets = beads[:, None] - beads[None]
    return tf.sqrt(tf.reduce_sum(offsets**2, axis=-1) + 1e-6)


def by_residue(values):
    return tf.math.segment_sum(values, RESIDUES)  # expect: tf-jit-incompatible


@tf.function(experimental_compile=True)  # expect: tf-deprecated-argument
def springs(beads):
    bonds = tf.linalg.norm(beads[1:] - beads[:-1], axis=-1)
    return 40.0 * tf.reduce_sum((bonds - 1.0) ** 2)


@tf.function(jit_compile=True)
def electrostatics(beads):
    """The field at each residue's beads, weighted by their charges."""
    field = tf.linalg.matvec(tf.exp(-distances(beads)), CHARGES)
    return by_residue(CHARGES * field)


@tf.function(jit_compile=True)
def total(beads):
    near = tf.cast(distances(beads) < 2.0, tf.float32)
    return springs(beads) - 0.1 * tf.reduce_sum(near)


def chain():
    steps = tf.random.stateless_normal([8, 3], [4, 1])
    return tf.cumsum(steps / tf.linalg.norm(steps, axis=-1, keepdims=True), axis=0)


if __name__ == "__main__":
    beads = chain()
    assert abs(float(total(beads)) - float(total.python_function(beads))) < 1e-3
    assert abs(float(springs(beads)) - float(springs.python_function(beads))) < 1e-3
    assert "experimental_compile is deprecated" in tf.function.__doc__
    # The old name means the new one: the library reports that the function must be compiled.
    assert springs._jit_compile is True
    eager = electrostatics.python_function(beads)
    assert eager.shape == [4]
    try:
        electrostatics(beads)
    except tf.errors.InvalidArgumentError as error:
        assert "SegmentSum" in str(error) and "unsupported operations" in str(error), error
    else:
        raise AssertionError("XLA compiled a sum by segments")
    print("proved")
