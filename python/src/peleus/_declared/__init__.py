"""Files that people write and only Python reads: YAML with its places, checked against a JSON Schema."""
