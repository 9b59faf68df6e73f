"""Writes the pages that the gateway shows when no service can answer, with the numbers to call in danger."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

HERE = Path(__file__).parent
PAGES = {
    "busy": ("try_again", "try_again", 503),
    "busy-photos": ("no_photos_now", "try_again", 503),
    "400": ("bad_request", "bad_request", 400),
    "404": ("not_found", "not_found", 404),
    "405": ("bad_request", "bad_request", 405),
    "413": ("too_large", "too_large", 413),
    "413-photos": ("photos_too_large", "too_large", 413),
    "500": ("try_again", "try_again", 503),
}
"""File name: which words, which code of the problem, which status."""

RETRY_AFTER_SECONDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number to call; `name` and `when` by language."""

    number: str
    name: Mapping[str, str]
    when: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One page in one language."""

    language: str
    said: Mapping[str, str]
    danger: str
    home: str
    numbers: tuple[Mapping[str, str], ...]


def write_pages(pack: Path, into: Path) -> None:
    """Make every page as HTML and as problem+json, from the pack's languages and emergency numbers."""
    languages, numbers = _of_pack(pack)
    words = yaml.safe_load((HERE / "words.yaml").read_text())
    template = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined).get_template(
        "page.html"
    )
    into.mkdir(parents=True, exist_ok=True)
    for name, (kind, code, status) in PAGES.items():
        spoken = [_spoken(words[language], language, kind, numbers) for language in languages if language in words]
        (into / f"{name}.html").write_text(template.render(spoken=spoken))
        (into / f"{name}.json").write_text(json.dumps(_problem(spoken[0], code, status), ensure_ascii=False))


def _of_pack(pack: Path) -> tuple[list[str], list[Number]]:
    """Read the little that is needed; the services judge the pack as a whole."""
    said: dict[str, Any] = yaml.safe_load((pack / "categories.yaml").read_text())
    numbers = [Number(number=str(one["number"]), name=one["name"], when=one["when"]) for one in said["emergency"]]
    return said["neighbourhood"]["languages"], numbers


def _spoken(words: Mapping[str, Any], language: str, kind: str, numbers: list[Number]) -> Spoken:
    calls = tuple(
        {"number": one.number, "name": _in(language, one.name), "when": _in(language, one.when)} for one in numbers
    )
    return Spoken(language=language, said=words[kind], danger=words["danger"], home=words["home"], numbers=calls)


def _in(language: str, said: Mapping[str, str]) -> str:
    """What is said in this language, else in the pack's first."""
    return said.get(language, next(iter(said.values())))


def _problem(spoken: Spoken, code: str, status: int) -> dict[str, object]:
    """In the shape in which the services tell of danger (rule R1), so that programs read it the same way."""
    problem: dict[str, object] = {
        "type": f"urn:nabo:problem:{code}",
        "title": spoken.said["title"],
        "status": status,
        "detail": spoken.said["text"],
        "code": code,
        "notices": [{"code": "danger", "title": spoken.danger, "text": "", "numbers": list(spoken.numbers)}],
    }
    return problem | ({"retry_after": RETRY_AFTER_SECONDS} if code == "try_again" else {})
