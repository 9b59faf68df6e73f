"""What the pages of a service are told, alike in all three: by its settings, and by the words that its pack shares."""

from pathlib import Path
from zoneinfo import ZoneInfo

from shared.pack.common import CommonPack
from shared.settings.common import CommonSettings
from shared.web.settings import EmergencyNumber, WebSettings


def web_settings(settings: CommonSettings, pack: CommonPack, service: Path) -> WebSettings:
    """service: its folder. What one service wants otherwise, it replaces."""
    neighbourhood = pack.neighbourhood
    languages = neighbourhood.languages
    return WebSettings(
        service=settings.service,
        environment=settings.environment.value,
        languages=languages,
        zone=ZoneInfo(neighbourhood.zone),
        neighbourhood=neighbourhood.name.say(languages[0]),
        emergency=tuple(
            EmergencyNumber(number=each.number, says={code: each.name.say(code) for code in languages})
            for each in pack.emergency
        ),
        form_key=settings.form_key,
        templates=service / "entrypoints" / "web" / "templates",
        locales=service / "locales",
        assets_url=settings.assets_url,
        serve_assets=not settings.is_production,
        max_concurrent=settings.web_places,
        staff_may_use_links=settings.staff_may_use_links,
    )
