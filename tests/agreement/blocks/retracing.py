"""Calls that make TensorFlow trace again and again."""

from __future__ import annotations

from agreement.forms import Form, Sign, Wrap

SCALAR, LIST, OBJECT = "tf-python-scalar-arg", "tf-python-container-arg", "tf-object-arg"
REMADE, SHAPE = "tf-function-in-loop", "tf-shape-retrace"
T = Sign.TRACES
QUIET = (Wrap.NONE, Wrap.SCOPE, Wrap.FINALLY)

FORMS = (
    Form(rule=SCALAR, bad=True, sign=T, params={"p": "<<i || float(i) || i * 0.5 || 10 - i>>"}, body="$out = $x * $p", wraps=QUIET),
    Form(rule=SCALAR, bad=True, sign=T, params={"p": "<<str(i) || f'{i} px'>>"}, body="$out = $x * float(len($p))", wraps=QUIET),
    Form(rule=SCALAR, bad=True, sign=T, setup="$list = np.linspace(0.0, 1.0, 6).tolist()", params={"p": "$list[i]"}, body="$out = $x * $p", wraps=QUIET),
    Form(rule=SCALAR, bad=True, sign=T, setup="$t = tf.constant([1.0, 2.0, 3.0, 4.0])", params={"p": "float($t[i])"}, body="$out = $x + $p", wraps=QUIET),
    Form(rule=SCALAR, bad=False, sign=T, params={"p": "<<tf.constant(i) || tf.convert_to_tensor(float(i)) || np.float32(i) || np.int64(i)>>"},
         body="$out = $x * tf.cast($p, tf.float32)", wraps=QUIET),
    Form(rule=SCALAR, bad=False, sign=T, params={"p": "<<2 || 0.5 || True || i > 1 || 'mean' || None>>"}, body="$out = $x * (2.0 if $p else 1.0)", wraps=QUIET),
    Form(rule=SCALAR, bad=False, sign=T, setup="$list = np.linspace(0.0, 1.0, 6)", params={"p": "$list[i]"}, body="$out = $x * tf.cast($p, tf.float32)", wraps=QUIET),
    Form(rule=SCALAR, bad=False, sign=T, params={"p": "i"}, body="$out = $x * tf.cast($p, tf.float32)", wraps=QUIET,
         options="input_signature=[tf.TensorSpec([3], tf.float32), tf.TensorSpec([], tf.int32)]"),
    Form(rule=LIST, bad=True, sign=T, params={"p": "<<[i, 1] || (i, 2.0) || [float(i)] * 3>>"}, body="$out = $x * $p[0]", wraps=QUIET),
    Form(rule=LIST, bad=True, sign=T, params={"p": "<<{'a': i} || dict(a=float(i))>>"}, body="$out = $x * $p['a']", wraps=QUIET),
    Form(rule=LIST, bad=True, sign=T, params={"p": "[tf.constant(1.0)] * (i + 1)"}, body="$out = $x * tf.add_n($p)", wraps=QUIET),
    Form(rule=LIST, bad=False, sign=T, params={"p": "<<[tf.constant(i), tf.constant(1)] || (np.int32(i), np.int32(3)) || [tf.constant(i) for _ in range(2)]>>"},
         body="$out = $x * tf.cast($p[0], tf.float32)", wraps=QUIET),
    Form(rule=LIST, bad=False, sign=T, params={"p": "<<[1, 2] || (3, 4) || [0, i > 2]>>"}, body="$out = $x * float($p[0])", wraps=QUIET),
    Form(rule=LIST, bad=False, sign=T, params={"p": "<<{'a': tf.constant(i)} || np.array([i, 2])>>"}, body="$out = $x * 2.0", wraps=QUIET),
    Form(rule=OBJECT, bad=True, sign=T, top="class $Config:\n    def __init__(self, rate):\n        self.rate = rate", params={"p": "$Config(<<2.0 || 0.5>>)"},
         body="$out = $x * $p.rate", wraps=QUIET),
    Form(rule=OBJECT, bad=True, sign=T, params={"p": "<<lambda value: value * 2.0 || functools.partial(tf.add, 1.0)>>"}, body="$out = $p($x)", wraps=QUIET),
    Form(rule=OBJECT, bad=True, params={"p": "<<{1.0, 2.0} || slice(0, 2)>>"}, body="$out = $x * 2.0", wraps=QUIET),
    Form(rule=OBJECT, bad=False, sign=T, top="class $Config:\n    def __init__(self, rate):\n        self.rate = rate", setup="$conf = $Config(2.0)",
         params={"p": "$conf"}, body="$out = $x * $p.rate", wraps=QUIET),
    Form(rule=OBJECT, bad=False, sign=T, top="@dataclasses.dataclass(frozen=True)\nclass $Config:\n    rate: float = 2.0",
         setup="$conf = $Config(3.0)", params={"p": "$conf"}, body="$out = $x * $p.rate", wraps=QUIET),
    Form(rule=OBJECT, bad=False, sign=T, top="class $Mode(enum.Enum):\n    TRAIN = 1\n    TEST = 2", params={"p": "$Mode.TRAIN"},
         body="$out = $x * float($p.value)", wraps=QUIET),
    Form(rule=OBJECT, bad=False, sign=T, params={"p": "tf.nn.relu"}, body="$out = $p($x)", wraps=QUIET),
    # Made again and again.
    Form(rule=REMADE, bad=True, sign=T, top="def $square(value):\n    return value * value",
         calls="$res = []\nfor i in range(4):\n    $fast = tf.function($square)\n    $res.append($fast(tf.constant([1.0, 2.0]) * (i + 1.0)))", read=("$res",)),
    Form(rule=REMADE, bad=True, sign=T, top="def $score(batch):\n    @tf.function\n    def $inner(value):\n        return tf.reduce_mean(value)\n\n    return $inner(batch)",
         calls="$res = [$score(tf.fill([3], i + 1.0)) for i in range(4)]", read=("$res",)),
    Form(rule=REMADE, bad=True, sign=T, top="class $Head:\n    def __init__(self, rate):\n        self.rate = rate\n\n    @tf.function\n    def apply(self, value):\n        return value * self.rate",
         calls="$res = []\nfor i in range(4):\n    $head = $Head(2.0)\n    $res.append($head.apply(tf.ones([3])))", read=("$res",)),
    Form(rule=REMADE, bad=True, sign=T, top="def $apply(value):\n    return tf.function(lambda each: each * 2.0)(value)",
         calls="$res = []\nfor i in range(4):\n    $res.append($apply(tf.fill([2], float(i))))", read=("$res",)),
    Form(rule=REMADE, bad=True, sign=T, calls="$res = []\nfor i in range(4):\n\n    @tf.function\n    def $half(value):\n        return value * 0.5\n\n    $res.append($half(tf.ones([2])))", read=("$res",)),
    Form(rule=REMADE, bad=False, sign=T, top="def $square(value):\n    return value * value\n\n\n$fast = tf.function($square)",
         calls="$res = []\nfor i in range(4):\n    $res.append($fast(tf.constant([1.0, 2.0]) * (i + 1.0)))", read=("$res",)),
    Form(rule=REMADE, bad=False, sign=T, top="@functools.lru_cache(maxsize=None)\ndef $make(rate):\n    @tf.function\n    def $inner(value):\n        return value * rate\n\n    return $inner",
         calls="$res = [$make(2.0)(tf.fill([3], i + 1.0)) for i in range(4)]", read=("$res",)),
    Form(rule=REMADE, bad=False, sign=T, top="class $Head:\n    def __init__(self, rate):\n        self.rate = rate\n\n    @tf.function\n    def apply(self, value):\n        return value * self.rate",
         calls="$head = $Head(2.0)\n$res = []\nfor i in range(4):\n    $res.append($head.apply(tf.ones([3])))", read=("$res",)),
    Form(rule=REMADE, bad=False, sign=T, top="def $make():\n    @tf.function\n    def $inner(value):\n        return value * 2.0\n\n    return $inner",
         calls="$fast = $make()\n$res = [$fast(tf.fill([3], i + 1.0)) for i in range(4)]", read=("$res",)),
    Form(rule=REMADE, bad=False, sign=T, top="$table = {}\n\n\ndef $get(name):\n    if name not in $table:\n        $table[name] = tf.function(lambda value: value * 2.0)\n    return $table[name]",
         calls='$res = [$get("a")(tf.fill([3], i + 1.0)) for i in range(4)]', read=("$res",)),
    # Shapes.
    Form(rule=SHAPE, bad=True, sign=T, params={"p": "<<tf.ones([i + 1]) || tf.zeros([i + 2]) || tf.range(i + 1.0) || tf.fill([i + 1, 2], 1.0)>>"},
         body="$out = $x * tf.reduce_sum($p)", wraps=QUIET),
    Form(rule=SHAPE, bad=True, sign=T, setup="$data = tf.ones([8, 2])", params={"p": "$data[: i + 1]"}, body="$out = $x * tf.reduce_mean($p)", wraps=QUIET),
    Form(rule=SHAPE, bad=True, sign=T, params={"p": "<<np.ones(i + 1, np.float32) || np.zeros((i + 1, 2), np.float32)>>"}, body="$out = $x * tf.reduce_sum($p)", wraps=QUIET),
    Form(rule=SHAPE, bad=False, sign=T, params={"p": "<<tf.ones([5]) * float(i) || tf.fill([2, 2], i + 1.0) || tf.zeros([4])>>"}, body="$out = $x * tf.reduce_sum($p)", wraps=QUIET),
    Form(rule=SHAPE, bad=False, sign=T, params={"p": "tf.ones([i + 1])"}, body="$out = $x * tf.reduce_sum($p)", wraps=QUIET, options="reduce_retracing=True"),
    Form(rule=SHAPE, bad=False, sign=T, params={"p": "tf.ones([i + 1])"}, body="$out = $x * tf.reduce_sum($p)", wraps=QUIET,
         options="input_signature=[tf.TensorSpec([3], tf.float32), tf.TensorSpec([None], tf.float32)]"),
    Form(rule=SHAPE, bad=False, sign=T, setup="$data = tf.ones([8, 2])", params={"p": "<<$data[i : i + 2] || $data[: 3] || $data[i]>>"}, body="$out = $x * tf.reduce_mean($p)", wraps=QUIET),
    Form(rule=SHAPE, bad=False, sign=T, params={"p": "tf.ones([3 if i == 3 else 5])"}, body="$out = $x * tf.reduce_sum($p)", wraps=QUIET),
)  # fmt: skip
