"""Reads the QR codes of images, by a decoder that is not ours: one line of JSON for each image, with the text of each square and
how large one of its modules is. "sharp" are those of the image itself; "poor" those that can still be read once it is what a
tired office printer and a cheap camera make of it: half the resolution, faded ink, an unsharp edge, specks, and a sheet that
lies askew.

usage: square.py DOTS_PER_INCH IMAGE...
"""

import json
import random
import sys

import zxingcpp
from PIL import Image, ImageFilter

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


def squares(image, dots_per_inch):
    codes = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
    return [{"text": code.text, "module_mm": round(module_mm(code, dots_per_inch), 3)} for code in codes]


def main():
    dots_per_inch = int(sys.argv[1])
    for path in sys.argv[2:]:
        image = Image.open(path).convert("L")
        print(json.dumps({"sharp": squares(image, dots_per_inch), "poor": squares(poor(image), dots_per_inch / 2)}))


main()
