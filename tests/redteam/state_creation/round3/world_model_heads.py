"""Latent world model whose prediction heads are made when they are first wanted."""
from __future__ import annotations

import tensorflow as tf


class WorldModel(tf.Module):
    """Predicts the reward of a latent state and, if asked, whether the episode ends."""

    def __init__(self, width: int = 4) -> None:
        super().__init__(name="world_model")
        self.width = width
        self.reward_head: tf.Variable | None = None
        self.done_head: tf.Variable | None = None

    def _reward(self, latent: tf.Tensor) -> tf.Tensor:
        if self.reward_head is None:
            self.reward_head = tf.Variable(tf.ones([self.width]), name="reward")
        return tf.linalg.matvec(latent, self.reward_head)

    def _done(self, latent: tf.Tensor) -> tf.Tensor:
        if self.done_head is None:
            self.done_head = tf.Variable(tf.zeros([self.width]), name="done")  # expect: tf-late-state-creation
        return tf.sigmoid(tf.linalg.matvec(latent, self.done_head))

    @tf.function
    def imagine(self, latent: tf.Tensor, with_done: bool = False) -> tuple[tf.Tensor, ...]:
        reward = self._reward(latent)
        if with_done:
            return reward, self._done(latent)
        return (reward,)


def value_of(model: WorldModel, latents: list[tf.Tensor], discount: float = 0.9) -> float:
    """Discounted sum of imagined rewards, without episode ends."""
    total = 0.0
    for power, latent in enumerate(latents):
        (reward,) = model.imagine(latent)
        total += discount**power * float(tf.reduce_mean(reward))
    return total


def survival(model: WorldModel, latents: list[tf.Tensor]) -> list[float]:
    """Probability of going on after each latent state."""
    return [1.0 - float(tf.reduce_mean(model.imagine(latent, with_done=True)[1])) for latent in latents]


def evaluate(model: WorldModel, latents: list[tf.Tensor]) -> tuple[float, list[float]]:
    worth = value_of(model, latents)
    return worth, survival(model, latents)


if __name__ == "__main__":
    states = [tf.fill([2, 4], value) for value in (0.1, 0.2, 0.3)]
    tf.config.run_functions_eagerly(True)
    worth, alive = evaluate(WorldModel(), states)
    assert alive == [0.5, 0.5, 0.5]
    tf.config.run_functions_eagerly(False)
    late = WorldModel()
    assert abs(value_of(late, states) - worth) < 1e-5
    try:
        evaluate(late, states)
    except ValueError as error:
        assert "singleton tf.Variables" in str(error) and 'name="done"' in str(error)
    else:
        raise AssertionError("the graph ran")
    both_at_once = WorldModel()
    assert survival(both_at_once, states) == alive and abs(value_of(both_at_once, states) - worth) < 1e-5
    print("proved")
