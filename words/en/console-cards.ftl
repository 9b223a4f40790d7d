### The console's pages about cards: choosing, preview, the card's own page, and what can be done with it.

## Choosing

cards-title-add = New card for { $name }
cards-title-renew = Renew the card of { $name }
cards-title-replace = Replace the card of { $name }
cards-intro-add = Choose together with them. Nothing is on the card but what you tick here.
cards-intro-renew = The new card follows the old one. The old one stays good until its own last day, unless you take something off or change it: then the old one is refused at once.
cards-intro-replace = For a card that is damaged, misprinted or says the wrong thing. The old one is refused at once.
cards-name-label = Name on the card
cards-name-change = Change the name
cards-ends = Last day
cards-ends-hint = Usually a year. For example 31/8/2027.
cards-preview-button = Preview
cards-button-add = Issue the card
cards-button-renew = Renew the card
cards-button-replace = Replace the card
cards-ends-wrong = Type the last day as day, month and year, for example 31/8/2027
cards-ends-past = The last day must be today or later
cards-ends-late = The last day must be within three years
cards-ends-grace = Caring has ended, so the last day can be { $date } at the latest
cards-elsewhere-title = They already have this card
cards-elsewhere-text = It was issued before you sent this, perhaps by a colleague. What you chose is still here. To change what their card says, renew it or replace it.
cards-elsewhere-link = Look at the card they have
cards-has-all = They have a printed card and a fare card. To change what one says, renew it or replace it.
cards-has-all-link = See their cards

## Arrangements

choice-setting-school = At school or college
choice-setting-school-hint = The usual choice for paper.
choice-setting-pharmacy = At a pharmacy
choice-setting-gp = At a GP practice
choice-setting-paper-hint = Ask them first: whoever scans a printed card could read everything on it. Tick this only if they want it on paper.
choice-setting-transport = On a bus or train
choice-setting-transport-hint = The fare is printed on a card of its own. Its square has no name.
choice-time-out = May leave the room
choice-phone-on-silent = May keep a phone on silent and answer home
choice-late-arrival = May arrive late and sign in at reception
choice-leave-early = May leave early
choice-homework-time = May need more time for homework
choice-speak-to = Don’t ask about home: speak to somebody they name
choice-collect-arranged = May collect medicine for somebody they look after
choice-flexible-appointments = Appointments outside school hours, calls after 15:30
choice-may-discuss = The practice may talk to them about the patient’s care
choice-fare = A fare band
choice-minutes = For up to how many minutes?
choice-minutes-early = How many minutes early?
choice-place = Where do they go? (optional)
choice-place-none = Nowhere in particular
choice-role = Whom should people speak to?
choice-role-none = Choose somebody
choice-other = Another, typed below
choice-place-other = Which place?
choice-role-other = Who?
choice-other-hint = Up to 24 letters. Don’t name a person or a support service: everybody who checks the card reads this.
choice-noted-collect = On which day did the patient agree?
choice-noted-discuss = On which day did the patient tell the practice?
choice-noted-hint = For example 3/3/2026. It counts for twelve months. It ends at once when they ask.
choice-topics = What may the practice talk about?
choice-medicines = Medicines
choice-appointments = Appointments
choice-band = Which band?
choice-band-none = Choose a band
choice-fare-child = Child
choice-fare-16-18 = 16 to 18
choice-fare-concession = Concession
choice-nothing = Tick at least one arrangement
choice-minutes-wrong = Type a number of minutes from 1 to 60
choice-place-empty = Choose a place from the list
choice-role-empty = Choose whom people should speak to
choice-place-typed-empty = Type which place, or choose one from the list
choice-role-typed-empty = Type whom to speak to, or choose from the list
choice-text-long = Use up to 24 letters
choice-text-forbidden = Use letters, numbers and simple signs, without quotation marks
choice-noted-wrong = Type the day as day, month and year, for example 3/3/2026
choice-noted-to-come = The day must be today or earlier
choice-noted-over = That was more than twelve months ago. Ask again, then type the new day
choice-topics-empty = Tick what the practice may talk about
choice-band-empty = Choose a fare band

## When the square is too full

dense-one = There is too much text for the square. Make this { $letters ->
    [one] 1 letter
   *[other] { $letters } letters
  } shorter, or choose from the list
dense-either = There is too much text for the square. Make this { $letters ->
    [one] 1 letter
   *[other] { $letters } letters
  } shorter, or another marked text instead
dense-all = There is too much text for the square. Make this { $letters ->
    [one] 1 letter
   *[other] { $letters } letters
  } shorter, and the other marked texts too
dense-name = The name is too long for what is chosen. Make it { $letters ->
    [one] 1 letter
   *[other] { $letters } letters
  } shorter in their record, or shorten another marked text
dense-warning = The square is very fine, so some phones may be slow to read it. A shorter text, or one from the list, makes it easier to scan.

## Preview

preview-title = Preview
preview-empty = Tick an arrangement to see what people will be told.
preview-faulty = Put right what is marked, then look again.
preview-said = Preview updated
preview-said-faulty = The preview waits: something needs to be put right
preview-checkers = What people who check it are told
preview-none = Before they say where they are

## About the young person

notes-protected = This record is protected. Nothing goes to a school list or into a letter: hand the card over in person. The card shows your hub’s name. Ask them whether a card is safe at all, and choose only what they need.
notes-caring-ended = Caring ended on { $date }. A card can last until { $until }.
notes-caring-over = Caring ended on { $date } and the three months after it are over, so there is no new card. If caring goes on after all, say so first.
notes-caring-link = Caring has ended
notes-older = They are older than 25. Plan with them what comes after, and choose a near last day.
notes-under-13 = They are under 13. A printed card is fine without anybody else’s agreement. A card on a phone is not.
notes-no-photo = There is no photo. The card says so, and people match the name alone. You can add a photo first.
notes-no-photo-link = Add a photo
notes-photo-not-agreed = There is a photo, but nobody’s agreement to it counts today, so it is not printed. Ask them, then note it.
notes-photo-not-agreed-link = Note an agreement

## A card

card-page-printed = Printed card of { $name }
card-page-fare = Fare card of { $name }
card-page-phone = Phone card of { $name }
card-page-says = What it says
card-page-ends = Last day
card-page-handed-over = Handed over
card-page-not-yet = Not yet
card-page-before = The card before
card-page-after = The card after
card-page-now = The card they have now
card-page-other = Their other card
card-page-look = Look at it
card-page-lost = This card was reported lost on { $date }. Ring them. If it is lost, replace it or withdraw it.
card-page-former-name = The card says “{ $name }”, and the record says another name now. Replace it if that matters to them.
card-page-superseded = A newer card was issued. This one is good until its own last day.
card-page-ended = This card has ended. Renew it, or issue another.
card-page-withdrawn = This card is not in use. Whoever checks it is told so, and never why.
card-page-withdrawn-again = Withdrawn by mistake? Nobody can undo it, but you can issue another card like it.
card-page-seen = What people who check it are told
card-page-do = What you can do
card-page-print = Print the card
card-page-print-sheet = Print on A4
card-page-print-letter = Print a letter
card-page-print-too-fare = Print their fare card too
card-page-print-too-printed = Print their printed card too
card-page-hand-over = Mark as handed over
card-page-renew = Renew it
card-page-renew-hint = with the same or other arrangements
card-page-lost-link = It is lost
card-page-lost-hint = refuse it and issue another, at once
card-page-replace = It is damaged, misprinted or wrong
card-page-replace-hint = issue another in its place
card-page-withdraw = Withdraw it
card-page-withdraw-hint = without another card
card-page-again = Issue one like it
card-page-history = History
card-page-history-when = { $date }, { $time }
card-page-column-when = When
card-page-column-what = What
card-page-column-who = By
history-issued = Issued
history-issued-renewing = Issued after an earlier card
history-issued-replacing = Issued in place of an earlier card
history-renewed = Renewed: a newer card was issued
history-replaced = Replaced: refused, and another card was issued
history-printed = Printed
history-handed-over = Handed over
history-lost = Reported lost
history-withdrawn = Withdrawn
history-withdrawn-with = Withdrawn together with the newer card
history-given-up = Given up, since it could not be finished

## A lost card

lost-title = Is the card of { $name } lost?
lost-text = The old card is refused at once, wherever somebody checks it. A new card with the same arrangements and the same last day takes its place. You can print it straight away.
lost-button = Refuse it and issue a new card
lost-too-fare = Their fare card is lost too
lost-too-printed = Their printed card is lost too
lost-only = Withdraw it without a new card
cards-lost-without-next = The lost card is refused from now on. There is no new card yet.
cards-lost-both-without-next = Both lost cards are refused from now on. There are no new cards yet.
cards-lost-both-one-next = Both lost cards are refused from now on. One new card is issued, the other one is not yet.

## Withdrawing

withdraw-title = Withdraw the card of { $name }?
withdraw-text = The card stops working at once and for good. Whoever checks it reads “Card not in use”, and never a reason.
withdraw-earlier = Earlier cards that are still good stop working too.
withdraw-button = Withdraw the card

## Done

cards-done-issued = The card is issued. Print it, then hand it over.
cards-done-issued-both = A printed card and a fare card are issued. Print both, then hand them over.
cards-done-renewed = Renewed. Print the new card, then hand it over.
cards-done-narrowed = Renewed. Something was taken off or changed, so the old card is refused from now on. Print the new one.
cards-done-replaced = The old card is refused from now on. Print the new one.
cards-done-lost = The lost card is refused from now on. Print the new one.
cards-done-lost-both = Both lost cards are refused from now on. Print the new ones.
cards-done-handed-over = Handed over
cards-done-withdrawn = Withdrawn. It is refused from now on.
cards-done-again = A card like it is issued. Print it, then hand it over.
cards-done-already = That was done already. This is the card they have now.
cards-done-has-one = They have a card already. This is it.
cards-done-withdrawn-before = This card was withdrawn already.
cards-done-superseded = This card was renewed already. This is the newer one.

## On a record

carers-cards-issue = Issue a card
carers-cards-issue-fare = Add a fare card
carers-cards-issue-printed = Add a printed card
carers-cards-lost = Lost card
carers-column-do = What to do
