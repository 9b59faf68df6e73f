"""The neighbourhood pack: a municipality as a folder, read into frozen values, with every mistake said at once."""

from shared.pack.demo import DemoPerson
from shared.pack.gazetteer import Gazetteer, load_gazetteer
from shared.pack.intake import IntakePack
from shared.pack.load import load_areas, load_demo, load_for_intake, load_for_notify, load_for_triage
from shared.pack.mistakes import Mistake, PackMistakesError
from shared.pack.notify import NotifyPack
from shared.pack.triage import TriagePack

__all__ = [
    "DemoPerson",
    "Gazetteer",
    "IntakePack",
    "Mistake",
    "NotifyPack",
    "PackMistakesError",
    "TriagePack",
    "load_areas",
    "load_demo",
    "load_for_intake",
    "load_for_notify",
    "load_for_triage",
    "load_gazetteer",
]
