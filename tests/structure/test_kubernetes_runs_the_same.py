"""What deploy/k8s builds is what Kubernetes takes, and runs what compose runs."""

from pathlib import Path

import pytest
import yaml
from kafka.admin import ACLResourcePatternType
from kubernetes_validate import ValidationError, validate

from deploy.k8s.rendering import first_line, overlays, written
from deploy.stores.broker_rights import rights
from deploy.stores.database_users import MAY, PROCESS
from services.intake.entrypoints.web.sent_photos import MOST_BODY_BYTES
from shared.events.topics import PARTITIONS, SERVICES, SEVEN_DAYS_MS, TOPICS, dead_letters_of
from shared.mongo.connect import owner_of
from tests.kubernetes import EVERYTHING, EXAMPLE, WEB_MEMORY, bytes_of, of, pods, selected

COMPOSE = yaml.safe_load((Path(__file__).parents[2] / "docker-compose.yml").read_text())["services"]
DAY_MS = 24 * 3600 * 1000
KUBERNETES = "1.34"
"""The oldest that knows all that is asked for; newer ones take it too."""

DATABASE = "mongodb"
"""Its members are taken one at a time too, and its operator makes no budget."""

OF_OPERATORS = {"kafka.strimzi.io/v1", "mongodbcommunity.mongodb.com/v1", "keda.sh/v1alpha1"}
"""What Kubernetes itself does not know."""


@pytest.mark.parametrize("overlay", overlays(), ids=lambda overlay: overlay.name)
def test_what_is_written_out_was_built_from_these_sources(overlay: Path) -> None:
    assert written(overlay).read_text().startswith(first_line()), "build it anew with: make kubernetes"


def test_kubernetes_takes_it() -> None:
    once = {repr((each["kind"], each["spec"])): each for each in EVERYTHING if "spec" in each}
    for each in once.values():
        if each["apiVersion"] not in OF_OPERATORS:
            validate(each, KUBERNETES, strict=True)


def test_what_kubernetes_does_not_know_is_noticed() -> None:
    [pod] = [each for each in EXAMPLE if each["kind"] == "Deployment" and each["metadata"]["name"] == "web-intake"]
    with pytest.raises(ValidationError, match="replica"):
        validate({**pod, "spec": {**pod["spec"], "replica": 2}}, KUBERNETES, strict=True)


def test_no_placeholder_is_left() -> None:
    assert not [overlay.name for overlay in overlays() if "SERVICE" in written(overlay).read_text()]


@pytest.mark.parametrize("service", SERVICES)
def test_web_and_worker_of_every_service_run(service: str) -> None:
    web, worker = (of("Deployment")[f"{kind}-{service}"]["spec"]["template"]["spec"] for kind in ("web", "worker"))
    assert {pod["containers"][0]["image"] for pod in (web, worker)} == {f"images.example.org/nabo-{service}:1.0.0"}
    assert worker["containers"][0]["command"] == ["python3", "-m", f"services.{service}.entrypoints.worker"]
    assert "command" not in web["containers"][0], "the image knows"


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("kind", ["web", "worker"])
def test_alive_touches_nothing_and_ready_asks_the_stores(kind: str, service: str) -> None:
    [container] = of("Deployment")[f"{kind}-{service}"]["spec"]["template"]["spec"]["containers"]
    asked = {name: container[f"{name}Probe"]["httpGet"]["path"] for name in ("startup", "liveness", "readiness")}
    alive, ready = f"/healthz/{service}", f"/readyz/{service}"
    assert asked == {"startup": alive, "liveness": alive, "readiness": ready}


def test_secrets_are_named_and_never_written() -> None:
    assert not [each for each in EVERYTHING if each["kind"] == "Secret"]
    maps = [each["data"] for each in EVERYTHING if each["kind"] == "ConfigMap"]
    assert not [name for each in maps for name in each if "PASSWORD" in name.upper() or "KEY" in name]


@pytest.mark.parametrize("service", SERVICES)
def test_each_service_is_given_its_own_secrets_alone(service: str) -> None:
    for name, pod in pods(EXAMPLE):
        named = {each["secret"]["secretName"] for each in pod["spec"]["volumes"] if "secret" in each}
        assert (f"secrets-{service}" in named) == name.endswith(f"-{service}")


@pytest.mark.parametrize("kind", ["PodDisruptionBudget", "Service"])
def test_each_selects_the_pods_of_its_name_alone(kind: str) -> None:
    for name, each in ((name, each) for name, each in of(kind).items() if name != DATABASE):
        selector = each["spec"]["selector"]
        assert selected(selector if kind == "PodDisruptionBudget" else {"matchLabels": selector}) == [name]


def test_every_deployment_has_a_budget_and_selects_itself() -> None:
    assert of("PodDisruptionBudget").keys() == of("Deployment").keys() | {DATABASE}
    for name, each in of("Deployment").items():
        assert selected(each["spec"]["selector"]) == [name]


@pytest.mark.parametrize("service", SERVICES)
def test_workers_grow_with_what_waits_and_webs_with_work(service: str) -> None:
    lag = of("ScaledObject")[f"worker-{service}"]["spec"]
    [trigger] = lag["triggers"]
    assert lag["scaleTargetRef"]["name"] == trigger["authenticationRef"]["name"] == f"worker-{service}"
    assert trigger["metadata"]["consumerGroup"] == service
    assert lag["maxReplicaCount"] == PARTITIONS, "more would have nothing to do"
    password = {"parameter": "password", "name": f"secrets-{service}", "key": "kafka_password"}
    proof = of("TriggerAuthentication")[f"worker-{service}"]["spec"]
    assert proof["secretTargetRef"] == [password]
    assert of("ConfigMap")[proof["configMapTargetRef"][0]["name"]]["data"] == {"kafka_user": service}
    assert of("HorizontalPodAutoscaler")[f"web-{service}"]["spec"]["scaleTargetRef"]["name"] == f"web-{service}"


@pytest.mark.parametrize("name", WEB_MEMORY)
def test_there_is_memory_for_all_photos_that_are_made_anew_at_once(name: str) -> None:
    [container] = of("Deployment")[name]["spec"]["template"]["spec"]["containers"]
    [settings] = [each["data"] for each in of("ConfigMap").values() if "NABO_WEB_WORKERS" in each["data"]]
    assert bytes_of(container["resources"]["limits"]["memory"]) >= WEB_MEMORY[name](int(settings["NABO_WEB_WORKERS"]))


def test_photos_come_through_every_door_before_intake() -> None:
    [said] = of("Ingress")["gateway"]["metadata"]["annotations"].values()
    assert bytes_of(said) >= MOST_BODY_BYTES


@pytest.mark.parametrize("service", SERVICES)
def test_every_night_each_service_is_backed_up_onto_a_disk_of_its_own(service: str) -> None:
    job = of("CronJob")[f"backup-{service}"]["spec"]
    pod = job["jobTemplate"]["spec"]["template"]["spec"]
    [container] = pod["containers"]
    assert container["image"] == f"images.example.org/nabo-{service}:1.0.0"
    assert container["command"] == COMPOSE[f"backup-{service}"]["command"]
    assert job["concurrencyPolicy"] == "Forbid"
    [claim] = [each["persistentVolumeClaim"]["claimName"] for each in pod["volumes"] if "persistentVolumeClaim" in each]
    assert claim in of("PersistentVolumeClaim")
    assert claim == f"backups-{service}"


@pytest.mark.parametrize("service", SERVICES)
def test_no_backup_is_older_than_what_the_topics_keep(service: str) -> None:
    """It goes with the first one that is made after its days, a day later at most."""
    command = COMPOSE[f"backup-{service}"]["command"]
    assert (int(command[command.index("--keep-days") + 1]) + 1) * DAY_MS <= SEVEN_DAYS_MS


def test_the_database_keeps_a_backups_moment_for_as_long_as_it_may_take() -> None:
    told = of("MongoDBCommunity")[DATABASE]["spec"]["additionalMongodConfig"]
    kept = told["setParameter.minSnapshotHistoryWindowInSeconds"]
    for each in of("CronJob").values():
        assert each["spec"]["jobTemplate"]["spec"]["activeDeadlineSeconds"] <= kept
    started = (Path(__file__).parents[2] / "deploy" / "compose" / "database.sh").read_text()
    assert f"--setParameter minSnapshotHistoryWindowInSeconds={kept} " in started


def test_a_member_of_a_store_has_memory_and_a_disk_that_we_chose_and_a_node_of_its_own() -> None:
    """What operators choose themselves is for trying."""
    database = of("MongoDBCommunity")[DATABASE]["spec"]["statefulSet"]["spec"]
    [container] = database["template"]["spec"]["containers"]
    assert container["name"] == "mongod"
    assert bytes_of(container["resources"]["limits"]["memory"]) >= bytes_of("2Gi")
    assert [each["metadata"]["name"] for each in database["volumeClaimTemplates"]] == ["data-volume"]
    broker = of("KafkaNodePool")["broker"]["spec"]["template"]["pod"]
    for spread in (database["template"]["spec"], broker):
        assert [each["topologyKey"] for each in spread["topologySpreadConstraints"]] == ["kubernetes.io/hostname"]


def test_topics_are_those_of_the_table() -> None:
    wanted = {topic.name: (topic.partitions, topic.retention_ms) for topic in TOPICS}
    wanted |= {dead_letters_of(service): (PARTITIONS, SEVEN_DAYS_MS) for service in SERVICES}
    found = {name: each["spec"] for name, each in of("KafkaTopic").items()}
    assert {name: (each["partitions"], each["config"]["retention.ms"]) for name, each in found.items()} == wanted
    assert {(each["replicas"], each["config"]["min.insync.replicas"]) for each in found.values()} == {(3, 2)}


@pytest.mark.parametrize("service", SERVICES)
def test_rights_are_those_of_the_table(service: str) -> None:
    spec = of("KafkaUser")[service]["spec"]
    assert spec["authentication"]["password"]["valueFrom"]["secretKeyRef"]["name"] == f"secrets-{service}"
    given = {
        (one["resource"]["type"], one["resource"]["name"], one["resource"]["patternType"], operation)
        for one in spec["authorization"]["acls"]
        for operation in one["operations"]
    }
    wanted = set()
    for right in (each for each in rights() if each.principal == f"User:{service}"):
        pattern = right.resource_pattern
        how = "prefix" if pattern.pattern_type is ACLResourcePatternType.PREFIXED else "literal"
        kind = pattern.resource_type.name.lower()
        wanted.add((kind, pattern.resource_name, how, right.operation.name.capitalize()))
    assert given == wanted


def test_each_service_has_two_users_of_the_database_who_may_touch_that_alone() -> None:
    users = of("MongoDBCommunity")["mongodb"]["spec"]["users"]
    found = {
        (each["db"], each["name"], each["roles"][0]["name"], each["passwordSecretRef"]["key"]): each for each in users
    }
    processes = {(service, service, PROCESS, "mongo_password") for service in SERVICES}
    assert found.keys() == processes | {
        (service, owner_of(service), "readWrite", "mongo_owner_password") for service in SERVICES
    }
    for (service, *_), each in found.items():
        assert each["passwordSecretRef"]["name"] == f"secrets-{service}"
        assert [role["db"] for role in each["roles"]] == [service]
    assert len({each["scramCredentialsSecretName"] for each in users}) == len(users)


def test_a_process_may_do_in_its_database_what_it_may_elsewhere() -> None:
    roles = of("MongoDBCommunity")["mongodb"]["spec"]["security"]["roles"]
    assert [(each["role"], each["db"]) for each in roles] == [(PROCESS, service) for service in SERVICES]
    for each in roles:
        assert each["privileges"] == [{"resource": {"db": each["db"], "collection": ""}, "actions": list(MAY)}]
