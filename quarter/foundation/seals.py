"""The municipality's digital seal on a PDF (PAdES): any reader of PDF files shows whose it is and that it is whole."""

from io import BytesIO
from pathlib import Path


def seal_pdf(pdf: bytes, certificate: Path, passphrase: str, *, reason: str, place: str) -> bytes:
    """The PDF with an invisible signature appended; what was there before stays byte for byte.

    `certificate` is a PKCS#12 file, which was tried when the house started.
    """
    # Heavy, and needed only where minutes are sealed.
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
    from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter

    signer = SimpleSigner.load_pkcs12(str(certificate), passphrase=passphrase.encode())
    if signer is None:
        raise ValueError(f"{certificate} cannot be read any more")
    about = PdfSignatureMetadata(
        field_name="Seal", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, reason=reason, location=place
    )

    class Appendix(IncrementalPdfFileWriter):
        """Leaves the metadata alone: they say, in words chosen with care, that this is an accessible archive."""

        def _update_meta(self) -> None:
            pass

    sealed = PdfSigner(about, signer, new_field_spec=SigFieldSpec("Seal")).sign_pdf(
        Appendix(BytesIO(pdf.rstrip(b"\r\n") + b"\n")),
        in_place=False,  # PDF/A: nothing but a line end after %%EOF
    )
    return bytes(sealed.getvalue())
