### The console's pages about the hub itself: colleagues, sessions, arrangements in use, texts, keys.

office-title = Your hub
office-stale-title = Somebody else changed this page
office-stale-text = What you typed is still here and nothing is saved yet. Under each part you see what is kept now. Change what you need, then save.

office-role-manager = Manager
office-role-worker = Worker
office-role-manager-about = Everything a worker does, and this hub’s colleagues, texts and arrangements.
office-role-worker-about = Young people’s records and cards.

## Colleagues

colleagues-title = Colleagues
colleagues-about = Who works here, inviting somebody, ending access, and help for a lost phone.
colleagues-invite = Invite a colleague
colleagues-name = Name
colleagues-email = Email address
colleagues-role = Role
colleagues-since = Since
colleagues-seen = Last here
colleagues-seen-never = Not yet
colleagues-you = (you)
colleagues-open = Invitations not used yet
colleagues-open-none = No invitation is open.
colleagues-former = Left in the last 12 months
colleagues-former-lead = Each name leads to everything they did here. After 12 months the names are forgotten.
colleagues-left = Left on
colleagues-until = Opens until
colleagues-resets = New sign-in
colleagues-call-back = Call back
colleagues-change-role = What { $name } may do
colleagues-role-save = Save the role
colleagues-lost = Lost phone or codes
colleagues-lost-text = Make a link with which { $name } sets a new password and a new code. They are signed out everywhere at once. Be sure that you speak to them in person or on a number you know.
colleagues-lost-button = Make the link
colleagues-sign-out-title = Left signed in somewhere
colleagues-sign-out-text = Sign { $name } out of this hub and its desks, for example when a laptop is lost. They can sign in again.
colleagues-sign-out-button = Sign them out
colleagues-end = End { $name }’s access
colleagues-end-link = End their access
colleagues-end-text = { $name } is signed out of this hub at once and cannot sign in to it again. What they did stays in the record.
colleagues-end-button = End access
colleagues-did = What { $name } did here
colleagues-did-lead = The newest are first. About whom is not shown here: each young person’s record shows who opened it.
colleagues-did-none = Nothing yet.
colleagues-did-what = What
colleagues-did-when = When
colleagues-did-times = { $what } ({ $count } times)
colleagues-oneself = You cannot change your own access. Ask another manager
colleagues-last-manager = This is the last manager. Make somebody else a manager first
colleagues-works-elsewhere = They work for another hub too. Ask whoever runs the server to reset their sign-in
colleagues-works-here = Somebody with this address works here already. You can change their role
colleagues-done-role = Role saved
colleagues-done-ended = Access ended
colleagues-done-signed-out = They are signed out
colleagues-done-called-back = Invitation called back. Its link does not open any more.
invite-name-hint = Their colleagues see it, and it stands in the record.
invite-email-hint = They sign in with it.
invite-button = Make the link
invite-name-wrong = Type their name, up to 100 letters
invite-email-wrong = Type an email address, such as alex@example.uk
invite-role-empty = Choose a role
link-title = Give this link to { $name }
link-lead = It opens once, until { $until }. Whoever opens it first gets in, so hand it to { $name } alone: in person, or in a message that only they read.
link-once = You see it only now. If it gets lost, call it back under Colleagues and make another.
link-label = Link
link-done = Back to colleagues

## What somebody did, as the record calls it

did-something = Something else
did-access-ended = Ended a colleague’s access
did-agreement-noted = Noted an agreement
did-agreement-withdrawn = Took an agreement back
did-agreements-listed = Looked at agreements
did-arrangements-in-use-changed = Changed the arrangements in use
did-came-to-work = Came here from another hub
did-card-drafted = Prepared a card
did-card-given-up = Left a card unmade
did-card-handed-over = Noted a card as handed over
did-card-issued = Issued a card
did-card-opened = Looked at a card
did-card-printed = Printed a card
did-card-run-finished = Finished making cards for many
did-card-run-shown = Looked at cards being made for many
did-card-run-started = Began to make cards for many
did-card-signed = Signed a card
did-card-withdrawn = Withdrew a card
did-cards-listed = Looked at cards
did-cards-of-a-key-listed = Looked at all cards of a key
did-contact-wishes-kept = Changed contact wishes
did-contact-wishes-shown = Looked at contact wishes
did-hub-added = Added the hub
did-faulty-rows-fetched = Fetched the rows of a spreadsheet to correct
did-hub-texts-changed = Changed the hub’s texts
did-import-cleared = Cleared a spreadsheet away
did-import-finished = Finished adding from a spreadsheet
did-import-left = Left a spreadsheet
did-import-reviewed = Decided about rows of a spreadsheet
did-import-shown = Looked at a spreadsheet
did-import-started = Started adding from a spreadsheet
did-import-undoing = Began to undo a spreadsheet
did-import-undone = Undid a spreadsheet
did-spreadsheet-read-in = Read a spreadsheet in
did-invitation-accepted = Joined by a link
did-invitation-called-back = Called an invitation back
did-invited = Made a link for a colleague
did-key-made = Made a key
did-key-activated = Put a key into use
did-key-published = Published a key
did-key-refused = Refused a key
did-key-retired = Withdrew a key
did-list-opened = Opened a list
did-organisation-added = Added an organisation
did-organisation-changed = Changed an organisation
did-organisation-closed = Closed an organisation
did-photo-kept = Kept a photo
did-photo-removed = Removed a photo
did-photo-shown = Looked at a photo
did-printer-measured = Noted what a printer prints
did-record-added = Added a young person
did-record-changed = Changed a record
did-record-erased = Erased a record
did-record-opened = Opened a record
did-records-compared = Looked for the same young person
did-records-searched = Searched
did-role-ended = Ended a role
did-role-given = Gave a role
did-role-changed = Changed a colleague’s role
did-school-left = Noted that somebody left school
did-signed-in = Signed in
did-signed-out = Signed out
did-signed-out-elsewhere = Signed out everywhere else
did-sessions-ended = Signed a colleague out
did-password-changed = Changed their password
did-sign-in-ended = Closed an old sign-in

## The whole history of a young person's record, and of what a colleague did

history-carer-link = Everything that was done, and who looked
history-carer-title = History of { $name }
history-carer-lead = The newest are first. Who opens this page stands in it from then on, too.
history-colleague-link = Everything they did here, page by page
history-colleague-title = Everything { $name } did here
history-colleague-lead = The newest are first. About whom is not shown here: each young person’s record has its own history.
history-page = Page { $page } of { $pages }
history-pages = Pages
history-newer = Newer
history-older = Older
did-history-opened = Looked at a history

## My sessions

sessions-title = Where you are signed in
sessions-about = End a session that you forgot, or all of them.
sessions-lead = A session ends by itself after 30 minutes without use, and after 12 hours. One at a desk ends at midnight.
sessions-code-hint = Needed to sign out elsewhere. 6 digits that change every 30 seconds.
sessions-where = Browser
sessions-unknown = A browser
sessions-here = this one
sessions-hub = Hub or desk
sessions-since = Signed in
sessions-seen = Last used
sessions-end = Sign out
sessions-end-others = Sign out everywhere else
sessions-only = You are signed in nowhere else.
sessions-done-one = Session ended
sessions-done-others = You are signed out everywhere else

## My password

password-title = Change your password
password-about = Choose a new one. You stay signed in here and nowhere else.
password-lead = You stay signed in here. Everywhere else you are signed out at once.
password-old = Your password now
password-new = New password
password-button = Change the password
password-not-proved = The password or the code is not right. A code works once: if you just used it, wait for the next.
password-done = Password changed. You are signed out everywhere else.
again-code-wrong = The code is not right. A code works once: if you just used it, wait for the next.

## Choosing the hub

choose-title = Which hub do you work for now?
choose-change = Change hub
choose-here = You are here now

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

## What the hub says of itself

texts-title = Your hub’s texts
texts-about = Name, number and colour on cards, opening hours, and your words in the letter.
texts-card = On cards
texts-card-lead = Cards that are printed stay as they are. Who checks one reads the new name and number at once.
texts-name = Name of the hub
texts-name-hint = It stands on every card, so it must not tell what the hub is for.
texts-telephone = Telephone number
texts-telephone-hint = People ring it when a card needs help, for example 01632 960100
texts-accent = Colour of cards
texts-accent-hint = As # and 6 letters or digits, for example #3b3573. White letters must be readable on it.
texts-letter = In the letter that goes with a card
texts-letter-lead = Who opens the letter may not be the young person. Write nothing here that says why they have a card.
texts-hours = When somebody answers (optional)
texts-hours-hint = For example Monday to Friday, 9:00 to 17:00
texts-greeting = Beginning (optional)
texts-greeting-hint = Up to 600 letters. An empty line starts a new paragraph.
texts-closing = End (optional)
texts-closing-hint = Up to 600 letters, for example who signs.
texts-done = Texts saved
texts-name-empty = Type the hub’s name
texts-name-long = A name can have at most 60 letters
texts-name-unseen = The name has a letter that cannot be seen. Type it again
texts-name-says-carer = The name must not say “carer”: everybody who checks a card reads it
texts-telephone-wrong = Type a telephone number, for example 01632 960100
texts-accent-wrong = Type a colour as # and 6 letters or digits, for example #3b3573
texts-accent-light = White letters cannot be read on this colour. Choose a darker one
texts-hours-long = Type at most 200 letters
texts-text-long = Type at most 600 letters
texts-wrong = A text has a letter that cannot be seen. Type it again

## Keys

keys-title = Keys that sign your cards
keys-about = Which key signs now, which one is next, and which are over.
keys-lead = A key makes your cards genuine: whoever checks a card sees that your hub signed it and nobody changed it.
keys-operator = Whoever runs the server changes keys. Tell them at once if you think that somebody copied one.
keys-key = Key
keys-state = Now
keys-meaning = What it means
keys-state-active = Signs
keys-state-published = Next
keys-state-retired = Over
keys-state-refused = Refused
keys-active = Every new card is signed with it since { $since }.
keys-published = Published on { $since }, so that every checker gets to know it. It can sign from { $ready }.
keys-retired = It signed from { $since } to { $until }. Its cards stay good.
keys-never-used = Withdrawn on { $until }, before it signed anything.
keys-refused = Refused on { $until }. Its cards read “Card not in use”.

## What the server and phones did, as the record calls it

did-directory-read = Read a directory of services
did-directory-read-to-its-end = Read a directory of services to its end
did-old-rows-cleared = Deleted what was kept long enough
did-phone-card-noted = Noted a card on a phone
did-phone-tokens-given = Let a phone in
did-services-taken-in = Took services of a directory onto the menu
