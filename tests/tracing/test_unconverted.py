"""What stops AutoGraph from converting a function: judged as ``tf.autograph.to_code`` judges it."""

from __future__ import annotations

import ast
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tfguard.tracing.unconverted import construct_in

# Functions whose names begin with `stops` are left as they are, those with `fine` are converted.
PROGRAM = """
import tensorflow as tf
from typing import Any

def stops_ann_branch(x):
    if x > 0:
        y: Any = x
    else:
        y: Any = -x
    return y

def stops_ann_python_if(x, flag=True):
    if flag:
        y: Any = x
    else:
        y = x
    return y

def fine_ann_temp(x):
    if x > 0:
        t: Any = x
        x = t
    return x

def fine_ann_outside(x):
    y: Any = x
    if x > 0:
        y = -y
    return y

def stops_ann_loop(x):
    y = x
    for i in [1, 2]:
        y: Any = y + 1
    return y

def fine_ann_loop_temp(x):
    for i in [1, 2]:
        t: Any = x
        x = t + 1
    return x

def stops_ann_while(x):
    y = 0
    while x > 0:
        y: Any = y + 1
        x = x - 1
    return y

def stops_ann_with(x):
    with tf.name_scope("a"):
        if x > 0:
            y: Any = 1
        else:
            y = 2
    return y

def stops_forelse(x):
    for i in [1]:
        pass
    else:
        x = x + 1
    return x

def stops_whileelse(x):
    while x > 0:
        x = x - 1
    else:
        x = x + 1
    return x

def stops_nested_forelse(x):
    def g(y):
        for i in [1]:
            pass
        else:
            y = y + 1
        return y
    return g(x)

def stops_match(x, m=1):
    match m:
        case 1:
            pass
    return x

def stops_nested_match(x, m=1):
    def g(y):
        match m:
            case 1:
                pass
        return y
    return g(x)

def stops_walrus_cmp(x):
    if (n := 3) > 2:
        x = x + n
    return x

def fine_walrus_whole(x):
    if (n := 3):
        x = x + n
    return x

def stops_walrus_assign(x):
    y = (n := 3) + x
    return y + n

def stops_walrus_stmt(x):
    (n := 3)
    return x + n

def stops_walrus_arg(x):
    print((n := 3))
    return x + n

def stops_walrus_return(x):
    return (y := x)

def stops_walrus_comp(x):
    l = [n for i in [1, 2] if (n := i) > 1]
    return x + l[0]

def stops_walrus_while(x):
    while (n := x) > 3:
        x = x - 1
    return x

def fine_walrus_while_whole(x):
    i = 3
    while (i := i - 1):
        x = x - 1
    return x

def fine_walrus_for(x):
    for i in (l := [1, 2]):
        x = x + i
    return x

def stops_walrus_lambda(x):
    f = lambda v: (w := v) + 1
    return f(x)

def fine_walrus_lambda(x):
    f = lambda v: (w := v)
    return f(x)

def stops_walrus_fstring(x):
    s = f"{(n := 3)}"
    return x + n

def stops_walrus_and(x):
    if x is not None and (n := 3):
        x = x + n
    return x

def stops_walrus_elif(x):
    if x is None:
        pass
    elif (n := 3) > 1:
        x = x + n
    return x

def stops_walrus_inner(x):
    def g(y):
        z = (n := 3) + y
        return z
    return g(x)

def stops_inner_yield(x):
    def g():
        yield 1
    return x

def stops_inner_yield_from(x):
    def g():
        yield from [1]
    return x

def fine_genexp(x):
    return sum(i for i in [1, 2]) + x

def stops_lambda_yield(x):
    f = lambda: (yield 1)
    return x

def fine_inner_async(x):
    async def g():
        return 1
    return x

def fine_inner_class(x):
    class A:
        def m(self):
            return 1
    return x

def stops_inner_class_yield(x):
    class A:
        def m(self):
            yield 1
    return x

def fine_try(x):
    try:
        x = x + 1
    except ValueError:
        pass
    else:
        x = x + 2
    finally:
        x = x + 3
    return x

def stops_walrus_ifexp(x):
    return x if (n := 3) > 1 else x + n

def stops_walrus_assert(x):
    assert (n := 3)
    return x + n

def stops_walrus_whole_while_true(x):
    if (n := x) is not None:
        x = x + 1
    return x

def stops_walrus_with(x):
    with (n := tf.name_scope("a")):
        x = x + 1
    return x

def stops_walrus_sub(x):
    l = [1, 2, 3]
    return x + l[(k := 1)]

def fine_ann_no_value(x):
    y: Any
    y = x
    return y

def fine_ann_attr(x):
    class A: pass
    a = A()
    if x > 0:
        a.b: Any = x
    return x

def stops_for_ann_after(x):
    for i in [1]:
        y: Any = 2
    return x + y

def fine_star(x):
    a, *b = [1, 2]
    return x

def stops_ann_param(x):
    if x > 0:
        x: Any = x + 1
    return x

def fine_nested_ann(x):
    def g(y):
        if y > 0:
            t: Any = y
            y = t
        return y
    return g(x)

def stops_nested_ann(x):
    def g(y):
        if y > 0:
            t: Any = y
        else:
            t = 1
        return t
    return g(x)

def stops_ann_in_try(x):
    try:
        if x > 0:
            y: Any = 1
        else:
            y = 0
    finally:
        pass
    return y
"""


FUNCTIONS = {node.name: node for node in ast.parse(PROGRAM).body if isinstance(node, ast.FunctionDef)}


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    path: Path = tmp_path_factory.mktemp("program") / "constructs.py"
    path.write_text(PROGRAM, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("constructs", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", FUNCTIONS)
def test_constructs_that_stop_the_conversion(name: str) -> None:
    assert (construct_in(FUNCTIONS[name], walrus=True) is not None) == name.startswith("stops")


@pytest.mark.tensorflow
@pytest.mark.skipif(sys.version_info < (3, 10), reason="match")
@pytest.mark.parametrize("name", FUNCTIONS)
def test_autograph_agrees(name: str, program: ModuleType) -> None:
    import tensorflow as tf

    try:
        tf.autograph.to_code(getattr(program, name))
    except Exception:
        converted = False
    else:
        converted = True
    assert converted == name.startswith("fine")


def test_assignment_expressions_depend_on_the_version() -> None:
    assert construct_in(FUNCTIONS["stops_walrus_assign"], walrus=False) is None
