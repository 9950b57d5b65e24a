"""Fixed-point iterations of an equilibrium model; every exit of a loop is one the graph can take."""
import tensorflow as tf

STAGES = ("coarse", "medium", "fine")
DAMPING = {"coarse": 0.9, "medium": 0.5, "fine": 0.2}


def response(prices, demand):
    return demand / (1.0 + tf.reduce_sum(prices) + prices)


@tf.function
def equilibrium(prices, demand):
    for _ in tf.range(100):
        following = response(prices, demand)
        change = tf.reduce_max(tf.abs(following - prices))
        prices = 0.5 * (prices + following)
        if change < 1e-4:
            break
    return prices


@tf.function
def staged(prices, demand, skip_fine=False):
    """Leaves the Python loop for reasons of configuration only."""
    for stage in STAGES:
        if stage == "fine" and skip_fine:
            break
        step = DAMPING[stage] * (response(prices, demand) - prices)
        if tf.norm(step) > 1.0:
            continue
        prices = prices + step
    return prices


@tf.function
def until_stable(prices, demand):
    rounds = tf.constant(0)
    while tf.constant(True):
        following = response(prices, demand)
        rounds += 1
        if tf.norm(following - prices) < 1e-3:
            break
        if rounds >= 60:
            break
        prices = 0.5 * (prices + following)
    return prices, rounds


@tf.function
def first_shortage(supplies, demands):
    """Index of the first good that is short, -1 without one."""
    found = tf.constant(-1)
    for index in tf.range(tf.size(supplies)):
        if supplies[index] < demands[index]:
            found = index
            break
    return found


@tf.function
def relaxed(prices, demand):
    """A few rounds in Python; a flag in place of an exit."""
    done = tf.constant(False)
    for attempt in range(6):
        following = response(prices, demand)
        done = done | (tf.norm(following - prices) < 0.05)
        prices = tf.where(done, prices, 0.5 * (prices + following))
        if attempt == 4:
            break
    return prices


def bargaining(prices, demand):
    """An eager loop, free to stop when it likes."""
    for _ in range(50):
        moved = staged(prices, demand)
        if tf.norm(moved - prices) < 1e-3:
            return moved
        prices = moved
    return prices


def main():
    prices, demand = tf.constant([0.5, 0.4, 0.3]), tf.constant([1.0, 2.0, 1.5])
    return bargaining(equilibrium(prices, demand), demand)


if __name__ == "__main__":
    demand = tf.constant([1.0, 2.0, 1.5])
    main()
    for prices in (tf.constant([0.5, 0.4, 0.3]), tf.constant([3.0, 0.0, 1.0])):
        for solver in (equilibrium, staged, relaxed):
            ours, theirs = solver(prices, demand), solver.python_function(prices, demand)
            assert float(tf.norm(ours - theirs)) < 1e-4
        ours, theirs = until_stable(prices, demand), until_stable.python_function(prices, demand)
        assert int(ours[1]) == int(theirs[1]) > 1
        assert int(first_shortage(prices, demand)) == int(first_shortage.python_function(prices, demand))
    assert float(tf.norm(staged(prices, demand, True) - staged.python_function(prices, demand, True))) < 1e-4
    print("proved")
