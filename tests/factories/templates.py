"""Templates that are compiled once, for the many apps that tests make in one process."""

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

_COMPILED: dict[str, bytes] = {}


class _Kept(BytecodeCache):
    """In memory, under the name of the template and the checksum of its text."""

    def load_bytecode(self, bucket: Bucket) -> None:
        compiled = _COMPILED.get(bucket.key + bucket.checksum)
        if compiled is not None:
            bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        _COMPILED[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


def quick(app: Flask) -> Flask:
    """The same app, which takes over what another one has compiled."""
    app.jinja_env.bytecode_cache = _Kept()
    return app
