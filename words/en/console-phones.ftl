### The console's pages about cards on phones, and the letter that takes a card there.

phones-title = Phones
phones-none = No phone has their card.
phones-add = Put on a phone
phones-page = Phone of { $name }
phones-state-waiting = Waiting
phones-state-in-use = In use
phones-state-ended = Ended
phones-state-removed = Removed
phones-since = In use since
phones-seen = Last heard of
phones-until = Last day
phones-wallet = Kept in
phones-wallet-ours = Pass
phones-wallet-named = another wallet app ({ $name })
phones-wallet-unnamed = another wallet app
phones-another-note = Another wallet app keeps this card. Such an app cannot yet show it as a square that people scan.
phones-column-phone = Phone
phones-listed = Phone { $number }
phones-lost = Lost phone
phones-agreement-note = If you take back the agreement to a phone, every phone is refused at once.

## Putting a card on a phone

phones-add-title = Put a card on a phone for { $name }
phones-change-title = Change what the phone of { $name } may show
phones-add-intro = Choose together with them. It starts with what is on the cards they have. On a phone each place sees only its own part, so ticking more tells nobody more. They can hide any of it by themselves.
phones-change-intro = What you add reaches the phone by itself, the next time it is online. What you take off or change is refused at once, wherever somebody checks it. The phone fetches the rest by itself. Printed cards stay as they are.
phones-place-hint = Only here is this part seen.
phones-add-button = Put on a phone
phones-change-button = Save
phones-not-agreed = Nobody’s agreement to a card on a phone counts today. Ask first, then note it.
phones-three = There are { $count } phones already. Remove one that is not used any more.
phones-three-link = See their phones
phones-too-full = There is too much text for the square of one place. Make this shorter, or choose places and roles from the list

## A phone that waits

phones-give = Give them the card
phones-give-lead = They need two things: the square, and a code of 6 digits. Hand them over in two ways, so that nobody who finds one has the card.
phones-square-title = First: the square
phones-letter-button = Print the letter
phones-square-button = Show the square on this screen
phones-protected = This record is protected, so there is no letter. Show the square on your screen when they are with you.
phones-code-title = Second: the 6 digits
phones-code-tell = Tell them face to face, or in a call to the number you know. Never in the letter, and never in the same message as the link.
phones-code-until = The codes are good until { $date }.
phones-code-tries = { $count ->
    [one] One more wrong try, and they are dead.
   *[other] They take { $count } wrong tries.
  }
phones-codes-button = Make new codes
phones-codes-hint = If somebody else may have seen them. The old ones are dead at once.
phones-codes-over = The codes have run out, after 7 days or 5 wrong tries. Make new ones, then print a new letter.
phones-no-codes = These codes are over. Make new ones.
phones-reach = How to reach them safely
phones-reach-lead = Ask yourself each time: does a letter or a call reach them alone?
phones-others = They want to use another wallet app
phones-others-lead = Any wallet app that knows OpenID4VCI can take the card, one place at a time, with the same 6 digits. Such an app keeps the card, but cannot yet show it as a square that people scan.
phones-other-square = Square for a wallet app: { $place }

## The square on the screen

phones-square-page = Square for the phone of { $name }
phones-square-scan = They scan this with the camera of their phone.
phones-square-iphone = On an iPhone, they first add Pass to the home screen: open { $address } in Safari, press Share, then “Add to Home Screen”. They open Pass there and scan from inside it.
phones-square-type = No camera? They open { $address } and type:
phones-square-tell = Then tell them the 6 digits
phones-square-drawn = Square that puts the card on their phone

## A phone

phones-ended-note = The last day of this card is past. A card on a phone is not made longer: put it on the phone anew, with a new letter or square and new 6 digits. Without another card, it starts with what this one said. Then remove this one.
phones-anew = Put on a phone anew
phones-until-grace = Caring has ended, so a phone shows this card for three months more and no longer.
phones-until-note = A card on a phone is not made longer. When its last day comes near, put it on the phone anew.
phones-shows = What it may show
phones-change = Change what it may show
phones-do-remove = It is lost, or not theirs any more
phones-do-remove-hint = refuse it at once. Their printed card lives on
phones-do-change-hint = add something, or take something off
phones-do-put-hint = too, with the same arrangements or more
phones-remove-title = Remove the phone of { $name }?
phones-remove-text = Whoever checks this phone from now on reads “Card not in use”, within two seconds, and never why. Their printed card and their other phones go on as before.
phones-remove-again = You can put the card on a phone again at any time.
phones-remove-button = Remove the phone

## Done

phones-done-put = The card waits for the phone. Print the letter, or show the square.
phones-done-changed = Saved. The phone fetches it by itself.
phones-done-narrowed = Saved. What was taken off or changed is refused from now on. The phone fetches the rest by itself.
phones-done-codes = There are new codes. The old ones are dead.
phones-done-activated = The phone has its card by now, so it needs no codes.
phones-done-removed = The phone is removed. It is refused from now on.
phones-done-taken-back = Taken back. All their phones are refused from now on.

## On other pages

phones-note-renew = Their phones stay as they are. Change what a phone may show on the phone’s own page.
phones-note-withdraw = Their phones go on working. Remove a phone on its own page.
phones-note-caring = A card on a phone ends three months after that day, by itself.
phones-note-erase = Every phone of theirs is refused at once, and what they wrote to you is deleted.
phones-note-protect = Their phones go on working: remove any that somebody else can open. No letter for a phone is written.
history-phone-added = Put on a phone
history-phone-codes = New codes made
history-phone-activated = Taken onto the phone
history-phone-changed = Changed what it may show
did-lost-code-made = Made a lost code
did-lost-code-used = Used a lost code
did-phone-letter-written = Wrote a letter for a phone

## The letter, for somebody of nine or older, safe to be opened by anybody

phone-letter-title = Letter for a phone
print-hint-phone-letter = Print it on A4. The 6 digits are not in it: tell them another way.
phone-letter-lead = Here is your Pass for your phone. It says what has been agreed for you.
phone-letter-put-title = Put it on your phone
phone-letter-iphone = An iPhone? First open { $address } in Safari. Press Share, then “Add to Home Screen”. Open Pass from there, and scan the square from inside it.
phone-letter-scan = Another phone? Scan the square with its camera.
phone-letter-type = No camera? Open { $address } and type the code beside the square.
phone-letter-digits = You are asked for 6 numbers. We tell you those another way.
phone-letter-until = This works until { $date }. After that, ask us for new codes.
phone-letter-code = Code
phone-letter-square = Square that puts your Pass on your phone
phone-letter-lost-title = If your phone or card is lost
phone-letter-lost = Open { $address } on any phone or computer, and type this lost code:
phone-letter-lost-ring = Or ring us on { $telephone }. Nobody will be cross. Your phones stop at once, and we ring you about your card.
phone-letter-keep = Keep this letter where only you find it.
