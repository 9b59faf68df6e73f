"""Builds the images where no image registry is in reach, and runs them: `make images`, `make test-images`.

The base stands in for python:3.11-slim-bookworm, the gateway's for caddy:2.11: Debian's own packages by debootstrap,
and the Caddy that the local stack uses. Elsewhere `docker build` needs none of this.
"""
