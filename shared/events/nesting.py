"""Ties the nested types of a schema to their own schemas.

marshmallow-dataclass leaves a bare name where a type occurs a second time, and marshmallow then takes whichever schema
of that name was made last in the process: another room's type, or the open one where the closed one is meant.
"""

from collections.abc import Iterator

import marshmallow
from marshmallow import fields

Form = type[marshmallow.Schema]


def settled(form: Form) -> Form:
    """The same schema, each of whose nested types is the one of its own tree.

    Raises: TypeError when two types of the tree have one name.
    """
    known, nested = _tree(form)
    for each in nested:
        if isinstance(each.nested, str):
            each.nested = known[each.nested]
    return form


def _tree(form: Form) -> tuple[dict[str, Form], list[fields.Nested]]:
    """All schemas under this one by name, and all fields that lead to them."""
    known, found, to_visit = {form.__name__: form}, list[fields.Nested](), [form]
    while to_visit:
        for each in _nested_in(to_visit.pop()):
            found.append(each)
            inner = each.nested
            if isinstance(inner, type) and issubclass(inner, marshmallow.Schema) and _is_new(inner, known):
                to_visit.append(inner)
    return known, found


def _is_new(form: Form, known: dict[str, Form]) -> bool:
    if form.__name__ not in known:
        known[form.__name__] = form
        return True
    if known[form.__name__] is not form:
        raise TypeError(f"two types are called {form.__name__}")
    return False


def _nested_in(form: Form) -> Iterator[fields.Nested]:
    declared: dict[str, fields.Field[object]] = form._declared_fields  # noqa: SLF001 -- there is no other way to them
    for each in declared.values():
        yield from _within(each)


def _within(found: object) -> Iterator[fields.Nested]:
    match found:
        case fields.Nested():
            yield found
        case fields.List():
            yield from _within(found.inner)
        case fields.Tuple():
            for each in found.tuple_fields:
                yield from _within(each)
        case fields.Mapping():
            yield from _within(found.value_field)
        case _:
            pass
