#!/bin/sh
# Starts the broker of compose: fills in its password, formats a new disk with its one administrator, and runs.
set -eu
umask 077
password=$(cat /run/secrets/kafka_password)
sed "s|@password@|$password|g" /etc/nabo/server.properties > /tmp/server.properties
/opt/kafka/bin/kafka-storage.sh format --ignore-formatted \
  --cluster-id "$(cat /run/secrets/kafka_cluster_id)" --config /tmp/server.properties \
  --add-scram "SCRAM-SHA-256=[name=broker,password=$password]"
exec /opt/kafka/bin/kafka-server-start.sh /tmp/server.properties
