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
card-ring = Ring the hub: { $telephone }
card-found = Found it? Please ring the hub.
card-fare = Fare card

## The page around it

print-title = Print a card
print-hint = Print at 100 %, two-sided or on two sheets. The card is 85.6 × 54 mm.
print-front = Front
print-back = Back
