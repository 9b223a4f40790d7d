### The pages around checking: start, "What is this?", the poster for a counter, and faults.

## On every page

service-name = Pass
page-title = { $title } – Pass
page-title-error = Error: { $title } – Pass
skip-to-content = Skip to main content
page-back = Back
page-warning = Warning
page-error-summary = There is a problem
footer-what = What is this?
footer-check = Check a card
footer-poster = Poster for a counter
footer-developers = For developers

## Start

start-title = Pass
start-lead = A card that says what has been agreed for a young person, so they do not have to explain it again.
start-check = Check a card
start-shown-title = Were you shown a card?
start-shown = Check it here. You need no account and nothing to install.
start-own-title = Is it your card?
start-own = Show it when you need it. If it is lost, or something on it is wrong, ring your hub. The number is on the back.

## What is this?

what-title = What is this?
what-lead = Somebody showed you a card called Pass. It says what has been agreed to help a young person.
what-who-title = Who has one?
what-who = Some young people have more to do at home than others their age. A local hub knows them and agreed with them what would help: for example leaving a lesson for ten minutes, or collecting something for a relative.
what-do-title = What do I do?
what-do-scan = Scan the square with your phone's camera, or type the code printed under it at { $address }.
what-do-address = Look at the address. It must be { $host }.
what-do-place = Say where you are. You then see what is arranged for that place.
what-do-match = Look at the name and photo. Do they match the person in front of you?
what-do-decide = Do what the answer says, if you can. You still decide.
what-not-title = What will I not see?
what-not = The card never says why. It does not show health, family, an address or a date of birth. Please do not ask about home.
what-photo-title = What if the photo does not match?
what-photo = Do not act on the card. Stay kind: somebody may have borrowed it to help. Give it back and ring the hub. The number is on the back.
what-expired-title = What if the card needs renewing?
what-expired = Please still help today, and tell the young person to ring their hub.
what-found-title = What if I find a card?
what-found = Ring the hub. The number is on the back.
what-record-title = Are you keeping a record of me?
what-record = No. Checking a card leaves no trail of who checked it or where.
what-medicine-title = Is it a right to medicine?
what-medicine = No. It is not proof of consent. Use your usual checks, especially for controlled drugs.

## Poster

poster-title = Shown a card like this?
poster-lead = It says what has been agreed for a young person. Please help without asking why.
poster-step-scan = Scan the square with your phone's camera. Or go to { $address } and type the code.
poster-step-address = The address must be { $host }
poster-step-place = Say where you are and read the answer.
poster-step-match = Does the name and photo match the person?
poster-step-decide = You still decide.
poster-square = Practise here: this square opens the page where you type a code.
poster-print = Print this poster
poster-medicine = For medicine or money, type the address yourself and use the code.

## Faults

fault-not-found-title = Page not found
fault-not-found = Check the address, or go to the start page.
fault-bad-request-title = We could not read that
fault-bad-request = Go back and try again. Nothing was changed.
fault-not-allowed-title = You cannot do that here
fault-not-allowed = You may not have the right role, or the page is from before you signed in. Go back, load the page again, and try once more.
fault-too-large-title = That is too long
fault-too-large = A square or a code is much shorter. Scan it again, or type the code printed under it.
fault-too-many-title = Too many tries
fault-too-many = Wait a few minutes, then try again. If it cannot wait, ring the hub.
fault-method-title = That did not work
fault-method = Go back and try again.
fault-unavailable-title = Not working right now
fault-unavailable = Wait a minute, then try again. If it cannot wait, ring the hub.
fault-ours-title = Something went wrong
fault-ours = This is our fault. Try again in a minute. If it happens again, tell the hub.
fault-start = Go to the start page
