"""How tf.function is used. Most of these are functions of their own, with their calls."""

from __future__ import annotations

from agreement.forms import PLAIN, Form, Sign, Wrap

RECURSION, GENERATOR, ASYNC, ORDER = "tf-recursion", "tf-generator", "tf-async", "tf-decorator-order"
DEPRECATED, SIGNATURE, JIT = "tf-deprecated-argument", "tf-bad-input-signature", "tf-jit-incompatible"
INIT, TEMPORARY, RETURN = "tf-init-decorated", "tf-temporary-instance", "tf-non-tensor-return"
QUIET = (Wrap.NONE, Wrap.SCOPE)
CALLS = "$res = [$f(tf.fill([3], i + 1.0)) for i in range(4)]"
NUMBERS = "$res = [$f(tf.constant(i)) for i in range(4)]"
DEF = "@tf.function\ndef $f(value):\n"
XLA = "jit_compile=True"

FORMS = (
    Form(rule=RECURSION, bad=True, top="@tf.function\ndef $f(n):\n    if n <= 1:\n        return tf.constant(1)\n    return n * $f(n - 1)", calls=NUMBERS, read=("$res",)),
    Form(rule=RECURSION, bad=True, top="def $down(n):\n    if n <= 0:\n        return n\n    return $down(n - 1)\n\n\n@tf.function\ndef $f(n):\n    return $down(n) + 1", calls=NUMBERS, read=("$res",)),
    Form(rule=RECURSION, bad=True, top="def $even(n):\n    return True if n < 1 else $odd(n - 1)\n\n\ndef $odd(n):\n    return False if n < 1 else $even(n - 1)\n\n\n@tf.function\ndef $f(n):\n    return $even(n)", calls=NUMBERS, read=("$res",)),
    Form(rule=RECURSION, bad=True, top="class $Sum:\n    @tf.function\n    def total(self, n):\n        if n <= 0:\n            return 0\n        return n + self.total(n - 1)", calls="$sum = $Sum()\n$res = [$sum.total(tf.constant(i)) for i in range(4)]", read=("$res",)),
    Form(rule=RECURSION, bad=False, top="def $power(value, n):\n    if n <= 0:\n        return value\n    return $power(value * 2.0, n - 1)\n\n\n@tf.function\ndef $f(value):\n    return $power(value, 3)", calls=CALLS, read=("$res",)),
    Form(rule=RECURSION, bad=False, top="@tf.function\ndef $f(value):\n    total = value\n    while tf.reduce_sum(total) < 20.0:\n        total = total * 2.0\n    return total", calls=CALLS, read=("$res",)),
    Form(rule=RECURSION, bad=False, top="def $add(tree):\n    if isinstance(tree, (list, tuple)):\n        return sum([$add(each) for each in tree])\n    return tree\n\n\n@tf.function\ndef $f(value):\n    return $add([value, (value, value)])", calls=CALLS, read=("$res",)),
    Form(rule=GENERATOR, bad=True, top=DEF + "    for k in range(3):\n        yield value * float(k)", calls="$res = [[float(v[0]) for v in $f(tf.fill([3], i + 1.0))] for i in range(4)]", read=("$res",)),
    Form(rule=GENERATOR, bad=True, top="def $parts(value):\n    yield value\n    yield value * 2.0\n\n\n$f = tf.function($parts)", calls="$res = [[float(v[0]) for v in $f(tf.fill([3], i + 1.0))] for i in range(4)]", read=("$res",)),
    Form(rule=GENERATOR, bad=True, top="class $Splitter:\n    @tf.function\n    def halves(self, value):\n        yield value / 2.0\n        yield value / 2.0", calls="$splitter = $Splitter()\n$res = [[float(v[0]) for v in $splitter.halves(tf.fill([3], i + 1.0))] for i in range(4)]", read=("$res",)),
    Form(rule=GENERATOR, bad=False, top="def $parts(value):\n    yield value\n    yield value * 2.0\n\n\n@tf.function\ndef $f(value):\n    return tf.add_n(list($parts(value)))", calls=CALLS, read=("$res",)),
    Form(rule=GENERATOR, bad=False, top=DEF + "    return tf.add_n([v for v in (value * float(k) for k in range(3))])", calls=CALLS, read=("$res",)),
    Form(rule=GENERATOR, bad=False, top="@tf.function\ndef $double(value):\n    return value * 2.0\n\n\ndef $f(values):\n    for value in values:\n        yield $double(value)", calls="$res = list($f([tf.ones([2]), tf.zeros([2]), tf.ones([2])]))", read=("$res",)),
    Form(rule=ASYNC, bad=True, top="@tf.function\nasync def $f(value):\n    return value * 2.0\n\n\ndef $finish(coroutine):\n    try:\n        coroutine.send(None)\n    except StopIteration as stop:\n        return stop.value", calls="$res = [$finish($f(tf.fill([3], i + 1.0))) for i in range(4)]", read=("$res",)),
    Form(rule=ASYNC, bad=True, top="async def $slow(value):\n    return value * 2.0\n\n\n$f = tf.function($slow)\n\n\ndef $finish(coroutine):\n    try:\n        coroutine.send(None)\n    except StopIteration as stop:\n        return stop.value", calls="$res = [$finish($f(tf.fill([3], i + 1.0))) for i in range(4)]", read=("$res",)),
    Form(rule=ASYNC, bad=False, top="@tf.function\ndef $double(value):\n    return value * 2.0\n\n\nasync def $f(value):\n    return $double(value)\n\n\ndef $finish(coroutine):\n    try:\n        coroutine.send(None)\n    except StopIteration as stop:\n        return stop.value", calls="$res = [$finish($f(tf.fill([3], i + 1.0))) for i in range(4)]", read=("$res",)),
    Form(rule=ORDER, bad=True, sign=Sign.BOTH, top="class $Box:\n    @tf.function\n    @<<classmethod || property>>\n    def value(cls):\n        return tf.constant(2.0)", calls="$res = 1", read=("$res",)),
    Form(rule=ORDER, bad=True, sign=Sign.BOTH, top="class $Box:\n    @tf.function\n    @staticmethod\n    def double(value):\n        return value * 2.0", calls="$box = $Box()\n$res = [$box.double(tf.fill([3], i + 1.0)) for i in range(4)]", read=("$res",)),
    Form(rule=ORDER, bad=True, sign=Sign.BOTH, top="<<@tf.function\n@functools.lru_cache(maxsize=None) || @functools.lru_cache(maxsize=None)\n@tf.function>>\ndef $f(value):\n    return value * 2.0", calls=CALLS, read=("$res",)),
    Form(rule=ORDER, bad=True, top="@tf.function\n@contextlib.contextmanager\ndef $f(value):\n    yield value * 2.0", calls="$res = []\nfor i in range(4):\n    with $f(tf.fill([3], i + 1.0)) as $v:\n        $res.append($v)", read=("$res",), allowed=("tf-generator", "tf-non-tensor-return")),
    Form(rule=ORDER, bad=False, top="class $Box:\n    @<<staticmethod || classmethod>>\n    @tf.function\n    def double(<<>>value):\n        return value * 2.0".replace("<<staticmethod || classmethod>>", "staticmethod").replace("<<>>", ""), calls="$box = $Box()\n$res = [$box.double(tf.fill([3], i + 1.0)) for i in range(4)]", read=("$res",)),
    Form(rule=ORDER, bad=False, top="class $Box:\n    @classmethod\n    @tf.function\n    def double(cls, value):\n        return value * 2.0", calls="$res = [$Box.double(tf.fill([3], i + 1.0)) for i in range(4)]", read=("$res",)),
    Form(rule=ORDER, bad=False, top="class $Box:\n    @property\n    @tf.function\n    def two(self):\n        return tf.constant(2.0)", calls="$box = $Box()\n$res = [$box.two for i in range(4)]", read=("$res",)),
    Form(rule=ORDER, bad=False, top="def $noted(function):\n    @functools.wraps(function)\n    def inner(*args):\n        return function(*args)\n\n    return inner\n\n\n<<@$noted\n@tf.function || @tf.function\n@$noted>>\ndef $f(value):\n    return value * 2.0", calls=CALLS, read=("$res",)),
    Form(rule=DEPRECATED, bad=True, sign=Sign.KEYWORD, top="@tf.function(<<experimental_relax_shapes=True || experimental_compile=False || experimental_follow_type_hints=True>>)\ndef $f(value):\n    return value * 2.0", calls=CALLS, read=("$res",)),
    Form(rule=DEPRECATED, bad=True, sign=Sign.KEYWORD, top="def $double(value):\n    return value * 2.0\n\n\n$f = tf.function($double, <<experimental_relax_shapes=True || experimental_compile=None>>)", calls=CALLS, read=("$res",)),
    Form(rule=DEPRECATED, bad=False, sign=Sign.KEYWORD, top="@tf.function(<<reduce_retracing=True || jit_compile=False || autograph=True>>)\ndef $f(value):\n    return value * 2.0", calls=CALLS, read=("$res",)),
    Form(rule=DEPRECATED, bad=False, sign=Sign.KEYWORD, top="def $double(value, experimental_compile=False):\n    return value * 2.0\n\n\n@tf.function\ndef $f(value):\n    return $double(value, experimental_compile=True)", calls=CALLS, read=("$res",)),
    Form(rule=SIGNATURE, bad=True, sign=Sign.BOTH, top="@tf.function(input_signature=[tf.TensorSpec([3], tf.float32), tf.TensorSpec([], tf.float32)])\ndef $f(value):\n    return value * 2.0", calls=CALLS, read=("$res",)),
    Form(rule=SIGNATURE, bad=True, sign=Sign.BOTH, top="@tf.function(input_signature=[tf.TensorSpec([3], tf.float32)])\ndef $f(value, factor):\n    return value * factor", calls="$res = [$f(tf.fill([3], i + 1.0), tf.constant(2.0)) for i in range(4)]", read=("$res",)),
    Form(rule=SIGNATURE, bad=True, sign=Sign.BOTH, top="@tf.function(input_signature=<<tf.TensorSpec([3], tf.float32) || [tf.float32] || [None]>>)\ndef $f(value):\n    return value * 2.0", calls=CALLS, read=("$res",)),
    Form(rule=SIGNATURE, bad=True, top="@tf.function(input_signature=[<<tf.TensorSpec([4], tf.float32) || tf.TensorSpec([3, 1], tf.float32) || tf.TensorSpec([3], tf.int32)>>])\ndef $f(value):\n    return value * 2", calls=CALLS, read=("$res",)),
    Form(rule=SIGNATURE, bad=True, sign=Sign.BOTH, top="class $Box:\n    @tf.function(input_signature=[tf.TensorSpec([], tf.float32), tf.TensorSpec([3], tf.float32)])\n    def apply(self, value):\n        return value * 2.0", calls="$box = $Box()\n$res = [$box.apply(tf.fill([3], i + 1.0)) for i in range(4)]", read=("$res",)),
    Form(rule=SIGNATURE, bad=False, top="@tf.function(input_signature=<<[tf.TensorSpec([3], tf.float32)] || (tf.TensorSpec([None], tf.float32),) || [tf.TensorSpec(None, tf.float32)] || [tf.TensorSpec([3])]>>)\ndef $f(value):\n    return value * 2.0", calls=CALLS, read=("$res",)),
    Form(rule=SIGNATURE, bad=False, top="@tf.function(input_signature=[tf.TensorSpec([3], tf.float32)])\ndef $f(value, factor=2.0):\n    return value * factor", calls=CALLS, read=("$res",)),
    Form(rule=SIGNATURE, bad=False, top="class $Box:\n    @tf.function(input_signature=[tf.TensorSpec([3], tf.float32)])\n    def apply(self, value):\n        return value * 2.0", calls="$box = $Box()\n$res = [$box.apply(tf.fill([3], i + 1.0)) for i in range(4)]", read=("$res",)),
    Form(rule=SIGNATURE, bad=False, top="@tf.function(input_signature=[])\ndef $f():\n    return tf.constant(2.0)", calls="$res = [$f() for i in range(4)]", read=("$res",)),
    Form(rule=JIT, bad=True, options=XLA, body="$t = <<tf.strings.as_string($x) || tf.strings.join([tf.strings.as_string($s), 'a'])>>\n$out = tf.strings.length($t)", wraps=QUIET),
    Form(rule=JIT, bad=True, options=XLA, body="tf.print($s)\n$out = $x * 2.0", wraps=QUIET),
    Form(rule=JIT, bad=True, options=XLA, body="$out = tf.<<numpy_function(lambda value: value, [$x], tf.float32) || py_function(lambda value: value, [$x], tf.float32)>>", wraps=QUIET),
    Form(rule=JIT, bad=True, options=XLA, body="$n = tf.cast($x, tf.int32)\n$y, $i, $c = tf.unique_with_counts($n)\n$out = $c", wraps=QUIET),
    Form(rule=JIT, bad=True, options=XLA, body="$out = $x + tf.cast(tf.timestamp() > 0.0, tf.float32)", wraps=QUIET),
    Form(rule=JIT, bad=False, options=XLA, body="$out = <<tf.sort($x) || tf.boolean_mask($x, $x > 0.0) || tf.math.top_k($x, 2)[0] || tf.cumsum($x) || tf.where($x > 1.0, $x, 0.0)>>", wraps=QUIET),
    Form(rule=JIT, bad=False, options=XLA, body="$out = $x\nfor $k in tf.range(3):\n    $out = $out + 1.0", wraps=PLAIN),
    Form(rule=JIT, bad=False, options="jit_compile=False", body="$t = tf.strings.as_string($x)\n$out = tf.strings.length($t)", wraps=QUIET),
    Form(rule=INIT, bad=True, top="class $Net:\n    @tf.function\n    def __init__(self, value):\n        self.scale = value * 2.0", calls="$net = $Net(tf.constant(1.0))\n$res = [$net.scale * 2.0 for i in range(4)]", read=("$res",), allowed=("tf-tensor-leak", "tf-attribute-mutation")),
    Form(rule=INIT, bad=True, top="class $Net:\n    @tf.function\n    def __init__(self):\n        self.weight = tf.Variable(1.0)", calls="$net = $Net()\n$res = [$net.weight * 2.0 for i in range(4)]", read=("$res",), allowed=("tf-variable-creation",)),
    Form(rule=INIT, bad=True, top="class $Net:\n    @tf.function\n    def __bool__(self):\n        return tf.constant(True)", sign=Sign.BOTH, calls="$net = $Net()\n$res = [2.0 if $net else 1.0]", read=("$res",)),
    Form(rule=INIT, bad=False, top="class $Net:\n    def __init__(self):\n        self.weight = tf.Variable(1.0)\n        self.step = tf.function(self._step)\n\n    def _step(self, value):\n        return value * self.weight", calls="$net = $Net()\n$res = [$net.step(tf.fill([3], i + 1.0)) for i in range(4)]", read=("$res",)),
    Form(rule=INIT, bad=False, top="class $Net:\n    def __init__(self):\n        self.weight = tf.Variable(1.0)\n\n    @tf.function\n    def __call__(self, value):\n        return value * self.weight", calls="$net = $Net()\n$res = [$net(tf.fill([3], i + 1.0)) for i in range(4)]", read=("$res",)),
    Form(rule=TEMPORARY, bad=True, sign=Sign.BOTH, top="class $Net:\n    def __init__(self, scale):\n        self.scale = scale\n\n    @tf.function\n    def apply(self, value):\n        return value * self.scale", calls="$res = [$Net(2.0).apply(tf.ones([3]))]", read=("$res",)),
    Form(rule=TEMPORARY, bad=True, sign=Sign.BOTH, top="class $Net:\n    def __init__(self, scale):\n        self.scale = scale\n\n    @tf.function\n    def apply(self, value):\n        return value * self.scale", calls="$fs = [$Net(k).apply for k in (1.0, 2.0, 3.0)]\n$res = [$f(tf.ones([3])) for $f in $fs]", read=("$res",)),
    Form(rule=TEMPORARY, bad=True, sign=Sign.BOTH, top="class $Net:\n    scale = 2.0\n\n    @tf.function\n    def apply(self, value):\n        return value * self.scale\n\n\ndef $make():\n    return $Net()", calls="$res = [$make().apply(tf.ones([3]))]", read=("$res",)),
    Form(rule=TEMPORARY, bad=False, top="class $Net:\n    def __init__(self, scale):\n        self.scale = scale\n\n    @tf.function\n    def apply(self, value):\n        return value * self.scale", calls="$net = $Net(2.0)\n$res = [$net.apply(tf.ones([3])) for i in range(4)]", read=("$res",)),
    Form(rule=TEMPORARY, bad=False, top="class $Net:\n    def __init__(self, scale):\n        self.scale = scale\n\n    @tf.function\n    def _apply(self, value):\n        return value * self.scale\n\n    def apply(self, value):\n        return self._apply(value)", calls="$res = [$Net(2.0).apply(tf.ones([3]))]", read=("$res",)),
    Form(rule=TEMPORARY, bad=False, top="class $Net:\n    @tf.function\n    def apply(self, value):\n        return value * 2.0", calls="$res = [$Net().apply(tf.ones([3]))]", read=("$res",)),
    Form(rule=RETURN, bad=True, top="class $Pair:\n    def __init__(self, first):\n        self.first = first\n\n\n" + DEF + "    return $Pair(value * 2.0)", calls="$res = [$f(tf.fill([3], i + 1.0)).first for i in range(4)]", read=("$res",)),
    Form(rule=RETURN, bad=True, top=DEF + "    return <<{1, 2} || value.dtype || (value, object()) || {'a': value, 'b': {1}} || (v for v in [value])>>", calls="$res = [type($f(tf.fill([3], i + 1.0))).__name__ for i in range(4)]", read=("$res",)),
    Form(rule=RETURN, bad=True, top="def $scale(value):\n    return value * 2.0\n\n\n" + DEF + "    return value, $scale", calls="$res = [len($f(tf.fill([3], i + 1.0))) for i in range(4)]", read=("$res",)),
    Form(rule=RETURN, bad=False, top=DEF + "    return <<value, None || {'a': value, 'b': None} || [value, 1.0] || (value, (value, 2.0)) || None>>", calls=CALLS, read=("$res",)),
    Form(rule=RETURN, bad=False, top="$Pair = collections.namedtuple('$Pair', 'first second')\n\n\n" + DEF + "    return $Pair(value, value * 2.0)", calls="$res = [$f(tf.fill([3], i + 1.0)).second for i in range(4)]", read=("$res",)),
    Form(rule=RETURN, bad=False, top="class $Pair:\n    def __init__(self, first):\n        self.first = first\n\n\ndef $make(value):\n    return $Pair(value * 2.0)\n\n\n" + DEF + "    return $make(value).first", calls=CALLS, read=("$res",)),
)  # fmt: skip
