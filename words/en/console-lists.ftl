### The console's lists that people work from.

lists-title = Lists
lists-lead = Each list says what to do next, and can be printed.
lists-back = All lists
lists-print = Print this list
lists-printed-by = Printed by { $name }, { $hub }, { $date }. Keep it safe, and shred it when you have used it.
lists-full = The first 2,000 are shown. Work through these, then open the list again.
lists-people = { $count ->
    [one] 1 young person
   *[other] { $count } young people
  }
lists-cards = { $count ->
    [0] None
    [one] 1 card
   *[other] { $count } cards
  }
lists-tick-all = Tick all
lists-untick-all = Untick all
lists-tick = Tick { $name }
lists-column-tick = Tick

## Cards

lists-cards-title = Cards
lists-ending-30 = Ending in the next 30 days
lists-ending-60 = Ending in the next 60 days
lists-ending-90 = Ending in the next 90 days
lists-ended = Ended and not renewed
lists-lost = Lost
lists-not-handed-over = Not handed over yet
lists-ending-30-lead = Ask each of them what they need now, then renew the card. The old card stays good until its last day.
lists-ending-60-lead = Ask each of them what they need now, then renew the card. The old card stays good until its last day.
lists-ending-90-lead = Ask each of them what they need now, then renew the card. The old card stays good until its last day.
lists-ended-lead = These young people still look after somebody, but their card has ended. Renew the card, or say that caring has ended.
lists-lost-lead = Ring each of them in the way they wished. If the card is really lost, replace it: the old one is refused at once.
lists-not-handed-over-lead = Print those that are not printed. When a young person has their card in hand, tick it here.
lists-ending-30-empty = No card ends in the next 30 days. Look at the next 60 days.
lists-ending-60-empty = No card ends in the next 60 days. Look at the next 90 days.
lists-ending-90-empty = No card ends in the next 90 days. There is nothing to do here today.
lists-ended-empty = No card has ended without being renewed. There is nothing to do here today.
lists-lost-empty = No card is lost. When somebody tells you that theirs is, find them and choose “Lost card”.
lists-not-handed-over-empty = Every card has been handed over. New cards stand here until you say that they are.
lists-column-card = Card
lists-column-ends = Ends on
lists-column-ended = Ended on
lists-column-lost = Lost since
lists-column-issued = Issued on
lists-column-printed = Printed on
lists-not-printed = Not yet
lists-hand-over = Mark as handed over
lists-print-cards = Print the ticked cards
lists-done-handed-over = { $count ->
    [0] Nothing was ticked that is not handed over already
    [one] 1 card is marked as handed over
   *[other] { $count } cards are marked as handed over
  }

lists-people-title = Young people

## Schools

lists-schools = My school may know
lists-schools-short = Pupils who said that their school may know, school by school
lists-schools-lead = A school may see a pupil here only when they said “My school may know”. A pupil who takes it back is off the list at once.
lists-schools-empty = Nobody has said “My school may know”. You note it on a young person’s record, under “What is agreed”.
lists-pupils-title = { $school }: pupils who said their school may know
lists-pupils-lead = You may give this list to the person at the school who looks after young carers. It holds nothing that a school may not see.
lists-pupils-empty = No pupil of this school says that it may know. Perhaps one of them took it back today.
lists-column-pupil = Pupil
lists-column-arranged = What is arranged at school
lists-column-until = Card good until
lists-until-on-phone = { $day }, on a phone
lists-no-card = No card now
lists-nothing-at-school = Nothing for school

## Leaving school

lists-leavers = Leaving school
lists-leavers-short = Pupils in their last year, so that no old school keeps them on its list
lists-leavers-title = Leaving school in summer { $year }
lists-leavers-lead = By their birthday, these pupils finish primary school, year 11 or year 13. Ask where they go next. When somebody has left, tick them: the school comes off the record, and what it may know ends at once. Who stays needs nothing.
lists-leavers-empty = Nobody with a school on their record is in their last year. There is nothing to do here.
lists-leaving-primary = Year 6
lists-leaving-secondary = Year 11
lists-leaving-sixth-form = Year 13
lists-column-year = Year
lists-have-left = They have left
lists-done-left = { $count ->
    [0] Nobody was ticked who still has that school
    [one] The school is off 1 record
   *[other] The school is off { $count } records
  }

## Birthdays

lists-erased-soon = To be erased
lists-erased-soon-short = Records that are no longer needed, and the day they go
lists-erased-soon-lead = A record goes one year after caring ended, or one year after the 26th birthday. These go within 30 days. A record with a card that is still good, or with a message that waits, stays.
lists-erased-soon-keep = Is one still needed? Open it and change the day caring ended, or say that caring goes on.
lists-erased-soon-empty = No record goes within 30 days.
lists-erased-soon-records = { $count ->
    [one] 1 record
   *[other] { $count } records
}
lists-column-caring-ended = Caring ended
lists-column-erased-from = Goes on or after
lists-birthdays = Turning 18 and 26
lists-birthdays-short = Birthdays that change who agrees, and whom the hub looks after
lists-turning = Turning { $age }
lists-turning-18-lead = From 18 on, young people agree for themselves. What a parent agreed to ends on the birthday: ask them about photo, school and phone.
lists-turning-26-lead = The books are for people up to 25. Plan with them what comes after, then say that caring support here has ended.
lists-turning-18-empty = Nobody turns 18 within 90 days.
lists-turning-26-empty = Nobody turns 26 within 90 days.
lists-column-birthday = Birthday
