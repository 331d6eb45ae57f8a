"""The same bytes for the same content: no time, no name, no system in an archive."""

from __future__ import annotations

import gzip
import io
import zipfile


def gzipped(content: bytes) -> bytes:
    """Pack one text as gzip."""
    packed = io.BytesIO()
    with gzip.GzipFile("", "wb", fileobj=packed, mtime=0) as file:
        file.write(content)
    return packed.getvalue()


def zipped(contents: dict[str, bytes]) -> bytes:
    """Pack texts by their names as zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def pack(name: str, texts: list[bytes]) -> bytes:
    """
    Pack the texts of a file as its name says.

    Parameters
    ----------
    name : str
        Of the file: .csv, .csv.gz or .zip.
    texts : list of bytes
        One; a zip may hold more, which are numbered.
    """
    if name.endswith(".zip"):
        stem = name.removesuffix(".zip")
        numbers = [""] if len(texts) == 1 else [f"_{i}" for i in range(1, len(texts) + 1)]
        return zipped({f"{stem}{number}.csv": text for number, text in zip(numbers, texts, strict=True)})
    (text,) = texts
    return gzipped(text) if name.endswith(".gz") else text
