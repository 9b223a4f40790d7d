### The console's inbox: what young people write from their phones, and what the hub did about it.

inbox-title = Inbox
inbox-nav = { $count ->
    [0] Inbox
   *[other] Inbox ({ $count })
  }
inbox-messages = { $count ->
    [one] 1 message
   *[other] { $count } messages
  }
inbox-back = Inbox
inbox-lead = Who wrote each of these can see on their phone whether you have read it, and what you did.
inbox-empty = No message waits. What young people send you from their phones stands here. So does every lost code that somebody types.
inbox-group-lost = Lost: ring them
inbox-group-complaint = Complaints
inbox-group-not-accepted = Their card was not accepted
inbox-group-correction = Something about them is wrong
inbox-group-deletion = They ask you to delete
inbox-kind-lost = The lost code was typed
inbox-kind-complaint = About your hub
inbox-kind-not-accepted = Not accepted
inbox-kind-correction = In your records
inbox-kind-deletion = Their records
inbox-message-lost = { $name } lost their phone or card
inbox-message-complaint = A complaint from { $name }
inbox-message-not-accepted = { $name }’s card was not accepted
inbox-message-correction = { $name } says something is wrong
inbox-message-deletion = { $name } asks you to delete what you keep
inbox-column-from = From
inbox-column-where = Where
inbox-column-came = Came
inbox-column-due = Answer by
inbox-column-state = State
inbox-late = late
inbox-state-sent = New
inbox-state-read = Read
inbox-state-done = Done
inbox-done-title = Done of late
inbox-danger = Does anything here say that somebody may be in danger? Then tell { $who } now.
inbox-danger-nobody = Does anything here say that somebody may be in danger? Then tell your safeguarding lead now. A manager can write their name here, under “Your hub’s texts”.
inbox-happened = What happened
inbox-happened-refused = They said no
inbox-happened-questioned = They asked too many questions
inbox-happened-kept = They kept the card
inbox-words = In their words
inbox-card = Their card says there
inbox-do-letter = Write a kind letter
inbox-do-letter-hint = to whoever did not accept the card. It is ready but for its beginning
inbox-do-change = Change their record
inbox-do-change-hint = ring them first if you are not sure what is meant
inbox-do-erase = Erase their record
inbox-do-erase-hint = ring them first: all their cards end with it, and so does this message
inbox-do-lost = Look at their cards
inbox-do-lost-hint = their phones are refused already. Ring them in the safe way below, then replace the printed card or put it on a new phone
inbox-do-complaint = Talk with whoever it is about, then ring them. They can also complain to the Information Commissioner, on 0303 123 1113, if it is about their data.
inbox-what-we-did = What you did
inbox-answered-on = They can read this on their phone since { $when }.
inbox-is-done = This message is done.
inbox-reopen = Take it up again
inbox-ready = What shall they read?
inbox-ready-hint = It stands on their phone, beside what they wrote.
inbox-ready-wrote = We wrote to them and told them about your card.
inbox-ready-rang = We rang them. They know about your card now.
inbox-ready-put-right = We put it right.
inbox-ready-will-delete = We will delete what we keep about you. Your card stops working then.
inbox-ready-sorry = We are sorry. We have put it right.
inbox-ready-talk = We would like to talk with you first. Please ring us.
inbox-own = In your own words (optional)
inbox-own-note = What did you do? (optional)
inbox-own-hint = Up to 500 letters. Whoever looks at their phone may read it: write nothing that could harm them.
inbox-send-done = Send, and mark as done
inbox-send-open = Send, and keep it open
inbox-done-button = Mark as done
inbox-answer-empty = Choose what they shall read, or write it
inbox-answer-long = Write at most 500 letters, all of which can be seen
inbox-stale-title = A colleague was faster
inbox-stale-text = What they answered stands below. What you chose is still here. Send it again if it should take the place of theirs.
inbox-done = Done. They can see on their phone what you did.
inbox-answered = Sent. They can read it on their phone.
inbox-reopened = The message is open again.

## What somebody did, as the record calls it

did-inbox-opened = Looked at the inbox
did-kind-letter-written = Wrote a kind letter
did-message-answered = Answered a message
did-message-done = Marked a message as done
did-message-opened = Read a message
did-message-reopened = Took up a message again
did-message-sent = Sent a message

## The hub's texts

texts-inbox = In the inbox
texts-safeguarding = Whom to tell when somebody may be in danger (optional)
texts-safeguarding-hint = A name, and how to reach them. It stands over every message.
texts-kind-letter = Beginning of letters to schools, pharmacies and others (optional)
texts-kind-letter-hint = For when a card was not accepted. Up to 600 letters. You can change it in each letter.
