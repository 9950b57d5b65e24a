"""An agent that drives the ice machine of a rink: actor and critic share a trainer, but not its age."""
import tensorflow as tf
import tensorflow.compat.v1.train as training


class Trainer:
    """One optimizer for the parameters of one model."""

    def __init__(self, rate):
        self.optimizer = training.RMSPropOptimizer(rate)

    def update(self, loss, variables):
        with tf.GradientTape() as tape:
            value = loss()
        gradients = tape.gradient(value, variables)
        self.optimizer.apply_gradients(zip(gradients, variables))
        return value


class CallableTrainer(Trainer):
    def update(self, loss, variables):
        value = loss()
        self.optimizer.minimize(loss, var_list=variables)
        return value


class ValueTrainer(Trainer):
    def update(self, loss, variables):
        value = loss()
        self.optimizer.minimize(value, var_list=variables)  # expect: tf1-variables
        return value


class ClippedTrainer(Trainer):
    def update(self, loss, variables):
        value = loss()
        pairs = self.optimizer.compute_gradients(value, variables)  # expect: tf1-variables
        self.optimizer.apply_gradients([(tf.clip_by_norm(g, 1.0), v) for g, v in pairs])
        return value


class Agent:
    def __init__(self, kind, rate=0.05):
        self.policy = tf.Variable(tf.zeros([3]))
        self.value = tf.Variable(0.0)
        self.actor, self.critic = kind(rate), CallableTrainer(rate)

    @tf.function
    def advantage(self, rewards):
        return rewards - self.value

    def learn(self, actions, rewards):
        advantage = self.advantage(rewards)

        def actor_loss():
            chances = tf.gather(tf.nn.log_softmax(self.policy), actions)
            return -tf.reduce_mean(chances * advantage)

        def critic_loss():
            return tf.reduce_mean((rewards - self.value) ** 2)

        losses = self.actor.update(actor_loss, [self.policy]), self.critic.update(critic_loss, [self.value])
        return [float(loss) for loss in losses]


def laps():
    return tf.constant([0, 1, 1, 2]), tf.constant([0.0, 1.0, 1.0, 0.2])


if __name__ == "__main__":
    seen = {}
    for kind in (Trainer, CallableTrainer):
        agent = Agent(kind)
        seen[kind] = [agent.learn(*laps()) for _ in range(3)]
        assert int(tf.argmax(agent.policy)) == 1
    assert all(abs(a - b) < 1e-5 for x, y in zip(*seen.values()) for a, b in zip(x, y))
    for kind in (ValueTrainer, ClippedTrainer):
        try:
            Agent(kind).learn(*laps())
        except RuntimeError as error:
            assert "should be a function when eager execution is enabled" in str(error), error
        else:
            raise AssertionError("a number was minimised")
    print("proved")
