"""Kafka: the consumer loop, dead letters, connections."""
