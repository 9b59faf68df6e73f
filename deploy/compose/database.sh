#!/bin/sh
# Starts the database of compose: its key file must belong to it and be read by nobody else.
set -eu
install -m 400 -o mongodb -g mongodb /run/secrets/mongo_key_file /tmp/key_file
MONGO_INITDB_ROOT_PASSWORD=$(cat /run/secrets/mongo_password)
export MONGO_INITDB_ROOT_PASSWORD
exec docker-entrypoint.sh mongod --replSet rs0 --bind_ip_all --keyFile /tmp/key_file \
  --networkMessageCompressors disabled --quiet \
  --setParameter minSnapshotHistoryWindowInSeconds=3600 \
  --slowms 60000 # of a slow operation the log repeats what was written, people's words and all
