"""Reads the QR codes of an image, by a decoder that is not ours: one line of JSON for each, with its text and how large one of
its modules is.

usage: square.py IMAGE DOTS_PER_INCH [poor]

With "poor" the image is first made what a tired office printer and a cheap camera make of it: half the resolution, faded ink, an
unsharp edge, specks, and a sheet that lies askew.
"""

import json
import random
import sys

import zxingcpp
from PIL import Image, ImageFilter

QUARTER_INCH = 6.35
SPECKS_PER_MILLION = 2_000


def poor(image):
    """The same for every run: the specks are drawn from a fixed seed."""
    drawn = random.Random(2_026)
    image = image.resize((image.width // 2, image.height // 2), Image.Resampling.BOX)
    image = image.point(lambda grey: 70 + grey * 150 // 255)
    image = image.rotate(2.5, Image.Resampling.BICUBIC, expand=True, fillcolor=220)
    specks = image.load()
    for _ in range(image.width * image.height * SPECKS_PER_MILLION // 1_000_000):
        at = drawn.randrange(image.width), drawn.randrange(image.height)
        specks[at] = drawn.choice((70, 220))
    return image.filter(ImageFilter.GaussianBlur(0.8))


def module_mm(code, dots_per_inch):
    """The side of the symbol, corner to corner, over its modules."""
    corner, across = code.position.top_left, code.position.top_right
    dots = ((across.x - corner.x) ** 2 + (across.y - corner.y) ** 2) ** 0.5
    return dots / dots_per_inch * 25.4 / modules(code)


def modules(code):
    """17 and four for each version."""
    return 17 + 4 * int(code.extra["Version"])


def main():
    path, dots_per_inch = sys.argv[1], int(sys.argv[2])
    image = Image.open(path).convert("L")
    if "poor" in sys.argv[3:]:
        image, dots_per_inch = poor(image), dots_per_inch / 2
    for code in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode):
        print(json.dumps({"text": code.text, "module_mm": round(module_mm(code, dots_per_inch), 3)}))


main()
