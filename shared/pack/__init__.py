"""The neighbourhood pack: a municipality as a folder, read into frozen values, with every mistake said at once."""

from shared.pack.gazetteer import Gazetteer, load_gazetteer
from shared.pack.load import load_areas, load_demo, load_for_intake, load_for_notify, load_for_triage
from shared.pack.mistakes import Mistake, PackMistakesError

__all__ = [
    "Gazetteer",
    "Mistake",
    "PackMistakesError",
    "load_areas",
    "load_demo",
    "load_for_intake",
    "load_for_notify",
    "load_for_triage",
    "load_gazetteer",
]
