### The page for whoever lost phone or card, in plain words, for somebody of nine or older.

lost-page-short = Lost something?
lost-page-title = Lost your phone or your card?
lost-page-lead = Type the lost code from your letter. Your phones stop at once, and your hub rings you about your card.
lost-page-code = Lost code
lost-page-code-hint = It looks like K7QX-M2RT-9C. You can leave out the lines.
lost-page-button = Tell my hub
lost-page-empty = Type the code from your letter
lost-page-wait = Too many codes were typed from here, so this one was not looked at. Ring your hub now, or try again in { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
  }
lost-page-away = We could not look at this code just now. That is our fault. Ring your hub now, or send it again in a minute
lost-page-no-letter = No letter? Ring your hub. Nobody will be cross.
lost-page-told = If that matches, the hub has been told
lost-page-then = If it does, your phones have stopped, and your hub rings you at the time that is safe for you.
lost-page-ring = Nobody rang by tomorrow? Ring your hub yourself. You can also look at your letter and type the code again.
lost-page-exit = Exit this page
lost-page-exit-now = Quick exit:
