"""Triage: decides who helps with a case, asks neighbours, and keeps everybody from harm."""
