### What a card arranges, in two voices: to the person who checks it, and on the card's face in its owner's own words.
### Codes, numbers and dates come from the card (docs/card-format.md); only their words stand here.

## To the person who checks the card

arrangement-time-out =
    { $minutes ->
        [one] May leave the room for up to 1 minute.
       *[other] May leave the room for up to { $minutes } minutes.
    }
arrangement-time-out-place =
    { $minutes ->
        [one] May leave the room for up to 1 minute. Goes to: { $place }.
       *[other] May leave the room for up to { $minutes } minutes. Goes to: { $place }.
    }
arrangement-phone-on-silent = May keep a phone on silent and answer home.
arrangement-late-arrival = May arrive late without a sanction; sign in at reception.
arrangement-leave-early =
    { $minutes ->
        [one] May leave 1 minute early.
       *[other] May leave { $minutes } minutes early.
    }
arrangement-homework-time = May need more time for homework: agree it, don't punish it.
arrangement-speak-to = Please don't ask about home. Speak to: { $role }.
arrangement-collect-arranged = May be collecting for someone they look after. Noted by the hub on { $noted }. Not proof of consent: use your usual checks, especially for controlled drugs. You still decide.
arrangement-flexible-appointments = Please offer appointments outside school hours, and call back after 15:30.
arrangement-may-discuss = The hub has noted that the patient told this practice it may talk about: { $topics } ({ $noted }). Check your own record before saying anything.
arrangement-fare = Fare band: { $band }.
arrangement-fare-until = Fare band: { $band }. Valid until { $until }.
arrangement-other = Another arrangement: ring the hub

## On the card's face, in its owner's own words

own-time-out = I may step out for { $minutes ->
        [1] one minute
        [2] two minutes
        [3] three minutes
        [4] four minutes
        [5] five minutes
        [6] six minutes
        [7] seven minutes
        [8] eight minutes
        [9] nine minutes
        [10] ten minutes
       *[other] { $minutes } minutes
    }
own-time-out-place = { own-time-out }. I go to: { $place }
own-phone-on-silent = I may keep a phone on silent and answer home
own-late-arrival = I may arrive late. I sign in at reception
own-leave-early = I may leave { $minutes ->
        [1] one minute
        [2] two minutes
        [3] three minutes
        [4] four minutes
        [5] five minutes
        [6] six minutes
        [7] seven minutes
        [8] eight minutes
        [9] nine minutes
        [10] ten minutes
       *[other] { $minutes } minutes
    } early
own-homework-time = I may need more time for homework
own-speak-to = Please don't ask about home. Speak to: { $role }
own-collect-arranged = I may be collecting for someone I look after. It is up to you
own-flexible-appointments = Please see me outside school hours, and call back after 15:30
own-may-discuss = You may talk to me about: { $topics }. Check your own record first
own-fare = My fare band: { $band }
own-other = I have another arrangement. Ring the hub

## Settings

setting-school = School
setting-pharmacy = Pharmacy
setting-gp = GP practice
setting-transport = Bus or train

## Places a person goes to

place-pastoral-office = Pastoral office
place-library = Library
place-reception = Reception
place-medical-room = Medical room
place-quiet-room = Quiet room
place-staff-room = Staff room
place-head-office = Head's office

## People to speak to

role-head-of-year = Head of Year
role-form-tutor = Form tutor
role-pastoral-lead = Pastoral lead
role-school-nurse = School nurse
role-safeguarding-lead = Safeguarding lead
role-key-adult = Key adult
role-reception = Reception

## Fare bands, and what a practice may talk about

fare-child = child
fare-16-18 = 16–18
fare-concession = concession
topic-medicines = medicines
topic-appointments = appointments
topic-medicines-and-appointments = medicines and appointments
