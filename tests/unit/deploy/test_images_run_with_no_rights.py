"""How an image is run here: as nobody, with nothing to write on, and only with the programs that it takes."""

from pathlib import Path

import pytest

from deploy.images.build import TARGETS
from deploy.images.buildah import PROGRAMS, refuse_without_programs
from deploy.images.container import Container
from deploy.local.trouble import Trouble

REPO = Path(__file__).parents[3]
IMAGE = Container(
    root=Path("/image"), environment={"PATH": "/bin", "TZ": "UTC"}, command=("serve",), folder="/srv/nabo"
)


def test_it_runs_what_the_image_says_as_nobody() -> None:
    argv = IMAGE.argv(settings={"NABO_PACK": "kluuvi"}, mounts={"/run/secrets/nabo": Path("/secrets")}, command=())
    line = " ".join(argv)
    assert line.startswith("bwrap --die-with-parent --ro-bind /image / ")
    assert "--perms 0755 --dir /run/secrets --ro-bind /secrets /run/secrets/nabo" in line
    assert "--clearenv --setenv PATH /bin --setenv TZ UTC --setenv NABO_PACK kluuvi" in line
    assert "setpriv --reuid=10001 --regid=10001 --clear-groups --bounding-set=-all --no-new-privs" in line
    assert argv[-1] == "serve"


def test_it_runs_something_else_when_asked() -> None:
    assert IMAGE.argv(settings={}, mounts={}, command=("id", "-u"))[-2:] == ["id", "-u"]


def test_what_is_missing_is_named_with_the_line_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Trouble, match=f"apt-get install {' '.join(PROGRAMS.values())}$"):
        refuse_without_programs()


def test_every_target_of_the_dockerfile_that_is_an_image_is_built() -> None:
    lines = (REPO / "deploy" / "Dockerfile").read_text().splitlines()
    stages = {line.split()[-1] for line in lines if line.startswith("FROM ")}
    assert stages - {"packages", "python", "files"} == set(TARGETS)
