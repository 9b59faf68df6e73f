"""`python -m deploy.k8s`: build every overlay with kustomize and write it out."""

import shutil
import subprocess
import sys
from pathlib import Path

from deploy.k8s.rendering import RENDERED, first_line, overlays, written


def main() -> None:
    """Needs kustomize, or kubectl, which has it inside."""
    builder = _builder()
    RENDERED.mkdir(exist_ok=True)
    for overlay in overlays():
        done = subprocess.run((*builder, str(overlay)), capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{overlay.name} cannot be built: {done.stderr.strip()}")
        written(overlay).write_text(first_line() + done.stdout)


def _builder() -> tuple[str, ...]:
    for name, verb in (("kustomize", "build"), ("kubectl", "kustomize")):
        found = shutil.which(name)
        if found:
            return str(Path(found)), verb
    sys.exit("This needs kustomize or kubectl, and neither is installed.")


if __name__ == "__main__":
    main()
