"""Where the front end's sources, packages and results lie."""

from pathlib import Path

REPO = Path(__file__).parents[2]
SOURCES = REPO / "deploy" / "front"
STATIC = REPO / "shared" / "web" / "static"
PACKS = REPO / "deploy" / "neighbourhoods"
PACKAGES = REPO / "var" / "build" / "front"
MODULES = PACKAGES / "node_modules"
NPM_CACHE = REPO / "var" / "cache" / "npm"
ASSETS = REPO / "var" / "build" / "assets"
LOCK = REPO / "var" / "build" / "front.lock"
