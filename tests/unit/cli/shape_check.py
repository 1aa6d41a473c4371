"""Whether a value has a promised shape, for tests.

Belongs here: comparing JSON with a TypedDict. Does not: the shapes.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired, get_args, get_origin, get_type_hints, is_typeddict


def fault(value: Any, hint: Any, where: str = "$") -> str:
    """Why `value` is not of `hint`; empty when it is."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Annotated, NotRequired):
        return fault(value, arguments[0], where)
    if hint is Any:
        return ""
    if is_typeddict(hint):
        return _object(value, hint, where)
    if origin is Literal:
        return "" if value in arguments else f"{where}: {value!r} is none of {arguments}"
    if origin is list:
        if not isinstance(value, list):
            return f"{where}: {value!r} is no list"
        return next(filter(None, (fault(v, arguments[0], f"{where}[{i}]") for i, v in enumerate(value))), "")
    if origin is dict:
        if not isinstance(value, dict):
            return f"{where}: {value!r} is no object"
        return next(filter(None, (fault(v, arguments[1], f"{where}.{k}") for k, v in value.items())), "")
    if arguments:
        return (
            "" if any(not fault(value, a, where) for a in arguments) else f"{where}: {value!r} is no {hint}"
        )
    wanted = (int, float) if hint is float else hint
    is_it = isinstance(value, wanted) and (hint is bool or not isinstance(value, bool))
    return "" if is_it else f"{where}: {value!r} is no {hint.__name__}"


def _object(value: Any, shape: Any, where: str) -> str:
    if not isinstance(value, dict):
        return f"{where}: {value!r} is no object"
    hints = get_type_hints(shape, include_extras=True)
    if unknown := sorted(value.keys() - hints.keys()):
        return f"{where}: {', '.join(unknown)} not in {shape.__name__}"
    needed = {k for k, h in hints.items() if get_origin(h) is not NotRequired}
    if missing := sorted(needed - value.keys()):
        return f"{where}: {', '.join(missing)} missing in {shape.__name__}"
    return next(filter(None, (fault(v, hints[k], f"{where}.{k}") for k, v in value.items())), "")
