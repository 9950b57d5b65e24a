"""Suggests words while typing: text of any length, held in tables and tensors."""
import tensorflow as tf

WORDS = ["sea", "seal", "season", "sand", "sun"]
COUNTS = [5.0, 2.0, 4.0, 9.0, 1.0]


class Suggester(tf.Module):
    def __init__(self, words=WORDS, counts=COUNTS):
        super().__init__()
        self.words = tf.constant(words)
        self.counts = tf.Variable(counts)
        keys = tf.lookup.KeyValueTensorInitializer(tf.constant(words), tf.range(len(words)))
        self.table = tf.lookup.StaticHashTable(keys, default_value=-1)

    @tf.function(input_signature=[tf.TensorSpec([], tf.string)])
    def suggest(self, prefix):
        """The most frequent word with the prefix; shorter prefixes until there is one."""
        length = tf.strings.length(prefix)
        best = tf.constant("")
        while length > 0:
            start = tf.strings.substr(prefix, 0, length)
            matches = tf.strings.regex_full_match(self.words, start + ".*")
            if tf.reduce_any(matches):
                scores = tf.where(matches, self.counts, -1.0)
                best = self.words[tf.argmax(scores)]
                break
            length -= 1
        return best, length

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string)])
    def learn(self, typed):
        unknown = tf.constant(0)
        for word in typed:
            index = self.table.lookup(word)
            if index < 0:
                unknown += 1
                continue
            self.counts.scatter_nd_add([[index]], [1.0])
        return unknown

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string)])
    def joined(self, typed):
        """Capitalises the first word and ends the sentence."""
        text = tf.constant("")
        for k in range(len(typed)):
            word = typed[k]
            if k == 0:
                word = tf.strings.upper(tf.strings.substr(word, 0, 1)) + tf.strings.substr(word, 1, -1)
            else:
                word = " " + word
            text += word
        return text + "." if len(typed) > 0 else text

    @tf.function
    def lengths(self, ragged):
        longest, rows = 0, 0
        for row in ragged:
            rows += 1
            if tf.size(row) > longest:
                longest = tf.size(row)
        return longest, rows


def session(suggester):
    seen = []
    for prefix in ("se", "sax", "zzz", "sun"):
        seen += suggester.suggest(tf.constant(prefix))
    for typed in (["sun", "sun", "moon"], ["seal"]):
        seen.append(suggester.learn(tf.constant(typed)))
        seen.append(suggester.joined(tf.constant(typed)))
    seen.append(suggester.joined(tf.constant([], tf.string)))
    seen += suggester.lengths(tf.ragged.constant([["a", "b"], ["c"], ["d", "e", "f"]]))
    seen.append(suggester.counts.read_value())
    return [tf.convert_to_tensor(v).numpy() for v in seen]


def same(left, right):
    return all((a == b).all() if hasattr(a, "all") else a == b for a, b in zip(left, right))


if __name__ == "__main__":
    graph = session(Suggester())
    tf.config.run_functions_eagerly(True)
    eager = session(Suggester())
    tf.config.run_functions_eagerly(False)
    assert len(graph) == len(eager) and same(graph, eager), (graph, eager)
    assert graph[0] == b"sea" and b"Sun sun moon." in graph[9:12]
    print("proved")
