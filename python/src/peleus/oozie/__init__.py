"""A pipeline for Oozie: its workflow, its coordinator, and the script that runs a step."""
