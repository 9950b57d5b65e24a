"""An ensemble of rain forecasts and its continuous ranked probability score."""
import tensorflow as tf
import tensorflow.compat.v1 as tf1


@tf.function
def crps(members, observed):
    """Score of an ensemble [members, places] against observations [places]."""
    error = tf.reduce_mean(tf.abs(members - observed), axis=0)
    spread = tf.reduce_mean(tf.abs(members[:, None] - members[None]), axis=[0, 1])
    return tf.reduce_mean(error - 0.5 * spread)


@tf.function
def calibrate(members, scale):
    middle = tf.reduce_mean(members, axis=0, keepdims=True)
    return tf.nn.relu(middle + scale * (members - middle))


def best_scale(members, observed, scales):
    scores = [float(crps(calibrate(members, scale), observed)) for scale in scales]
    return int(tf.argmin(scores)), scores


def report(members, observed):
    tf1.InteractiveSession()  # allow: tf1-session
    score = crps(members, observed)
    return {"crps": score.eval(), "members": members.shape[0]}  # expect: tf1-session


def report_in_session(members, observed):
    wanted = [crps(members, observed), tf.reduce_mean(members, axis=0)]
    with tf1.Session() as session:  # allow: tf1-session
        score, rain = session.run(wanted)  # expect: tf1-session
    return {"crps": score, "rain": rain}


def forecasts():
    members = tf.random.stateless_gamma([7, 5], [3, 1], alpha=2.0)
    return members, tf.reduce_mean(members, axis=0) + 0.3


if __name__ == "__main__":
    members, observed = forecasts()
    eager = crps.python_function(members, observed)
    assert abs(float(crps(members, observed)) - float(eager)) < 1e-5
    place, scores = best_scale(members, observed, tf.constant([0.1, 1.0, 10.0]))
    assert place == scores.index(min(scores))
    for function, kind, text in (
        (report_in_session, RuntimeError, "The Session graph is empty"),
        (report, NotImplementedError, "eval is not supported when eager execution is enabled"),
    ):
        try:
            function(members, observed)
        except kind as error:
            assert text in str(error), error
        else:
            raise AssertionError(function.__name__)
    print("proved")
