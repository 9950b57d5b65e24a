"""Matrix factorisation whose rates and penalties follow a table of phases."""
import tensorflow as tf

USERS, ITEMS, RANK = 4, 5, 2


class Factorizer(tf.Module):
    def __init__(self):
        super().__init__()
        self.users = tf.Variable(tf.random.stateless_normal([USERS, RANK], [1, 2]))
        self.items = tf.Variable(tf.random.stateless_normal([ITEMS, RANK], [3, 4]))

    def predict(self, user, item):
        return tf.reduce_sum(tf.gather(self.users, user) * tf.gather(self.items, item), axis=-1)


def hyperparameters(epoch):
    return {"lr": 0.1 / (1 + epoch), "l2": 0.01 * epoch}


@tf.function(reduce_retracing=True)
def sgd_step(model, batch, hparams):
    user, item, rating = batch
    with tf.GradientTape() as tape:
        residual = model.predict(user, item) - rating
        penalty = tf.nn.l2_loss(model.users) + tf.nn.l2_loss(model.items)
        loss = tf.reduce_mean(tf.square(residual)) + hparams["l2"] * penalty
    d_users, d_items = tape.gradient(loss, [model.users, model.items])
    model.users.assign_sub(hparams["lr"] * tf.convert_to_tensor(d_users))
    model.items.assign_sub(hparams["lr"] * tf.convert_to_tensor(d_items))
    return loss


def ratings():
    user = tf.constant([0, 1, 2, 3, 0, 1])
    item = tf.constant([0, 1, 2, 3, 4, 0])
    return user, item, tf.constant([5.0, 3.0, 4.0, 1.0, 2.0, 5.0])


def train(model, epochs):
    batch = ratings()
    losses = []
    for epoch in range(epochs):
        settings = hyperparameters(epoch)
        losses.append(sgd_step(model, batch, settings))  # expect: tf-python-container-arg
    return tf.stack(losses)


if __name__ == "__main__":
    factorizer = Factorizer()
    print(train(factorizer, 4).numpy())
    assert sgd_step.experimental_get_tracing_count() == 4
    for epoch in range(4):
        sgd_step(factorizer, ratings(), {k: tf.constant(v, tf.float32) for k, v in hyperparameters(epoch).items()})
    assert sgd_step.experimental_get_tracing_count() == 5
    print("proved")
