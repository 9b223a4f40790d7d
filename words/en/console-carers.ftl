### The console's pages about young people: search, record, agreements, photo.

## Search

carers-search-title = Find a young person
carers-search-name = Name
carers-search-name-hint = Part of a first name, surname or known-as name. Accents and apostrophes do not matter.
carers-search-school = School or college
carers-search-any-school = Any school
carers-search-state = Card
carers-search-any-state = With or without a card
carers-search-button = Search
carers-add-link = Add a young person
carers-found = { $count ->
    [one] 1 young person found
   *[other] { $count } young people found
  }
carers-found-many = The first 200 are shown. Type more of the name to see fewer.
carers-found-none = Nobody is found. Type less of the name, or another school. If they are new here, add them.
carers-found-start = Type part of a name. To see everybody, leave it empty and press Search.
carers-column-name = Name
carers-column-born = Born
carers-column-school = School
carers-column-state = Card
carers-state-with-card = Has a card
carers-state-without-card = No card
carers-state-caring-ended = Caring has ended
carers-protected = Protected

## Adding and changing

carers-add-title = Add a young person
carers-change-title = Change the record
carers-given = First name
carers-given-hint = Or the only name, if there is just one.
carers-family = Surname (optional)
carers-known = What they are called (optional)
carers-known-hint = This stands on the card with the first letter of the surname.
carers-born = Date of birth
carers-born-hint = For example 27/3/2012. It never stands on a card.
carers-school = School or college (optional)
carers-school-hint = Naming it here tells the school nothing.
carers-no-school = No school
carers-protected-label = Protect this record
carers-protected-hint = If somebody may not be safe: no school list and no letters. What a school may know ends at once.
carers-add-button = Add to the books
carers-save = Save
carers-born-wrong = Type the date of birth as day, month and year, for example 27/3/2012
carers-born-to-come = The date of birth must be in the past
carers-born-too-young = A young person here is at least 5. Check the year
carers-born-too-old = A young person here is at most 25. Check the year
carers-given-empty = Type the first name
carers-name-long = A name can have at most 100 letters and must be on one line
carers-name-card = This name does not fit on a card. Type a shorter one under “What they are called”
carers-school-wrong = Choose a school from the list
carers-alike-title = Is this the same young person?
carers-alike-text = Somebody on your books has the same names, or the same birthday and a name in common. Look before you add them again.
carers-alike-button = Add as a different person
carers-stale-title = Somebody else changed this record
carers-stale-text = Nothing is saved yet. What you typed is still here; every field that you did not touch shows what the record says now. Look at each, then save.
carers-stale-now = The record now says: { $value }
carers-stale-nothing = nothing
carers-stale-yes = yes
carers-stale-no = no

## A record

carers-age = { $age } years old
carers-back = Find a young person
carers-turning-18 = Turns 18 on { $date }. From then on they agree for themselves: ask them about photo, school and phone.
carers-turning-26 = Turns 26 on { $date }. The books are for people up to 25: plan with them what comes after.
carers-turned-26 = They are older than 25. Say that caring support here has ended, or erase the record.
carers-details = Details
carers-full-name = Name
carers-called = Called
carers-change = Change
carers-no-known = Their first name
carers-contact = How to reach them
carers-contact-none = Nothing is written down. Ask them what is safe before anybody rings or writes.
carers-contact-add = Write down what is safe
carers-agreements = What is agreed
carers-agreement-photo = A photo on the card
carers-agreement-school = My school may know
carers-agreement-phone = A card on a phone
carers-agreement-none = Not agreed
carers-agreement-young-person = Agreed by themselves on { $date }
carers-agreement-adult = Agreed by { $name } on { $date }
carers-agreement-hub = Decided by the hub on { $date }: { $reason }
carers-agreement-note = Note an agreement
carers-agreement-take-back = Take back
carers-cards = Cards
carers-cards-none = No card yet.
carers-card-printed = Printed card
carers-card-fare = Fare card
carers-card-phone = Card on a phone
carers-card-active = In use
carers-card-superseded = Renewed
carers-card-ended = Ended
carers-card-withdrawn = Not in use
carers-card-lost = Reported lost
carers-column-card = Card
carers-column-until = Last day
carers-column-now = Now
carers-photo = Photo
carers-photo-of = Photo of { $name }
carers-photo-kept = Saved
carers-photo-none = No photo. A card without one is fine.
carers-who-looked = Who looked
carers-who-looked-hint = Every look at this record is kept. The young person may ask to see this list.
carers-looked = { $times ->
    [one] once
   *[other] { $times } times
  }
carers-looked-operator = the operator of the server
carers-looked-server = the server itself
carers-looked-former = a former colleague
carers-column-who = Who
carers-column-day = Day
carers-column-times = How often
carers-more = More
carers-caring-end = Caring has ended
carers-caring-ended-on = Caring ended on { $date }
carers-erase = Erase this record

## How to reach them

wishes-title = How to reach { $name }
wishes-by = How would they like to be reached?
wishes-by-text = Text message
wishes-by-call = Call
wishes-by-email = E-mail
wishes-by-letter = Letter
wishes-by-in-person = In person
wishes-contact = The one number or address that is safe
wishes-contact-hint = Links, letters and new codes go only there.
wishes-time = When is it safe? (optional)
wishes-time-hint = For example: weekdays from 15:30 to 17:00
wishes-caution = What should nobody do? (optional)
wishes-caution-hint = For example: leave no message, say no name
wishes-time-short = Safe time
wishes-caution-short = Never
wishes-by-empty = Choose how they would like to be reached
wishes-contact-empty = Type the number or address that is safe, up to 200 letters
wishes-text-long = Use up to 200 letters on one line

## Agreements

agreement-title-photo = { $name }: a photo on the card
agreement-title-school = { $name }: my school may know
agreement-title-phone = { $name }: a card on a phone
agreement-what-photo = The photo stands on the printed card and is kept by the hub. A card without a photo is fine too.
agreement-what-school = Their school’s staff can then see their name and what is arranged at school. It can be taken back at once.
agreement-what-phone = They can then show their card on a phone.
agreement-who = Who agrees?
agreement-by-young-person = The young person
agreement-by-young-person-hint = You talked about it and they understand what it means.
agreement-by-adult = An adult for them
agreement-by-hub = The hub decides without an adult
agreement-by-hub-hint = Only for a phone card under 13. Write down why no adult was asked.
agreement-adult = The adult’s name
agreement-adult-hint = Only where an adult agrees for them.
agreement-reason = Why no adult was asked
agreement-how = How did they agree?
agreement-how-in-person = In person
agreement-how-call = In a call
agreement-how-in-writing = In writing
agreement-on = On which day?
agreement-on-hint = For example 27/3/2026
agreement-button = Save the agreement
agreement-who-empty = Choose who agrees
agreement-how-empty = Choose how they agreed
agreement-on-wrong = Type the day they agreed as day, month and year, for example 27/3/2026
agreement-on-to-come = The day they agreed must be today or earlier
agreement-adult-empty = Type the adult’s name, up to 200 letters
agreement-reason-empty = Type why no adult was asked, up to 200 letters
agreement-needs-adult = Under 13, a phone card needs a named adult, or the hub’s reason why not
agreement-not-hub = The hub cannot agree to this itself. Choose the young person or an adult
agreement-grown-up = From 18 on the young person agrees for themselves
agreement-protected = This record is protected, so no school may know
agreement-no-school = Name their school in the record first

## Caring has ended

caring-title = { $name }: caring has ended
caring-text = New cards then end within three months of that day. Cards they hold now go on until their own last day unless you withdraw them.
caring-on = On which day did caring end?
caring-on-wrong = Type the day as day, month and year, for example 27/3/2026
caring-on-to-come = The day must be today or earlier
caring-button = Save
caring-again = Caring goes on after all

## Photo

photo-title = Photo of { $name }
photo-needs-agreement = Nobody has agreed to a photo yet. Note the agreement first.
photo-file = Choose a photo
photo-file-hint = JPEG, PNG or WebP, up to 10 MB. What the camera noted, such as the place, is removed.
photo-crop = Which part?
photo-crop-hint = Leave these as they are to keep the middle. With the photo on screen you can also drag it.
photo-across = Left or right
photo-down = Up or down
photo-closer = Closer
photo-preview = How the photo will look
photo-button = Save the photo
photo-remove = Remove the photo
photo-empty = Choose a photo
photo-unreadable = The file is not a photo we can read. Use a JPEG, PNG or WebP file
photo-heic = This is a HEIC photo from an iPhone. Open it, choose Share, Save as JPEG (or send it to yourself by e-mail), then choose that file
photo-file-large = The file is larger than 10 MB. Save it smaller and choose it again
photo-pixels = The photo has too many pixels. Save it at most 5,000 pixels wide and high
photo-detailed = The photo cannot be made small enough. Take one in front of a plain wall

## Erasing

erase-title = Erase { $name }
erase-text = The record, photo, agreements and cards are deleted. Their cards stop working at once. This cannot be undone.
erase-kept = What is kept: that something was done and when, without a name or any detail.
erase-sure-label = Erase everything about { $name }
erase-button = Erase for good
erase-sure-empty = Tick the box if you mean to erase this record

## Done

carers-done-added = Added to the books
carers-done-changed = Saved
carers-done-agreed = Agreement saved
carers-done-taken-back = Agreement taken back
carers-done-photo = Photo saved
carers-done-photo-removed = Photo removed
carers-done-erased = Erased
