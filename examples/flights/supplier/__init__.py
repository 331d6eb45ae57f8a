"""The supplier of the example: real flights of 2013, sent the way suppliers send files."""
