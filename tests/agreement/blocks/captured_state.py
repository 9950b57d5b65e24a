"""What a trace reads once and the program changes between calls."""

from __future__ import annotations

from agreement.forms import ONCE, Form, Owner, Sign

READ = {
    Owner.GLOBAL: "tf-global-read", Owner.SELF: "tf-attribute-read", Owner.HOLDER: "tf-attribute-read",
    Owner.CLASS: "tf-attribute-read", Owner.TABLE: "tf-global-read",
}  # fmt: skip
GLOBAL, ATTRIBUTE, LOOP, CONSTANT = (
    "tf-global-read",
    "tf-attribute-read",
    "tf-loop-capture",
    "tf-constant-capture",
)
READERS = (Owner.GLOBAL, Owner.SELF, Owner.HOLDER, Owner.CLASS, Owner.TABLE)
W, B = Sign.WANTED, Sign.BYTES

FORMS = (
    Form(rule=READ, bad=True, state={"c": "1.0"}, owners=(Owner.SELF, Owner.HOLDER, Owner.CLASS, Owner.TABLE), body="$out = $x * $c", between="$c = i + 2.0"),
    Form(rule=READ, bad=True, state={"c": "<<True || False>>"}, owners=(Owner.SELF, Owner.HOLDER, Owner.CLASS),
         body="if $c:\n    $out = $x * 2.0\nelse:\n    $out = -$x", between="$c = not $c"),
    Form(rule=READ, bad=True, state={"c": "[1.0, 2.0]"}, owners=READERS, body="$out = $x * $c[0]", between="$c[0] = i + 3.0"),
    Form(rule=READ, bad=True, state={"c": "[1.0]"}, owners=READERS, body="$out = $x * float(len($c))", between="$c.append(i)"),
    Form(rule=READ, bad=True, state={"c": "np.ones(3, np.float32)"}, owners=READERS, body="$out = $x * $c", between="$c[:] = i + 2.0"),
    Form(rule=READ, bad=True, state={"c": "tf.constant(1.0)"}, owners=(Owner.SELF, Owner.HOLDER, Owner.CLASS), body="$out = $x * $c", between="$c = tf.constant(i + 2.0)"),
    Form(rule=READ, bad=True, state={"c": "tf.nn.relu"}, owners=(Owner.SELF, Owner.HOLDER), body="$out = $c($x)", between="$c = tf.nn.sigmoid"),
    Form(rule=ATTRIBUTE, bad=True, state={"c": "1.0"}, owners=(Owner.SELF, Owner.HOLDER), body="$out = $x * $c",
         between="if i >= 0:\n    $c = i + 2.0"),
    Form(rule=GLOBAL, bad=True, top="$rate = 1.0\n\n\ndef $change(value):\n    global $rate\n    $rate = value", owners=(), body="$out = $x * $rate", between="$change(i + 2.0)"),
    Form(rule=READ, bad=False, state={"c": "1.5"}, owners=READERS, body="$out = $x * $c"),
    Form(rule=READ, bad=False, state={"c": "1.5"}, owners=(Owner.SELF, Owner.HOLDER, Owner.CLASS, Owner.TABLE), body="$out = $x * $c", setup="$before = 2.0", between="$before += 1.0"),
    Form(rule=READ, bad=False, state={"c": "tf.Variable(1.0)"}, owners=READERS, body="$out = $x * $c", between="$c.assign(i + 2.0)"),
    Form(rule=READ, bad=False, state={"c": "[1.0, 2.0]"}, owners=READERS, body="$out = $x * $c[0]", between="$list = list($c)\n$list[0] = 9.0"),
    Form(rule=READ, bad=False, state={"c": '{"a": 1.0, "b": 2.0}'}, owners=READERS, body='$out = $x * $c["a"]', between='$c["b"] = i + 2.0'),
    Form(rule=GLOBAL, bad=False, top="$rate = 1.0\n\n\ndef $change(value):\n    $rate = value\n    return $rate", owners=(), body="$out = $x * $rate", between="$change(i + 2.0)"),
    Form(rule=ATTRIBUTE, bad=False, params={"p": "tf.constant(i + 2.0)"}, body="$out = $x * $p", wraps=ONCE),
    Form(rule=LOOP, bad=True, sign=W, calls="$fs = []\nfor $k in (1.0, 2.0, 3.0):\n    $fs.append(tf.function(lambda value: value * $k))\n$res = [float($f(tf.constant(2.0))) for $f in $fs]",
         read=("$res", "[2.0, 4.0, 6.0]")),
    Form(rule=LOOP, bad=True, sign=W, calls="$fs = {}\nfor $k, $n in enumerate(('a', 'b', 'c')):\n\n    @tf.function\n    def $scaled(value):\n        return value * float($k)\n\n    $fs[$n] = $scaled\n$res = [float($f(tf.constant(2.0))) for $f in $fs.values()]",
         read=("$res", "[0.0, 2.0, 4.0]")),
    Form(rule=LOOP, bad=True, sign=W, top="$powers = [tf.function(lambda value: value**$e) for $e in range(3)]",
         calls="$res = [float($p(tf.constant(2.0))) for $p in $powers]", read=("$res", "[1.0, 2.0, 4.0]")),
    Form(rule=LOOP, bad=False, sign=W, calls="$fs = []\nfor $k in (1.0, 2.0, 3.0):\n    $fs.append(tf.function(lambda value, factor=$k: value * factor))\n$res = [float($f(tf.constant(2.0))) for $f in $fs]",
         read=("$res", "[2.0, 4.0, 6.0]")),
    Form(rule=LOOP, bad=False, sign=W, top="def $make(factor):\n    @tf.function\n    def $scaled(value):\n        return value * factor\n\n    return $scaled",
         calls="$fs = [$make($k) for $k in (1.0, 2.0, 3.0)]\n$res = [float($f(tf.constant(2.0))) for $f in $fs]", read=("$res", "[2.0, 4.0, 6.0]")),
    Form(rule=LOOP, bad=False, sign=W, top="def $scaled(factor, value):\n    return value * factor",
         calls="$fs = [tf.function(functools.partial($scaled, $k)) for $k in (1.0, 2.0, 3.0)]\n$res = [float($f(tf.constant(2.0))) for $f in $fs]", read=("$res", "[2.0, 4.0, 6.0]")),
    Form(rule=CONSTANT, bad=True, sign=B, state={"c": "np.<<ones || zeros>>((512, 300), np.float32)"}, body="$out = tf.reduce_sum($c) * $x", owners=(Owner.GLOBAL, Owner.SELF, Owner.HOLDER, Owner.CLOSURE)),
    Form(rule=CONSTANT, bad=True, sign=B, state={"c": "np.arange(200000, dtype=np.float32)"}, body="$out = <<tf.constant($c)[0] || tf.gather($c, [1])>> * $x", owners=(Owner.GLOBAL, Owner.SELF, Owner.CLOSURE)),
    Form(rule=CONSTANT, bad=False, sign=B, state={"c": "tf.constant(np.ones((512, 300), np.float32))"}, body="$out = tf.reduce_sum($c) * $x", owners=(Owner.GLOBAL, Owner.SELF, Owner.HOLDER, Owner.CLOSURE)),
    Form(rule=CONSTANT, bad=False, sign=B, state={"c": "np.ones((512, 300), np.float32)"}, body="$out = <<float($c.shape[0]) || $c[0, 0] || float(len($c))>> * $x", owners=(Owner.GLOBAL, Owner.SELF, Owner.HOLDER)),
    Form(rule=CONSTANT, bad=False, sign=B, state={"c": "np.ones((12, 30), np.float32)"}, body="$out = tf.reduce_sum($c) * $x", owners=(Owner.GLOBAL, Owner.SELF, Owner.HOLDER, Owner.CLOSURE)),
    Form(rule=CONSTANT, bad=False, sign=B, state={"c": "tf.Variable(np.ones((512, 300), np.float32))"}, body="$out = tf.reduce_sum($c) * $x", owners=(Owner.GLOBAL, Owner.SELF, Owner.HOLDER)),
)  # fmt: skip
