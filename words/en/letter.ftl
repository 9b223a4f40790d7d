### The letter that a card comes in: to a young person of nine or older, and safe to be opened by anybody.

letter-by-hand = To be handed over in person
letter-hello = Hello { $name }
letter-lead = This is your Pass. It says what has been agreed for you.
letter-lead-fare = This is your fare card. It helps you pay the right fare.
letter-use-title = How to use it
letter-use-cut = Cut the card out along the line, fold it in the middle, and glue the two halves together.
letter-use-keep = Keep it where you can reach it, in a pocket or a bag.
letter-use-show = Show it when you need what is written on it.
letter-use-show-fare = Show it to the driver when you pay.
letter-use-check = They can scan the square, or type the code under it, to see that the card is real.
letter-use-why = You never have to tell anyone why you have it.
letter-lost-title = If you lose it
letter-lost = Ring us on { $telephone }. Nobody will be cross. We stop the lost card and make you a new one.
letter-know-title = What we know about you
letter-know = We keep your name, your birthday, how to reach you, and what was chosen for this card. If you told us your school or gave us a photo, we keep that too.
letter-know-ask = You can always ask us to show it to you, to change it or to delete it.
letter-closing = Best wishes
