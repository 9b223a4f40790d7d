### The seven answers to "may I rely on this card?". The same words on every page, in the API and in the phone library.

## Headlines

verdict-valid = Card is valid
verdict-valid-offline = Valid, checked offline
verdict-valid-not-here =
    { $setting ->
        [school] Valid card, nothing set for a school
        [pharmacy] Valid card, nothing set for a pharmacy
        [gp] Valid card, nothing set for a GP practice
       *[transport] Valid card, nothing set for a bus or train
    }
verdict-expired = Card needs renewing
verdict-not-in-use = Card not in use
verdict-not-recognised = Not one of our cards
verdict-cannot-check = Can't check right now

## What to do next

verdict-match = Does the name and photo match the person?
verdict-match-photo = Does the photo match the person?
verdict-checked-now = This card was checked just now.
verdict-list-from = Checked with the list from { $when }.
verdict-list-old = That list is over a day old. Go online and check again when you can.
verdict-needs-fresh-list = One arrangement is hidden until the list is fresh. Go online and check again, or ring the hub.
verdict-may-still-need-help = They may still need help. Ask what would help.
verdict-still-help = Please still help today.
verdict-do-not-keep = Please don't keep the card. Ring the hub.
verdict-try-the-code = Try the code printed under the square.
verdict-look-at-the-code = Look at the code on the card again. If a letter or number is different, type it again.
verdict-hub = { $name }: { $telephone }

## Why it cannot be checked, and what to do

why-code-too-old = This code is too old, or a clock is wrong. Ask them to open the card again.
why-clock-wrong = The clock on this device looks wrong. It says { $date }. Put the date and time right, then try again.
why-offline = This device cannot reach us. Go online and try again, or ring the hub. The number is on the back of the card.
why-list-missing = This device has no list of cards yet. Go online and try again, or ring the hub.
why-list-stale = The list on this device is too old. Go online and try again, or ring the hub.
why-list-too-old =
    { $days ->
        [one] The list on this device is 1 day old. Go online and try again, or ring the hub.
       *[other] The list on this device is { $days } days old. Go online and try again, or ring the hub.
    }

## Times and dates

when-today = { $time } today
when-yesterday = { $time } yesterday
when-on = { $time } on { $date }
date-full = { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }
date-day = { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }
date-short = { $day } { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    }
date-short-year = { date-short } { $year }
