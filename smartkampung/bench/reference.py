"""The floor under the letters: a bare loop of WeasyPrint and pyHanko over the same HTML, in so many processes."""

import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
STYLESHEET = PROJECT / "templates" / "letters" / "documents" / "letter.css"
FONTS = PROJECT / "foundation" / "documents" / "fonts" / "fonts.conf"


def letters_a_second(htmls: list[str], processes: int) -> float:
    """Render and sign every HTML once, spread over the processes; return letters a second, warm."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "letters.json"
        file.write_text(json.dumps(htmls), encoding="utf-8")
        environment = {**os.environ, "FONTCONFIG_FILE": str(FONTS)}
        command = [sys.executable, "-m", "smartkampung.bench.reference", str(file), str(processes)]
        done = subprocess.run(
            command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=True
        )
    return float(done.stdout.split()[-1])


def _loop(htmls: list[str], ready: "multiprocessing.synchronize.Barrier") -> None:
    import weasyprint
    from asn1crypto import keys
    from asn1crypto import x509 as asn1_x509
    from cryptography.hazmat.primitives import serialization
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore
    from weasyprint.text.fonts import FontConfiguration

    key, certificate = _self_signed()
    signer = signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(certificate),
        signing_key=keys.PrivateKeyInfo.load(
            key.private_bytes(
                serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        ),
        cert_registry=SimpleCertificateStore(),
    )
    fonts = FontConfiguration()
    style = weasyprint.CSS(filename=str(STYLESHEET), font_config=fonts)

    def one(html: str) -> None:
        pdf = weasyprint.HTML(string=html).write_pdf(
            stylesheets=[style], font_config=fonts, pdf_variant="pdf/a-3u", pdf_tags=True
        )
        metadata = signers.PdfSignatureMetadata(field_name="S", subfilter=fields.SigSeedSubFilter.PADES)
        signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), metadata, signer=signer)

    for html in htmls[:3]:
        one(html)
    ready.wait()
    for html in htmls:
        one(html)


def _self_signed():  # type: ignore[no-untyped-def]
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "bench")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    return key, certificate.public_bytes(serialization.Encoding.DER)


def main() -> None:
    """Print letters a second."""
    htmls = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    count = int(sys.argv[2])
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(count + 1)
    workers = [context.Process(target=_loop, args=(htmls[index::count], ready)) for index in range(count)]
    for worker in workers:
        worker.start()
    ready.wait()
    began = time.perf_counter()
    for worker in workers:
        worker.join()
    print(len(htmls) / (time.perf_counter() - began))


if __name__ == "__main__":
    main()
