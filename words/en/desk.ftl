### The desk of an organisation that a hub invites: a school, a pharmacy, a surgery, a bus company.

## Around every page

desk-navigation = Desk
desk-back = Go to the desk
desk-lock = Lock now
desk-fault-not-found = It is not there, or it is not for your desk any more. Go back to the start.
desk-fault-ours = This is our fault, and nothing was changed. Try again in a minute. If it happens again, ring the hub.
desk-fault-too-large = That is more than this form takes. Send less at once.
desk-fault-too-many = Wait a few minutes, then try again.
desk-fault-unavailable = Wait a minute, then try again. If it lasts, ring the hub.

## Getting in

desk-sign-in-title = Sign in to your desk
desk-sign-in-ended = You were signed out: the day was over, the hub ended it, or the PIN was wrong five times. Sign in, and you get back what you typed.
join-desk-title = Your desk at { $hub }
join-desk-link-gone = It may have been used, or it is more than 72 hours old. Ask the hub for a new one.
desk-recovery-codes-left = You used a recovery code. You have { $count ->
        [0] no recovery codes
        [one] 1 recovery code
       *[other] { $count } recovery codes
    } left. If you lost your phone, ask the hub for a new sign-in.
desk-pin-title = Choose a PIN for today
desk-pin-lead = This browser is now your desk’s until the end of the day.
desk-pin-day = At midnight you are signed out. Tomorrow somebody signs in again.
desk-pin-lock = After 5 minutes without use the desk locks. The PIN opens it again. After 5 wrong PINs somebody must sign in again.
desk-pin-shared = You can share the PIN with colleagues at this desk. What is done here stands under your name, { $name }. Initials are only a note.
desk-pin = PIN
desk-pin-hint = 6 digits that nobody would try first
desk-pin-again = The same PIN again
desk-pin-button = Open the desk
desk-pin-six-digits = Type 6 digits
desk-pin-easy = Choose digits that are harder to guess
desk-pin-not-again = Type the same PIN in both fields
desk-pin-wrong = This PIN is not right. You have { $count ->
        [one] 1 more try
       *[other] { $count } more tries
    }.
desk-locked-title = This desk is locked
desk-locked-lead = Type the PIN that was chosen today.
desk-locked-kept = What you typed is kept. You get it back when the desk is open.
desk-locked-forgot = Nobody knows the PIN? Sign out, then { $name } or another person signs in and chooses a new one.
desk-unlock = Open the desk
desk-open-title = The desk is open in another window
desk-open-lead = This page was left alone, so it shows nothing now.
desk-open-button = Go on here
desk-choose-title = Which desk are you at?
desk-choose-change = Change desk
desk-choose-one = { $name } ({ $hub })
desk-choose-stay = Stay here

## Start

desk-start-lead = { $hub } invited this desk. You stay signed in until midnight. The desk locks after 5 minutes without use.
desk-password-link = Change the password of { $name }

## Checking

desk-check-own = { $name } is your pupil: open the page
desk-check-kept = Nothing is kept of a check.
desk-check-kept-school = Nothing is kept of a check, unless it is your own pupil’s card. Then we note that this desk looked. The pupil can see that if they wish.

## Pupils

desk-pupils-title = Class list
desk-pupils-of = Pupils of { $school }
desk-pupils-lead = These pupils agreed that their school may know, and hold a card. Each time you open this list, we note that your desk looked. Pupils can see that if they wish.
desk-pupils-empty = No pupil is on this list. It shows pupils who agreed that their school may know and who hold a card. If you miss somebody, ask the pupil, or ring the hub.
desk-pupils-not-found = No pupil on your list has this name. Check how it is written. Somebody who did not agree, or has no card now, is not on your list: then check the card by its code.
desk-pupils-all = Show the whole list
desk-search = Find a pupil by name
desk-search-button = Find
desk-sort-year = Sort by year
desk-sort-name = Sort by name
desk-column-photo = Photo
desk-column-year = Year by age
desk-photo-of = Photo of { $name }
desk-no-photo = No photo
desk-printed-by = Printed by { $name }, { $school }, { $day }. Keep it safe, and shred it when you have finished with it.
desk-card-until = The card is valid until { $day }.
desk-card-on-phone-until = The card is on a phone, and valid until { $day }.
desk-year = Year { $year } by age.

## Time-outs

desk-time-outs-title = Time-outs
desk-never-discipline = This is never for discipline. It helps you know where pupils are. Pupils can see it if they wish. It is deleted at the end of the term.
desk-time-out-title = Time-out
desk-place = Where do they go? (optional)
desk-place-none = Not noted
desk-initials = Your initials (optional)
desk-initials-hint = Only a note. What is done here stands under { $name }.
desk-initials-wrong = Nothing was noted: initials can have up to 5 letters.
desk-start-now = They leave now
desk-back-again = Back again
desk-out-title = Out now
desk-out-none = Nobody is out. Open a pupil’s page to note a time-out.
desk-out-already = This pupil is out already.
desk-back-title = Back again today
desk-today = Today
desk-since = Out since { $time } ({ $minutes ->
        [one] 1 minute
       *[other] { $minutes } minutes
    }).
desk-since-when = { $time } ({ $minutes ->
        [one] 1 minute
       *[other] { $minutes } minutes
    })
desk-from-to = { $start } to { $end }
desk-column-since = Since
desk-column-times = Times
desk-column-place = Place
desk-column-initials = Initials
desk-column-do = What you can do
desk-correct = Correct
desk-correct-title = Correct a time-out of { $name }
desk-correct-started = Left at
desk-correct-back = Back at (leave empty if still out)
desk-correct-back-hint = For example 10:20
desk-time-hint = A time of today, for example 10:05
desk-time-wrong = Type a time, for example 10:05
desk-times-wrong = They leave before they are back, today, and not later than now
desk-undo-title = Noted by mistake?
desk-undo-lead = In the first 15 minutes you can take it back. Then it was never noted.
desk-undo = Take it back
desk-undo-too-late = It was noted more than 15 minutes ago, so it stays. You can correct the times.
desk-done-started = Noted. If that was a mistake, choose Correct.
desk-done-back = Noted: back again
desk-done-corrected = Times corrected
desk-done-undone = Taken back
desk-weeks-title = This term, week by week
desk-weeks-lead = How many time-outs were noted in the weeks that are over. Small numbers are not shown: fewer than 5 time-outs, or of fewer than 5 pupils.
desk-weeks-too-few = Small numbers are not shown. In every week of this term so far, there were fewer than 5 time-outs, or they were of fewer than 5 pupils.
desk-weeks-none = No week of this term is over yet.
desk-column-week = Week
desk-column-count = Time-outs
desk-week = From { $monday }
desk-fewer = Fewer than 5, or of fewer than 5 pupils

## In the console: who works at a desk

desk-people-link = People at their desk
desk-people-title = The desk of { $name }
desk-people-lead = They check cards by code. They see no list and no record.
desk-people-lead-school = They see the class list of pupils who agreed that this school may know, note time-outs and check cards by code. They see no record.
desk-people-invite = Invite somebody to the desk
desk-people-invite-lead = They will work at the desk of { $name }. Each person needs a sign-in of their own.
desk-people-name-hint = It stands in the record of what the desk did, and on lists they print.
desk-people-now = Who works there
desk-people-none = Nobody yet. Invite the person who checks cards there, for example at reception or in the pastoral office.
desk-people-do = What you can do
desk-people-reset = New sign-in
desk-people-sign-out = Sign them out
desk-people-reset-text = A new sign-in is for somebody who lost their phone or codes. They are signed out everywhere at once. Be sure that you speak to them in person or on a number you know.
desk-people-end-text = { $name } is signed out of the desk of { $desk } at once and cannot sign in to it again. What they did stays in the record.
desk-works-here = Somebody with this address works at this desk already

## What somebody did, as the record calls it

did-desk-access-ended = Ended somebody’s access to a desk
did-desk-opened = Opened a desk
did-desk-looked = Looked at pupils at a desk
did-desk-ended-by-wrong-pins = Was signed out of a desk by wrong PINs
did-desk-notes-cleared = Deleted old notes of desks
did-time-out-noted = Noted a time-out
did-time-out-ended = Noted that a pupil was back
did-time-out-corrected = Corrected a time-out
did-time-out-undone = Took a time-out back
