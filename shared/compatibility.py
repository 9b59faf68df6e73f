"""Whether an older writer is still understood: compares two JSON Schemas, of messages or of an API's bodies.

`stricter(writer, reader)` names every way in which the reader refuses what the writer may say. With an older writer and
a newer reader these are the old messages that cannot be read any more; the other way round, the new ones that break
whoever is not renewed yet. Fields that a reader does not know are overlooked by all of ours: they are no difference.
"""

from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]

ANY = "anything"
_COUNTS_AS = {"integer": "number"}


def stricter(writer: Json, reader: Json, *, documents: tuple[Json, Json] | None = None) -> list[str]:
    """Each difference as a sentence that begins with its path, such as `.data.happened.text`. Empty: all is understood.

    documents: the whole documents that references of writer and reader point into, where they are parts of larger ones.
    """
    return list(dict.fromkeys(_Comparison(documents or (writer, reader)).of(writer, reader, "")))


class _Comparison:
    def __init__(self, documents: tuple[Json, Json]) -> None:
        self._documents = documents
        self._seen: set[tuple[str, str]] = set()

    def of(self, writer: Json, reader: Json, path: str) -> Iterator[str]:
        pair = (str(writer.get("$ref")), str(reader.get("$ref")))
        if "$ref" in writer and pair in self._seen:
            return
        self._seen.add(pair)
        said, understood = _kinds(writer, self._documents[0]), _kinds(reader, self._documents[1])
        for kind, one in said.items():
            other = next((understood[each] for each in (kind, _COUNTS_AS.get(kind), ANY) if each in understood), None)
            if other is None:
                yield f"{path} may be {kind}, and only {' or '.join(sorted(understood))} is understood"
            else:
                yield from self._node(one, other, path)

    def _node(self, writer: Json, reader: Json, path: str) -> Iterator[str]:
        yield from _values(writer, reader, path)
        for name in sorted(set(reader.get("required", ())) - set(writer.get("required", ()))):
            yield f"{path}.{name} may be missing, and is required"
        for name in sorted(_properties(writer).keys() & _properties(reader).keys()):
            yield from self.of(_properties(writer)[name], _properties(reader)[name], f"{path}.{name}")
        if "items" in writer and "items" in reader:
            yield from self.of(writer["items"], reader["items"], f"{path}[]")


def _values(writer: Json, reader: Json, path: str) -> Iterator[str]:
    understood = _named(reader)
    if understood is not None:
        said = _named(writer)
        for value in [ANY] if said is None else sorted(said - understood):
            yield f"{path} may be {value}, and only {', '.join(sorted(understood))} is understood"


def _named(node: Json) -> set[str] | None:
    if "const" in node:
        return {str(node["const"])}
    return {str(value) for value in node["enum"] if value is not None} if "enum" in node else None


def _properties(node: Json) -> Json:
    found: Json = node.get("properties", {})
    return found


def _kinds(node: Json, document: Json) -> dict[str, Json]:
    """The node's alternatives by JSON type; references are followed."""
    if "$ref" in node:
        return _kinds(_at(document, node["$ref"]), document) | _null(node)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in node:
            return {kind: one for each in node[several] for kind, one in _kinds(each, document).items()} | _null(node)
    named = node.get("type", ANY)
    return dict.fromkeys([named] if isinstance(named, str) else named, node) | _null(node)


def _null(node: Json) -> dict[str, Json]:
    return {"null": {}} if node.get("nullable") else {}


def _at(document: Json, reference: str) -> Json:
    found: Any = document
    for part in reference.removeprefix("#/").split("/"):
        found = found[part.replace("~1", "/").replace("~0", "~")]
    target: Json = found
    return target
