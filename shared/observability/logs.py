"""Structured logs: a JSON line for each thing that happened; constants with fields, no sentences, no personal data."""

import logging
import sys

import structlog

from shared.observability.context import correlation_id


def set_up_logs(*, service: str, process: str, level: str = "INFO") -> None:
    """Make every log line of this process a JSON object on standard error; called once, by the process's entrypoint."""
    chain: list[structlog.typing.Processor] = [
        because,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _named(service, process),
        structlog.processors.ExceptionRenderer(
            structlog.tracebacks.ExceptionDictTransformer(show_locals=False)  # local variables hold people's words
        ),
    ]
    structlog.configure(
        processors=[*chain, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=chain,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("kafka").setLevel(logging.ERROR)  # It warns of every step of every attempt to connect.


def because(_logger: object, _method: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Each line names the way that it belongs to, if it belongs to one."""
    way = correlation_id()
    return {"correlation_id": way, **line} if way else line


def _named(service: str, process: str) -> structlog.typing.Processor:
    def add(_logger: object, _method: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
        return {**line, "service": service, "process": process}

    return add
