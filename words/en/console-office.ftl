### The console's pages about the hub itself: colleagues, sessions, arrangements in use, texts, keys.

office-title = Your hub
office-stale-title = Somebody else changed this page
office-stale-text = What you typed is still here and nothing is saved yet. Under each part you see what is kept now. Change what you need, then save.

## The arrangements by their names, as staff know them

arranged-time-out = Time out
arranged-time-out-about = They may leave the room for some minutes and go to an agreed place.
arranged-phone-on-silent = Phone on silent
arranged-phone-on-silent-about = They may keep a phone on silent and answer home.
arranged-late-arrival = Late arrival
arranged-late-arrival-about = They may arrive late without a sanction, and sign in at reception.
arranged-leave-early = Leaving early
arranged-leave-early-about = They may leave some minutes before the end.
arranged-homework-time = Time for homework
arranged-homework-time-about = They may need more time for homework.
arranged-speak-to = Somebody to speak to
arranged-speak-to-about = Instead of asking about home, speak to one person.
arranged-collect-arranged = Collecting medicine
arranged-collect-arranged-about = They may be collecting for somebody they look after. The hub noted the consent.
arranged-flexible-appointments = Flexible appointments
arranged-flexible-appointments-about = Appointments outside school hours, and calls after 15:30.
arranged-may-discuss = May be told about
arranged-may-discuss-about = The patient told the practice that it may talk about medicines or appointments.
arranged-fare = Fare
arranged-fare-about = A fare band, on a card of its own without a name.

## Arrangements in use

office-arrangements-title = Arrangements in use
office-arrangements-about = What a card can say at this hub, and what you usually agree.
office-arrangements-lead = Tick what staff can choose for new cards. What you put in as usual is filled in for them, and they can change it. Cards that are out already stay as they are.
office-arrangements-done = Arrangements in use saved
office-in-use = in use
office-not-in-use = not in use
office-minutes = { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
  }
office-usual-minutes = Usual minutes (optional)
office-usual-minutes-hint = 1 to 60
office-usual-place = Usual place (optional)
office-usual-place-other = Another place
office-usual-role = Usual person (optional)
office-usual-role-other = Another person’s role
office-usual-other-hint = Only if it is not in the list. Up to 24 letters. Name no person and no service: everybody who checks the card reads it.
office-usual-none = Nothing usual
office-minutes-wrong = Type a number of minutes from 1 to 60, or leave it empty
office-place-wrong = A place can have up to 24 letters and no quotation marks
office-role-wrong = A role can have up to 24 letters and no quotation marks
office-none-in-use = Leave at least one arrangement in use, or no card can be made
