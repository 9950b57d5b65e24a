"""Ratings of a round-robin league, worked out cell by cell as in a notebook."""
import itertools

import numpy as np
import tensorflow as tf

# %% the teams and the results
TEAMS = ["Ash", "Birch", "Cedar", "Dogwood"]
rng = np.random.default_rng(8)
fixtures = list(itertools.combinations(range(len(TEAMS)), 2))
goals = rng.poisson(1.4, size=(len(fixtures), 2))


# %% the model
@tf.function
def expected(ratings, home, away):
    return 1.0 / (1.0 + 10.0 ** ((ratings[away] - ratings[home]) / 400.0))


@tf.function
def update(ratings, home, away, outcome, rounds_left):
    pace = 20.0 + 4.0 * tf.cast(rounds_left, tf.float32)
    change = pace * (outcome - expected(ratings, home, away))
    return tf.tensor_scatter_nd_add(ratings, [[home], [away]], [change, -change])


@tf.function
def smooth(ratings, offsets):
    """Draws each rating towards those of its neighbours at the offsets."""
    shifted = [tf.roll(ratings, offset, axis=0) for offset in offsets]
    return 0.9 * ratings + 0.1 * tf.add_n(shifted) / len(offsets)


def outcome_of(scored, conceded):
    return 0.5 if scored == conceded else float(scored > conceded)


# %% the season
ratings = tf.fill([len(TEAMS)], 1500.0)
seasons = 4
for season in tf.range(seasons):
    for (home, away), (scored, conceded) in zip(np.array(fixtures), goals):
        outcome = tf.constant(outcome_of(scored, conceded))
        ratings = update(ratings, home, away, outcome, seasons - season)
    ratings = smooth(ratings, range(1, len(TEAMS)))

# %% the table
order = np.argsort(-ratings.numpy())
table = {TEAMS[team]: round(float(ratings[team])) for team in order}
for place, (team, rating) in enumerate(table.items(), start=1):
    print(f"{place}. {team:8s} {rating}")


if __name__ == "__main__":
    assert update.experimental_get_tracing_count() == 1
    assert expected.experimental_get_tracing_count() == 1
    assert smooth.experimental_get_tracing_count() == 1
    assert abs(float(tf.reduce_mean(ratings)) - 1500.0) < 0.1
    assert len({outcome_of(*pair) for pair in goals}) > 1
    print("proved")
