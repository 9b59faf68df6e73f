"""Kubernetes: what kustomize builds, and the same written out, so that everybody sees what a change changes."""
