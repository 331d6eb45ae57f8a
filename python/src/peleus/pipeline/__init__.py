"""Pipelines: what a project's ``pipeline.yaml`` says, and how it runs."""
