"""What Peleus raises. Every message says what failed, what arrived and what is allowed."""


class PeleusError(Exception):
    """Base of all errors that Peleus raises itself."""


class Refused(PeleusError, ValueError):
    """A parameter, recipe or contract that is not allowed; names the place, what arrived and what is allowed."""


class JarError(PeleusError, RuntimeError):
    """The JVM has no Peleus jar, or one of another version; names the ways to put it right."""
