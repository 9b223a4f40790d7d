### The printed card: what stands on its face and back, and the page around it that is printed.

card-name = Pass
card-until = Until { $date }
card-photo = Photo of { $name }
card-photo-nameless = Photo of the person this card is for
card-no-photo = No photo
card-square = Square to scan
card-code = Code
card-address = The address must be { $host }
card-type-address = Or type the code at { $address }
card-ring = A question? Found it? Ring the hub: { $telephone }
card-fare = Fare card

## The page around it

print-title-cards = Cards to print
print-title-sheet = Cards to cut out
print-title-letter = Letters with a card
print-hint-cards = Print at “Actual size” or 100%, without margins. Each page is a face of a card, 85.6 × 54 mm.
print-hint-sheet = Print on A4 at “Actual size” or 100%. Cut along the lines, fold each card in the middle, and glue its halves together.
print-hint-letter = Print on A4 at “Actual size” or 100%.
print-button = Print
print-back-to = Back
print-front = Front of the card
print-back = Back of the card
