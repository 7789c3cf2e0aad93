"""Digests of what was read, as any other program gets them."""


def sha256(data: str | bytes) -> str:
    """SHA-256 in hexadecimal: of bytes, or of a text in UTF-8."""
    import hashlib  # it loads OpenSSL: only a run that needs a digest waits for that

    return hashlib.sha256(data.encode(errors="backslashreplace") if isinstance(data, str) else data).hexdigest()
