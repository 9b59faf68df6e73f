"""A browser is called by its family and system, and by nothing that tells two people apart."""

import pytest

from services.notify.entrypoints.web.browser_names import browser_name


@pytest.mark.parametrize(
    "user_agent, name",
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome, Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8.0 <script>", ""),
        ("", ""),
    ],
)
def test_a_browser_is_called_by_family_and_system(user_agent: str, name: str) -> None:
    assert browser_name(user_agent) == name
