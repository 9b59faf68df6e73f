"""What deploy/k8s builds is what Kubernetes takes, runs what compose runs, and is closed but for the doors it needs."""

from collections.abc import Iterator, Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
import yaml
from kafka.admin import ACLResourcePatternType
from kubernetes_validate import ValidationError, validate

from deploy.k8s.rendering import first_line, overlays, written
from deploy.stores.broker_rights import rights
from shared.events.topics import PARTITIONS, SERVICES, SEVEN_DAYS_MS, TOPICS, dead_letters_of

Found = Mapping[str, Any]

OURS, STORES = "nabo", "nabo-stores"
PODS = ("Deployment", "Job")
A_FEW = 256
OF_KUBERNETES = {"kubernetes.io/metadata.name": "kube-system"}
KINDS_OF_VOLUMES = {"configMap", "emptyDir", "projected", "secret"}
"""Of those that the standard `restricted` allows, what we use."""

KUBERNETES = "1.34"
"""The oldest that knows all that is asked for; newer ones take it too."""

OF_OPERATORS = {"kafka.strimzi.io/v1", "mongodbcommunity.mongodb.com/v1", "keda.sh/v1alpha1"}
"""What Kubernetes itself does not know."""

BY_OPERATORS = ({"app": "mongodb-svc"}, {"strimzi.io/name": "kafka-kafka"})
"""The labels of the pods that operators make."""


def read(overlay: Path) -> list[Found]:
    return list(yaml.load_all(written(overlay).read_text(), yaml.CSafeLoader))


BUILT = {overlay.name: read(overlay) for overlay in overlays()}
EXAMPLE = BUILT["example"]
EVERYTHING = [each for found in BUILT.values() for each in found]


def of(kind: str, among: list[Found] = EXAMPLE) -> dict[str, Found]:
    return {each["metadata"]["name"]: each for each in among if each["kind"] == kind}


def pods(among: list[Found]) -> Iterator[tuple[str, Found]]:
    """Every template of ours, by the name of what makes pods of it."""
    for kind in PODS:
        yield from ((name, each["spec"]["template"]) for name, each in of(kind, among).items())


def selects(labels: Mapping[str, str], selector: Found) -> bool:
    wanted = selector.get("matchLabels", {}).items() <= labels.items()
    return wanted and all(labels.get(one["key"]) in one["values"] for one in selector.get("matchExpressions", ()))


def selected(selector: Found, among: list[Found] = EXAMPLE) -> list[str]:
    return [name for name, pod in pods(among) if selects(pod["metadata"]["labels"], selector)]


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


@pytest.mark.parametrize("overlay", sorted(BUILT))
def test_every_pod_runs_with_no_rights(overlay: str) -> None:
    for _, pod in pods(BUILT[overlay]):
        spec = pod["spec"]
        [container] = spec["containers"]
        assert spec["automountServiceAccountToken"] is False
        assert spec["securityContext"]["runAsNonRoot"] is True
        assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert not spec.keys() & {"hostNetwork", "hostPID", "hostIPC", "initContainers"}
        assert not [each for each in spec["volumes"] if not each.keys() - {"name"} <= KINDS_OF_VOLUMES]
        assert container["resources"]["requests"]
        assert container["resources"]["limits"]["memory"]


def test_secrets_are_named_and_never_written() -> None:
    assert not [each for each in EVERYTHING if each["kind"] == "Secret"]
    maps = [each["data"] for each in EVERYTHING if each["kind"] == "ConfigMap"]
    assert not [name for each in maps for name in each if "PASSWORD" in name.upper() or "KEY" in name]


@pytest.mark.parametrize("service", SERVICES)
def test_each_service_is_given_its_own_secrets_alone(service: str) -> None:
    for name, pod in pods(EXAMPLE):
        named = {each["secret"]["secretName"] for each in pod["spec"]["volumes"] if "secret" in each}
        assert (f"secrets-{service}" in named) == name.endswith(f"-{service}")


@pytest.mark.parametrize("overlay", sorted(BUILT))
def test_every_pod_is_closed_both_ways(overlay: str) -> None:
    closed = of("NetworkPolicy", BUILT[overlay])["closed"]["spec"]
    assert closed.keys() == {"podSelector", "policyTypes"}
    assert set(selected(closed["podSelector"], BUILT[overlay])) == {name for name, _ in pods(BUILT[overlay])}


@pytest.mark.parametrize("overlay", sorted(BUILT))
def test_every_door_leads_to_somebody(overlay: str) -> None:
    """A label too many on either side and nothing would pass."""
    among = BUILT[overlay]
    for name, policy in of("NetworkPolicy", among).items():
        doors = [*policy["spec"].get("ingress", ()), *policy["spec"].get("egress", ())]
        peers = [peer for door in doors for peer in (*door.get("from", ()), *door.get("to", ()))]
        for each in (peer["podSelector"] for peer in peers if "podSelector" in peer):
            assert each.get("matchLabels") in BY_OPERATORS or selected(each, among), (name, each)
        own = policy["spec"]["podSelector"]
        assert own.get("matchLabels") in BY_OPERATORS or selected(own, among), name


def doors_out(among: list[Found]) -> Iterator[tuple[str, Found]]:
    for name, policy in of("NetworkPolicy", among).items():
        yield from ((name, door) for door in policy["spec"].get("egress", ()))


def leads_to_somebody_known(peer: Found) -> bool:
    """To pods of a name, to the cluster's own names, or to a few addresses; never to a whole namespace or the world."""
    if "ipBlock" in peer:
        return ip_network(peer["ipBlock"]["cidr"]).num_addresses <= A_FEW and "except" not in peer["ipBlock"]
    return bool(peer.get("podSelector")) or peer == {"namespaceSelector": {"matchLabels": OF_KUBERNETES}}


@pytest.mark.parametrize("overlay", sorted(BUILT))
def test_no_door_leads_out_into_the_world(overlay: str) -> None:
    for name, door in doors_out(BUILT[overlay]):
        assert door["ports"], name
        assert door.get("to"), f"{name} reaches everybody at {door['ports']}"
        assert all(map(leads_to_somebody_known, door["to"])), name


@pytest.mark.parametrize("world", [{"ipBlock": {"cidr": "0.0.0.0/0"}}, {"podSelector": {}}, {"namespaceSelector": {}}])
def test_a_door_into_the_world_is_noticed(world: Found) -> None:
    assert not leads_to_somebody_known(world)


def test_ours_and_the_stores_find_each_other_across_namespaces() -> None:
    to_stores = [
        peer["namespaceSelector"] for _, door in doors_out(EXAMPLE) for peer in door["to"] if by_operator(peer)
    ]
    assert {each["matchLabels"]["kubernetes.io/metadata.name"] for each in to_stores} == {STORES}
    [listener] = of("Kafka")["kafka"]["spec"]["kafka"]["listeners"]
    [database] = of("NetworkPolicy")["mongodb"]["spec"]["ingress"]
    ours = {"matchLabels": {"kubernetes.io/metadata.name": OURS}}
    assert listener["networkPolicyPeers"][0]["namespaceSelector"] == database["from"][0]["namespaceSelector"] == ours
    told = of("ConfigMap")
    [settings] = [each["data"] for each in told.values() if "NABO_KAFKA" in each["data"]]
    assert settings["NABO_KAFKA"].split(":")[0].endswith(f".{STORES}.svc")
    assert settings["NABO_MONGO_URL"].count(f".{STORES}.svc:") == of("MongoDBCommunity")["mongodb"]["spec"]["members"]
    for each in of("ScaledObject").values():
        assert each["spec"]["triggers"][0]["metadata"]["bootstrapServers"] == settings["NABO_KAFKA"]


def by_operator(peer: Found) -> bool:
    return peer.get("podSelector", {}).get("matchLabels") in BY_OPERATORS


@pytest.mark.parametrize("overlay", sorted(BUILT))
def test_ours_run_where_nothing_with_rights_gets_in(overlay: str) -> None:
    spaces = of("Namespace", BUILT[overlay])
    assert spaces[OURS]["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"
    assert {each["metadata"]["namespace"] for each in BUILT[overlay] if each["kind"] in PODS} == {OURS}


def test_the_stores_run_apart_and_with_no_more_rights_than_operators_need() -> None:
    labels = of("Namespace")[STORES]["metadata"]["labels"]
    assert labels["pod-security.kubernetes.io/enforce"] == "baseline"
    kinds = {each["kind"] for each in EXAMPLE if each["metadata"].get("namespace") == STORES}
    assert kinds == {"Kafka", "KafkaNodePool", "KafkaTopic", "KafkaUser", "MongoDBCommunity", "NetworkPolicy"}


def test_own_stores_are_spoken_to_by_tls_alone() -> None:
    among = BUILT["own-stores"]
    told = {name: value for each in of("ConfigMap", among).values() for name, value in each["data"].items()}
    assert told["NABO_KAFKA_SECURITY"] == "SASL_SSL"
    assert "tls=true" in told["NABO_MONGO_URL"].partition("?")[2].split("&")
    assert told["NABO_SMTP_TLS"] in {"starttls", "tls"}
    [job] = [pod for name, pod in pods(among) if name == "stores"]
    assert "--tls" in job["spec"]["containers"][0]["command"]
    for each in of("ScaledObject", among).values():
        [trigger] = each["spec"]["triggers"]
        assert trigger["metadata"]["tls"] == "enable"
        assert trigger["metadata"]["bootstrapServers"] == told["NABO_KAFKA"]


def test_how_to_speak_in_the_clear_is_said_in_full() -> None:
    said = (overlays()[0].parent / "own-stores" / "kustomization.yaml").read_text()
    for switch in ("NABO_KAFKA_SECURITY=SASL_PLAINTEXT", "NABO_SMTP_TLS=none", "without tls=true", "--no-tls"):
        assert switch in said


def test_web_processes_cannot_reach_kafka_and_only_notifys_worker_reaches_a_mail_server() -> None:
    reached = {
        name: {port["port"] for door in policy["spec"].get("egress", ()) for port in door.get("ports", ())}
        for name, policy in of("NetworkPolicy").items()
    }
    assert {name for name, ports in reached.items() if 9092 in ports} == {f"worker-{each}" for each in SERVICES}
    assert {name for name, ports in reached.items() if 587 in ports} == {"worker-notify"}


def test_where_its_own_stores_are_elsewhere_each_reaches_them_as_before() -> None:
    reached = [(name, port["port"]) for name, door in doors_out(BUILT["own-stores"]) for port in door["ports"]]
    assert {name for name, port in reached if port == 9093} == {*(f"worker-{each}" for each in SERVICES), "stores"}
    assert {name for name, port in reached if port == 27017} >= {f"indexes-{each}" for each in SERVICES} | {"stores"}
    assert {name for name, port in reached if port == 587} == {"worker-notify"}
    assert 9092 not in {port for _, port in reached}


@pytest.mark.parametrize("kind", ["PodDisruptionBudget", "Service"])
def test_each_selects_the_pods_of_its_name_alone(kind: str) -> None:
    for name, each in of(kind).items():
        selector = each["spec"]["selector"]
        assert selected(selector if kind == "PodDisruptionBudget" else {"matchLabels": selector}) == [name]


def test_every_deployment_has_a_budget_and_selects_itself() -> None:
    assert of("PodDisruptionBudget").keys() == of("Deployment").keys()
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


def test_each_service_has_a_user_of_the_database_who_may_touch_that_alone() -> None:
    users = of("MongoDBCommunity")["mongodb"]["spec"]["users"]
    assert [(each["name"], each["db"]) for each in users] == [(service, service) for service in SERVICES]
    for each in users:
        assert each["passwordSecretRef"] == {"name": f"secrets-{each['name']}", "key": "mongo_password"}
        assert each["roles"] == [{"name": role, "db": each["name"]} for role in ("readWrite", "dbAdmin")]
