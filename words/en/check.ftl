### The page at /v: a square or a typed code goes in, one of the seven answers comes out.

check-title = Check a card
check-lead = Scan the square on the card with your phone's camera, or type the code printed under it.
check-working = Checking the card
check-where = Where are you?
check-where-hint = You see only what is arranged for that place.
check-elsewhere = I am somewhere else
check-remember = Remember this place on this device
check-name = Name on the card
check-another = Check another card
check-what-is-this = What is this?

## Typing the code

check-code-label = Code printed under the square
check-code-hint = 10 letters and numbers, for example K7QX-M2RT-9C. Capital letters, spaces and dashes do not matter.
check-code-button = Check this code
check-error = Error
check-code-empty = Type the code printed under the square
check-code-wrong = This code has a letter or number wrong. Look at the card and type it again.
check-place-wrong = Choose one of these places, or none
check-code-offline = A typed code needs the internet. Go online, or scan the square.
check-code-too-many = Too many wrong codes came from here. Wait { $minutes ->
        [one] 1 minute
       *[other] { $minutes } minutes
    }, then try again, or ring the hub.
check-no-script = This page needs JavaScript to read a square. Type the code printed under the square instead.

## The answer clears itself

check-clears-in =
    { $seconds ->
        [one] Clears in 1 second
       *[other] Clears in { $seconds } seconds
    }
check-keep = Keep
check-keep-hint = Keeps answers on the screen. This device remembers your choice.
check-kept = Answers stay on the screen
check-clear-again = Clear answers after 10 seconds
check-cleared = The answer was cleared.
check-sound = Sound and vibration
check-sound-hint = Plays a short sound with each answer. Off unless you turn it on.

## The address

check-address = The address must be { $host }
check-address-why = Anyone can print a square that opens another page. For medicine or money, type { $host }/v yourself and use the code.
