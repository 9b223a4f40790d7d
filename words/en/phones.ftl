### Cards on phones, in the record of who did what.

phones-who = Their own phone
did-phone-activated = Took a card onto a phone
did-phone-added = Put a card on a phone
did-phone-changed = Changed what a phone may show
did-phone-codes-made = Made new codes for a phone
did-phone-codes-shown = Looked at the codes for a phone
did-phones-listed = Looked at phones
did-phone-card-issued = Fetched a card anew
did-phone-choices-kept = Chose what is shown
did-phone-code-wrong = Typed a wrong code
did-phone-stopped = Stopped a phone whose keys were copied
