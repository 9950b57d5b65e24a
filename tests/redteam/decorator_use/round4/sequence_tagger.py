"""A tagger whose entry points are traced for inputs of any length."""
import tensorflow as tf

TAGS, VOCABULARY = 4, 30
IDS = tf.TensorSpec([None, None], tf.int32, name="ids")
RAGGED = tf.RaggedTensorSpec([None, None], tf.int32, ragged_rank=1)
MATRIX = tf.TensorSpec([TAGS, TAGS], tf.float32)


class Tagger(tf.Module):
    SERVING = [{"ids": IDS, "tags": IDS}]

    def __init__(self):
        super().__init__()
        self.emissions = tf.Variable(tf.random.stateless_normal([VOCABULARY, TAGS], seed=[3, 1]))
        self.transitions = tf.Variable(tf.random.stateless_normal([TAGS, TAGS], seed=[3, 2]))

    @tf.function(input_signature=(IDS,))
    def scores(self, ids):
        return tf.nn.embedding_lookup(self.emissions, ids)

    @tf.function(input_signature=[RAGGED])
    def scores_of_ragged(self, ids):
        return tf.reduce_sum(tf.nn.embedding_lookup(self.emissions, ids.values), axis=0)

    @tf.function(input_signature=SERVING)
    def accuracy(self, features):
        best = tf.argmax(tf.nn.embedding_lookup(self.emissions, features["ids"]), axis=-1, output_type=tf.int32)
        return tf.reduce_mean(tf.cast(best == features["tags"], tf.float32))

    @tf.function(input_signature=[])
    def regulariser(self):
        return tf.nn.l2_loss(self.emissions) + tf.nn.l2_loss(self.transitions)

    @staticmethod
    @tf.function(input_signature=[MATRIX] * 2)
    def mixed(first, second, *, weight=0.5):
        return weight * first + (1.0 - weight) * second


def gradient_step(tagger, dataset):
    """The signature is that of the elements."""

    def step(ids, tags):
        with tf.GradientTape() as tape:
            logits = tf.nn.embedding_lookup(tagger.emissions, ids)
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tags, logits=logits)
            loss = tf.reduce_mean(losses)
        slope = tf.convert_to_tensor(tape.gradient(loss, tagger.emissions))
        tagger.emissions.assign_sub(2.0 * slope)
        return loss

    return tf.function(step, input_signature=dataset.element_spec)


def main():
    tagger = Tagger()
    ids = tf.random.stateless_uniform([12, 6], seed=[1, 5], maxval=VOCABULARY, dtype=tf.int32)
    dataset = tf.data.Dataset.from_tensor_slices((ids, ids % TAGS)).batch(4)
    step = gradient_step(tagger, dataset)
    losses = [step(*batch) for _ in range(5) for batch in dataset]
    rows = [tagger.accuracy({"ids": ids, "tags": ids % TAGS}), tagger.regulariser()]
    rows.append(tf.reduce_sum(tagger.scores(ids[:3])))
    rows.append(tf.reduce_sum(tagger.scores_of_ragged(tf.ragged.constant([[1, 2], [3]]))))
    rows.append(tf.reduce_sum(tagger.mixed(tagger.transitions.read_value(), tf.eye(TAGS))))
    return tf.stack(losses + rows)


if __name__ == "__main__":
    graph = main()
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    assert bool(tf.reduce_all(tf.abs(graph - eager) < 1e-3)), graph - eager
    assert graph[14] < graph[0]
    print("proved")
