"""Denoises tapes of a radio archive; checkpoints of the old network are read name by name."""
import os
import tempfile

import numpy as np
import tensorflow as tf


class Denoiser(tf.Module):
    """Its variables go by the names of the old graph."""

    names = {"filter": "denoiser/conv/kernel", "gain": "denoiser/gain"}

    def __init__(self):
        super().__init__()
        self.filter = tf.Variable(np.float32([0.25, 0.5, 0.25]), name="filter")
        self.gain = tf.Variable(1.0, name="gain")

    @tf.function
    def clean(self, sound):
        smooth = tf.nn.conv1d(sound[None, :, None], self.filter[:, None, None], 1, "SAME")[0, :, 0]
        loud = tf.reduce_max(tf.abs(smooth))
        if loud > 1.0:
            smooth = smooth / loud
        return smooth * self.gain

    def named(self):
        return {old: getattr(self, new) for new, old in self.names.items()}


def write_old(path, values):
    """What the old program left behind, written by the old program's own means."""
    v1 = tf.compat.v1
    with tf.Graph().as_default():
        variables = [v1.get_variable(name, initializer=value) for name, value in values.items()]
        saver = v1.train.Saver(variables)
        with v1.Session() as session:
            session.run(v1.variables_initializer(variables))
            return saver.save(session, path, write_meta_graph=False)


def load_by_saver(model, path):
    """A saver that is told its variables works without a session."""
    tf.compat.v1.train.Saver(var_list=model.named()).restore(None, path)
    return model


def load_by_reader(model, path):
    reader = tf.train.load_checkpoint(path)
    shapes = reader.get_variable_to_shape_map()
    for name, variable in model.named().items():
        assert shapes[name] == variable.shape.as_list()
        variable.assign(reader.get_tensor(name))
    return model


def save(model, folder):
    saver = tf.compat.v1.train.Saver(list(model.named().values()))
    manager = tf.train.CheckpointManager(tf.train.Checkpoint(model=model), folder, max_to_keep=1)
    return saver.save(sess=None, save_path=os.path.join(folder, "plain")), manager.save()


def tape(seed):
    return 2.0 * tf.random.stateless_normal([12], [seed, 4])


if __name__ == "__main__":
    values = {"denoiser/conv/kernel": np.float32([0.1, 0.8, 0.1]), "denoiser/gain": np.float32(0.5)}
    with tempfile.TemporaryDirectory() as folder:
        path = write_old(os.path.join(folder, "old"), values)
        first, second = load_by_saver(Denoiser(), path), load_by_reader(Denoiser(), path)
        for seed in range(3):
            graph, eager = first.clean(tape(seed)), Denoiser.clean.python_function(second, tape(seed))
            assert float(tf.reduce_max(tf.abs(graph - eager))) < 1e-6
        first.gain.assign(3.0)
        plain, managed = save(first, folder)
        assert len(tf.train.list_variables(plain)) == 2
        tf.train.Checkpoint(model=second).restore(managed).assert_existing_objects_matched()
    assert float(second.gain) == 3.0
    print("proved")
