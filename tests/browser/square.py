"""Prints the text of every QR code in an image, one a line: an independent decoder reading our squares."""

import sys

import zxingcpp
from PIL import Image

for code in zxingcpp.read_barcodes(Image.open(sys.argv[1]), formats=zxingcpp.BarcodeFormat.QRCode):
    print(code.text)
