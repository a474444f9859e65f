"""A certificate for 127.0.0.1 that no authority in the world has signed, valid until 2126, for tests alone."""

import base64
import hashlib
import ssl
from pathlib import Path

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIBwjCCAWigAwIBAgIUagOHWiYURzvGS4S71nFMwE06nZwwCgYIKoZIzj0EAwIw
JTEjMCEGA1UEAwwaRmF1bHRsZW5zLCBmb3IgdGVzdHMgYWxvbmUwIBcNMjYxMTIy
MTI0NzM2WhgPMjEyNjEwMjkxMjQ3MzZaMCUxIzAhBgNVBAMMGkZhdWx0bGVucywg
Zm9yIHRlc3RzIGFsb25lMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEY8zUwUT3
H9Mif+Ovm+GrOCuN4/wA1CMsEzq78qr9A6RWqsyAwgTarQqJCMy86exs2Ybm7pnn
AKQ2lYp2BWpGLKN0MHIwHQYDVR0OBBYEFOfjqLos1e54yGB2/xRlzXUfDJEdMB8G
A1UdIwQYMBaAFOfjqLos1e54yGB2/xRlzXUfDJEdMA8GA1UdEQQIMAaHBH8AAAEw
DwYDVR0TAQH/BAUwAwEB/zAOBgNVHQ8BAf8EBAMCAoQwCgYIKoZIzj0EAwIDSAAw
RQIhAIj6Zcsg1TJaWyxvZb01Y/x0IrLRsrybsgPyrIV5WA2qAiAhyl0UaxAFAJlO
j1//vkNCRoITprlV8YaCiMDOUdSiCQ==
-----END CERTIFICATE-----
"""
# RFC 5915: an elliptic curve key (P-256) is a number of 32 bytes in a frame. This one is known to everybody.
_FRAME = (bytes.fromhex("30310201010420"), bytes.fromhex("a00a06082a8648ce3d030107"))


def private_key() -> str:
    """The key of the certificate, in PEM."""
    frame = _FRAME[0] + hashlib.sha256(b"Faultlens, for tests alone").digest() + _FRAME[1]
    label = "EC PRIVATE KEY"
    return f"-----BEGIN {label}-----\n{base64.b64encode(frame).decode()}\n-----END {label}-----\n"


def server_side(folder: Path) -> ssl.SSLContext:
    """What a server on 127.0.0.1 shows; its files are put into the folder, the certificate as `authority.pem`."""
    (folder / "authority.pem").write_text(CERTIFICATE)
    (folder / "key.pem").write_text(private_key())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "authority.pem", folder / "key.pem")
    return context
