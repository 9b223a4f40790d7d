### The console's door to paper: what is printed, what is left out and why, and setting up a printer.

print-calibrate = Set up your printer

## What is not printed

print-nothing-title = Nothing to print
print-nothing-chosen = No card is chosen. Go back and choose at least one.
print-too-many = At most { $most } cards are printed in one go. Go back and choose fewer.
print-nothing-left = None of the cards that you chose can be printed.
print-left-out-phone = { $name }: this card is on a phone, so it is not printed.
print-left-out-withdrawn = { $name }: this card was withdrawn, so it is not printed. Print the newer card, or issue one.
print-left-out-ended = { $name }: this card has ended, so it is not printed. Renew it first.
print-left-out-protected = { $name }: no letter is written, because the record is protected. Print the card alone and hand it over in person.

## Letters

print-letter-post = { $name }: post this letter only to the address on it.
print-letter-hand-over = { $name }: do not post this letter. They did not choose letters, so hand it over in person.
print-letter-unknown = { $name }: do not post this letter. Nothing is written down about how to reach them, so hand it over in person.
print-letter-time = { $name }: the safe time is { $time }.
print-letter-caution = { $name }: { $caution }

## Setting up a printer

calibration-title = Set up your printer
calibration-lead = Print this page once on each printer that prints cards, with the size “Actual size” or 100%. “Fit to page” makes cards too small.
calibration-step-print = Print this page on A4 paper, at “Actual size” or 100%.
calibration-step-ruler = Lay a ruler on the long line. It must be exactly 100 mm long. If it is not, change the size in the printer's settings and print again.
calibration-step-card = Lay a bank card on the outline. It must cover it exactly.
calibration-step-squares = Scan the squares with a phone. Both must open the page that checks cards. If the fine one does not, choose better quality or a better printer.
calibration-step-measure = Measure from the left edge of the paper to the upright line, and from the top edge to the level line. Type both here.
calibration-left = From the left edge to the upright line
calibration-top = From the top edge to the level line
calibration-hint = It should be 20 mm. With half millimetres: 20.5
calibration-mm = mm
calibration-save = Save for my prints
calibration-wrong = Type the distance in millimetres, between 10 and 30, for example 20.5
calibration-done = Saved. Your sheets and letters are moved into their place from now on.
calibration-now = Your sheets are moved now: { $right } mm to the right, { $down } mm down.
calibration-print = Print this page
calibration-sheet = Printer test
calibration-sheet-upright = The upright line is 20 mm from the left edge
calibration-sheet-level = The level line is 20 mm from the top edge
calibration-sheet-ruler = 100 mm
calibration-sheet-card = The size of a card
calibration-sheet-fine = Fine: { $size } mm
calibration-sheet-ours = Like a card: { $size } mm
