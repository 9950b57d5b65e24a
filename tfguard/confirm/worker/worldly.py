"""Files that the code expects to find: made in the experiment's own folder, with content that can be read."""

from __future__ import annotations

import json
import os
import pickle
import re
import sys
from typing import Any

_MISSING = re.compile(r"No such file or directory: '([^']+)'|(?:^|\n)([^\n;:]+); No such file or directory")
_KEY = re.compile(r"^'([^'\n]+)'$")


def provide(made: dict[str, str], error: dict[str, Any]) -> bool:
    """Make what an error says is missing.

    Args:
        made: files made so far, name -> kind of content; added to.
        error: the described error.

    Returns:
        Whether something was made that may help.
    """
    match = _MISSING.search(error["text"])
    if match is not None:
        name = (match[1] or match[2]).strip()
        if os.path.isabs(name) or ".." in name.split("/") or name in made:
            return False
        made[name] = "{}" if name.endswith(".json") else "1"
        write(made)
        return True
    key = _KEY.match(error["text"].strip())
    if key is not None and error["type"] == "KeyError":
        for name, text in made.items():
            if name.endswith(".json"):
                content = json.loads(text)
                if isinstance(content, dict) and key[1] not in content:
                    made[name] = json.dumps({**content, key[1]: 1.0})
                    write(made)
                    return True
    return False


def write(made: dict[str, str]) -> None:
    """Write the files anew: an earlier attempt may have changed them."""
    for name, content in made.items():
        os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
        numpy = sys.modules.get("numpy")
        if name.endswith(".npy") and numpy is not None:
            numpy.save(name, numpy.ones([], numpy.float32))
        elif name.endswith((".pkl", ".pickle")):
            with open(name, "wb") as binary:
                pickle.dump({"a": 1.0}, binary)
        else:
            with open(name, "w", encoding="utf-8") as file:
                file.write(content)
