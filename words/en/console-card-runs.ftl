### The console's pages that issue cards to many at once.

runs-choose-title = { $count ->
    [one] A card for 1 young person
   *[other] Cards for { $count } young people
  }
runs-choose-import-title = Cards for everybody in { $file }
runs-choose-text = Choose what all of these cards say. Whoever has a card already keeps it and gets no second one.
runs-choose-asked = Arrangements with a pharmacy or a GP need each young person’s own word. Add them to their card one by one.
runs-ends = Last day of the cards
runs-ends-hint = For example 27/3/2027. A year from today is usual.
runs-button = { $count ->
    [one] Issue the card
   *[other] Issue the cards
  }
runs-nobody = Nobody is left to issue a card to. Choose young people first.
runs-running-title = Issuing cards
runs-running-text = You may leave this page. The work goes on.
runs-progress = { $done } of { $total } done
runs-again = See how far it is
runs-done-title = { $issued ->
    [0] No cards were issued
    [one] 1 young person has a new card
   *[other] { $issued } young people have a new card
  }
runs-print-title = Print the cards
runs-print-text = Each sheet is cut out and folded. Print a part, check it, then go on with the next.
runs-print-part = Print cards { $first } to { $last }
runs-print-one = Print the card
runs-not-issued-title = Without a new card
runs-not-issued-more = The first 200 are shown.
runs-why-has-one = has a card already. Renew or replace it
runs-why-caring-ended = caring has ended
runs-why-protected = the record is protected. Choose the card with them alone
runs-why-too-long = name and arrangements together do not fit into a square. Issue it alone with shorter texts
runs-from-import = Issue cards for these young people
runs-from-search = { $count ->
    [one] Choose a card for the one without a card
   *[other] Choose cards for the { $count } without a card
  }
runs-column-name = Name
runs-column-why = Why
runs-list = Cards issued together
runs-list-line = { $total ->
    [one] A card for 1 young person
   *[other] Cards for { $total } young people
  }
runs-state-running = { $done } of { $total } done
runs-state-done = { $issued } of { $total } got a card
runs-column-whom = For whom
runs-column-when = When
runs-column-state = How far
