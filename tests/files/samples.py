"""Small files made by the tests themselves."""

import base64
import io
import zipfile

from PIL import Image
from pypdf import PdfWriter


def picture(kind="JPEG", size=(40, 30), **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#8c2a23").save(out, kind, **options)
    return out.getvalue()


def photo_with_place(**options) -> bytes:
    """A JPEG that tells where it was taken, and that it lies on its side."""
    exif = Image.Exif()
    exif[0x010F] = "PhoneMaker"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif, **options)


def package(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def bomb(name="word/document.xml", size=300 * 1024 * 1024) -> bytes:
    """A small zip that unpacks to a huge file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, archive.open(name, "w") as entry:
        for _ in range(size // 2**20):
            entry.write(bytes(2**20))
    return out.getvalue()


def pdf(pages: int, password: str = "") -> bytes:
    """A PDF of empty pages, locked with a password if one is given."""
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


PDF = b"%PDF-1.7\n%%EOF\n"


def film(brand=b"mp42") -> bytes:
    """The beginning of a video from a phone."""
    return b"\x00\x00\x00\x18ftyp" + brand + bytes(200)


# 64 × 32 pixels, green on the left, red on the right, with the maker of the phone and the place in its EXIF
HEIC = base64.b85decode(
    "0000SW^{RQXk}?*00000ZE0pPXk}?*ZE0a<0005LZDn*}000000000XXk=`10000000000aA{+700000000000000000000G-+&aV*mgE07O6l"
    "0ssL300001;s5~v00000001Na0ssI200IU80RR9100000P5=M^IB98aW&i*H00062000$fZf0cy000000RRAKc4ILB0000LX>Mj^0ssI300IC2"
    "MR;ju000004sdC7Z2$lO00031008}IaB^?}007--aAR)(004Gqc4I>U18@KU0FVFx0000U@BsY%`1k+-4+CHT0RR|40Sp2E{{wIU00RJ!00093"
    "00RIXx&lC90096hLID8-Z~y=U0FVFx0{{R603M(qfd!W8<fgf}2xu@M00096AOHXZ03l)k0RRR>0l{;?i2wiq6Ju{|a&BX6cmM$a4FCp!0000K"
    "X>)L8000000000$0000$0000eV{Bn?0000$000010000W000010000000002|NsBs000020000GaA|mH000000|*ER0000OX>e^}0000000001"
    "009Mo0s{qv0000QX>w&|000000000EV`Ot<00IC3009610D5g?VRQfh03av<uNi;{2Khf#|M|i9!iVun$o<QQxQx6?$8Y)mOlAN800u>PX=VTb"
    "O-%qQ0000800IFI00IC201E&B049hf00aO40096105Sjo002;EZ*FBxVQXb_000010096300002P5=M^00000"
)
