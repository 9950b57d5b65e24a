"""Environment and rewards of a sliding tile game, written for graphs."""
import tensorflow as tf

MOVES = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}


@tf.function
def move(position, action, size=4):
    """Moves are chosen by a tensor; the table of moves is Python."""
    for number, (name, step) in enumerate(MOVES.items()):
        if (length := abs(step[0]) + abs(step[1])) != 1:
            continue
        candidate = position + tf.constant(step) * length
        position = tf.where(action == number, candidate, position)
    return tf.clip_by_value(position, 0, size - 1)


@tf.function
def shaped_reward(position, goal, style="dense"):
    distance = tf.reduce_sum(tf.abs(position - goal))
    match style:
        case "dense":
            reward = -tf.cast(distance, tf.float32)
        case "sparse":
            reward = tf.cast(distance == 0, tf.float32)
        case _:
            raise ValueError(style)
    return reward


@tf.function
def action_number(state, name="left"):
    for number, known in enumerate(MOVES):
        if known == name:
            break
    else:
        raise KeyError(name)
    return tf.fill(tf.shape(state), number)


@tf.function
def episode(start, actions, goal):
    """Plays until the goal or the end of the actions."""
    position = start
    reward = 0.0
    for action in actions:
        position = move(position, action)
        if tf.reduce_all(position == goal):
            reward += 10.0
            break
        reward -= 1.0
    return position, reward


@tf.function
def legal(position, size=4):
    inside = []
    for dy, dx in MOVES.values():
        target = position + tf.constant([dy, dx])
        inside.append((tf.reduce_min(target) >= 0) & (tf.reduce_max(target) < size))
    return tf.stack(inside)


def play():
    start, goal = tf.constant([3, 0]), tf.constant([1, 2])
    position, reward = episode(start, tf.constant([0, 3, 0, 3, 1, 1]), goal)
    lost, penalty = episode(start, tf.constant([1, 1, 1, 1, 1, 1]), goal)
    dense = shaped_reward(position, goal), shaped_reward(lost, goal)
    return [position, reward, lost, penalty, *dense, legal(start), action_number(start)]


if __name__ == "__main__":
    graph = [tensor.numpy().tolist() for tensor in play()]
    tf.config.run_functions_eagerly(True)
    eager = [tf.constant(value).numpy().tolist() for value in play()]
    tf.config.run_functions_eagerly(False)
    assert graph == eager, (graph, eager)
    assert graph[0] == [1, 2] and graph[1] == 7.0 and graph[3] == -6.0 and graph[7] == [2, 2]
    print("proved")
