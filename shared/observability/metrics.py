"""Every metric of Nabo, in one place; docs/runbook.md has a line for each."""

from prometheus_client import Counter, Gauge, Histogram

_LATENCIES = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

HTTP_SECONDS = Histogram(
    "nabo_http_seconds", "Time to answer a request.", ["service", "route", "status"], buckets=_LATENCIES
)
HTTP_SHED = Counter("nabo_http_shed_total", "Requests answered 503 because too many were under way.", ["service"])
OUTBOX_AGE_SECONDS = Gauge(
    "nabo_outbox_age_seconds",
    "Age of the oldest event not yet published.",
    ["service", "aggregate"],
    multiprocess_mode="mostrecent",
)
PUBLISHED = Counter("nabo_published_total", "Events published.", ["service", "topic"])
RELAY_FAILURES = Counter("nabo_relay_failures_total", "Rounds of the relay that failed.", ["service", "aggregate"])
HANDLED = Counter("nabo_handled_total", "Events handled.", ["service", "topic", "type"])
HANDLE_SECONDS = Histogram("nabo_handle_seconds", "Time to handle one event.", ["service", "topic"], buckets=_LATENCIES)
LAG_SECONDS = Gauge(
    "nabo_lag_seconds",
    "Age of the event handled last, when it was handled.",
    ["service", "topic"],
    multiprocess_mode="mostrecent",
)
REFUSED = Counter("nabo_refused_total", "Events to which the domain said no.", ["service", "type", "reason"])
DEAD_LETTERS = Counter("nabo_dead_letters_total", "Messages set aside.", ["service", "topic", "reason"])
PARKED = Gauge("nabo_parked", "Events that wait for their subject.", ["service"], multiprocess_mode="mostrecent")
PARKED_AGE_SECONDS = Gauge(
    "nabo_parked_age_seconds", "Age of the oldest parked event.", ["service"], multiprocess_mode="mostrecent"
)
TIMER_LATE_SECONDS = Gauge(
    "nabo_timer_late_seconds",
    "How late the oldest due timer is.",
    ["service", "aggregate"],
    multiprocess_mode="mostrecent",
)
DELIVERIES = Counter("nabo_deliveries_total", "Messages by how they ended.", ["channel", "status"])
UNKNOWN_DELIVERIES = Gauge(
    "nabo_deliveries_unknown",
    "Messages of which nobody knows whether they went out.",
    [],
    multiprocess_mode="mostrecent",
)
WAITING_DELIVERIES_SECONDS = Gauge(
    "nabo_deliveries_waiting_seconds",
    "How long the message that was due first has been due.",
    [],
    multiprocess_mode="mostrecent",
)
RETENTION_UNCONFIRMED = Gauge(
    "nabo_retention_unconfirmed",
    "Periods of keeping that do nothing because nobody has confirmed them.",
    ["service"],
    multiprocess_mode="mostrecent",
)
LAST_BACKUP_SECONDS = Gauge(
    "nabo_last_backup_timestamp_seconds",
    "When the service was last backed up, in Unix seconds; 0 when nobody ever did.",
    ["service"],
    multiprocess_mode="mostrecent",
)
UNHEARD = Counter("nabo_unheard_total", "Calls for help of which a professional could not be told.")
SIGN_INS_OF_OTHERS = Counter(
    "nabo_sign_ins_of_others_total", "Sign-ins by the organisation's that named another person than before."
)
CHANNEL_REFUSALS = Counter(
    "nabo_channel_refusals_total", "Text messages put off because the gateway refuses our token, account or address."
)
STUCK = Counter("nabo_safety_put_off_total", "Messages that protect somebody, put off without another way to them.")
REPLIES = Counter("nabo_replies_total", "Mails that came in, by what became of them.", ["outcome"])
CONSUMER_HALTED = Gauge(
    "nabo_consumer_halted",
    "1 when too many messages were invalid and the consumer stands still.",
    ["service"],
    multiprocess_mode="mostrecent",
)
