"""Parameters as the fixtures name them: camelCase names, camelCase words, no NaN in lists of categories."""

import re


def camel(text):
    return re.sub(r"[_-](\w)", lambda match: match.group(1).upper(), text)


WORDS = {"if_binary", "infrequent_if_exist", "use_encoded_value", "most_frequent", "missing-only"}


def params(given):
    return {camel(name): value(inner) for name, inner in given.items()}


def value(inner):
    if isinstance(inner, str) and inner in WORDS:
        return camel(inner)
    if isinstance(inner, (list, tuple)):
        return [none(item) if not isinstance(item, (list, tuple)) else value(item) for item in inner]
    return inner


def none(item):
    """None for NaN: a missing category is null in pipefit."""
    return None if isinstance(item, float) and item != item else item


def nones(rows):
    """The same for arrays and nested lists of categories or cells."""
    if rows is None:
        return None
    return [nones(row) if hasattr(row, "__len__") and not isinstance(row, str) else none(row) for row in rows]
