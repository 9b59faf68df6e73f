"""Reads a pack's YAML (and GeoJSON, which is YAML too) and remembers the line of every key and item."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path as FilePath

import yaml

from shared.pack.mistakes import Mistake, Path, spelled

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]


class PackLoader(yaml.SafeLoader):
    """YAML as people expect it: `no` is Norwegian and `08:00` a time, never a boolean or a number of base 60."""

    yaml_implicit_resolvers = {}  # noqa: RUF012  # PyYAML's own way to say so; filled below for this class alone

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]  # PyYAML's stubs say nothing of it
            raise yaml.composer.ComposerError(problem="aliases are not used in packs", problem_mark=mark)
        return super().compose_node(parent, index)


for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:null", r"~|null|", ["~", "n", ""]),
    ("tag:yaml.org,2002:bool", r"true|false", list("tf")),
    ("tag:yaml.org,2002:int", r"-?(?:0|[1-9][0-9]*)", list("-0123456789")),
    ("tag:yaml.org,2002:float", r"-?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+]?[0-9]+)?", list("-0123456789")),
):
    PackLoader.add_implicit_resolver(_tag, re.compile(rf"^(?:{_pattern})$"), _first)


class _QuickLoader(yaml.CSafeLoader):
    """The same by libyaml, in a tenth of the time; of what is wrong it says less, and it follows aliases."""

    yaml_implicit_resolvers = PackLoader.yaml_implicit_resolvers


_MAY_BE_ALIAS = re.compile(r"(?:^|[\s,\[{])\*[\w-]")


@dataclass(slots=True)
class Document:
    """One file as plain values, the line of each path in it, and what was already wrong with it."""

    file: str
    data: Plain = None
    lines: dict[Path, int] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def line_of(self, path: Path) -> int:
        """Give the line of the nearest thing that exists on the way to `path`."""
        known: Path = ()
        for step in path:
            longer = (*known, step)
            known = longer if longer in self.lines else known
        return self.lines.get(known, 1)

    def mistake(self, path: Path, message: str) -> Mistake:
        """Say what is wrong at `path` of this file."""
        return Mistake(file=self.file, line=self.line_of(path), where=spelled(path), message=message)


def read_document(path: FilePath) -> Document:
    """Read one file; a file that is missing or no YAML is a document with that one mistake."""
    document = Document(path.name)
    try:
        text = path.read_text(encoding="utf-8")
        node = _composed(text)
    except (OSError, UnicodeDecodeError) as error:
        document.mistakes.append(Mistake(file=path.name, line=1, where="", message=f"cannot be read: {error}"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        document.mistakes.append(Mistake(file=path.name, line=line, where="", message=f"is not YAML: {error.problem}"))
    except yaml.YAMLError as error:
        document.mistakes.append(Mistake(file=path.name, line=1, where="", message=f"is not YAML: {error}"))
    else:
        if node is not None:
            document.data = _plain(node, (), document)
    return document


def _composed(text: str) -> yaml.Node | None:
    """What libyaml stumbles over is read again by the loader that says best what is wrong. Raises: yaml.YAMLError."""
    if not _MAY_BE_ALIAS.search(text):
        with suppress(yaml.YAMLError):
            return yaml.compose(text, Loader=_QuickLoader)
    return yaml.compose(text, Loader=PackLoader)


def _plain(node: yaml.Node, path: Path, document: Document) -> Plain:
    document.lines.setdefault(path, node.start_mark.line + 1)
    match node:
        case yaml.MappingNode():
            return dict(_pairs(node, path, document))
        case yaml.SequenceNode():
            return [_plain(item, (*path, index), document) for index, item in enumerate(node.value)]
        case _:
            return _scalar(node)


def _pairs(node: yaml.MappingNode, path: Path, document: Document) -> Iterator[tuple[str, Plain]]:
    seen: set[str] = set()
    for key_node, value_node in node.value:
        key = str(key_node.value)
        here = (*path, key)
        if key in seen:
            line = key_node.start_mark.line + 1
            document.mistakes.append(
                Mistake(file=document.file, line=line, where=spelled(here), message="stands twice")
            )
            continue
        seen.add(key)
        document.lines[here] = key_node.start_mark.line + 1
        yield key, _plain(value_node, here, document)


def _scalar(node: yaml.Node) -> Plain:
    text = str(node.value)
    match node.tag.rpartition(":")[2]:
        case "null":
            return None
        case "bool":
            return text == "true"
        case "int":
            return int(text)
        case "float":
            return float(text)
        case _:
            return text
