"""Starts a rating model from the checkpoint format of the old recommender and writes it back."""
import os
import tempfile

import numpy as np
import tensorflow as tf

OLD_NAMES = {"user_factors": "model/user_emb", "item_factors": "model/item_emb", "bias": "model/global_bias"}


class RatingModel(tf.Module):
    def __init__(self, users=5, items=7, rank=2, seed=0):
        super().__init__()
        self.user_factors = tf.Variable(tf.random.stateless_normal([users, rank], [seed, 1]))
        self.item_factors = tf.Variable(tf.random.stateless_normal([items, rank], [seed, 2]))
        self.bias = tf.Variable(3.0)

    @tf.function
    def rate(self, users, items):
        u = tf.gather(self.user_factors, users)
        v = tf.gather(self.item_factors, items)
        return self.bias + tf.reduce_sum(u * v, axis=-1)

    @tf.function
    def adapt(self, ratings):
        self.bias.assign(0.5 * self.bias + 0.5 * tf.reduce_mean(ratings))
        return self.bias.read_value()


def name_map(model):
    return {old: getattr(model, new) for new, old in OLD_NAMES.items()}


def old_saver(model, keep=2):
    return tf.compat.v1.train.Saver(var_list=name_map(model), max_to_keep=keep)


def export(model, folder, step):
    return old_saver(model).save(sess=None, save_path=os.path.join(folder, "rating"), global_step=step)


def warm_start(model, path):
    old_saver(model).restore(None, path)
    return model


def variables_in(path):
    return sorted(name for name, _ in tf.train.list_variables(path))


def pairs():
    return tf.constant([0, 2, 4]), tf.constant([1, 3, 6])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        trained = RatingModel(seed=1)
        graph = trained.adapt(tf.constant([4.0, 5.0, 3.0]))
        assert float(graph) == 3.5
        path = export(trained, folder, step=12)
        assert path.endswith("rating-12")
        assert variables_in(path) == sorted(OLD_NAMES.values())
        fresh = RatingModel(seed=2)
        before = fresh.rate(*pairs()).numpy()
        warm_start(fresh, path)
        after = fresh.rate(*pairs()).numpy()
        assert not np.allclose(before, after)
        assert np.allclose(after, trained.rate(*pairs()))
        assert np.allclose(after, RatingModel.rate.python_function(fresh, *pairs()), atol=1e-6)
    print("proved")
