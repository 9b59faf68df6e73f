"""Nothing of ours in Kubernetes has more rights than none, or reaches or is reached but by the doors that it needs."""

from collections.abc import Iterator
from ipaddress import ip_network

import pytest

from deploy.k8s.rendering import overlays
from shared.events.topics import SERVICES
from tests.kubernetes import BUILT, EXAMPLE, PODS, Found, of, pods, selected

OURS, STORES = "nabo", "nabo-stores"
A_FEW = 256
OF_KUBERNETES = {"kubernetes.io/metadata.name": "kube-system"}
KINDS_OF_VOLUMES = {"configMap", "emptyDir", "persistentVolumeClaim", "projected", "secret"}
"""Of those that the standard `restricted` allows, what we use."""

HEARING = {f"{process}-{service}" for process in ("worker", "backup") for service in SERVICES}
"""Whoever asks the broker something."""

BY_OPERATORS = ({"app": "mongodb-svc"}, {"strimzi.io/name": "kafka-kafka"})
"""The labels of the pods that operators make."""


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
    assert set(selected(listener["networkPolicyPeers"][0]["podSelector"])) == HEARING
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
    by_operators = {"Kafka", "KafkaNodePool", "KafkaTopic", "KafkaUser", "MongoDBCommunity"}
    assert kinds == by_operators | {"NetworkPolicy", "PodDisruptionBudget"}


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
    assert {name for name, ports in reached.items() if 9092 in ports} == HEARING
    assert {name for name, ports in reached.items() if 587 in ports} == {"worker-notify"}


def test_where_its_own_stores_are_elsewhere_each_reaches_them_as_before() -> None:
    reached = [(name, port["port"]) for name, door in doors_out(BUILT["own-stores"]) for port in door["ports"]]
    assert {name for name, port in reached if port == 9093} == HEARING | {"stores"}
    assert {name for name, port in reached if port == 27017} >= {f"indexes-{each}" for each in SERVICES} | HEARING
    assert {name for name, port in reached if port == 587} == {"worker-notify"}
    assert 9092 not in {port for _, port in reached}
