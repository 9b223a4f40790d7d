### The console: reviews of services, read by the hub before they show.

reviews-title = Reviews
reviews-all = Reviews of your services
reviews-count = { $count ->
    [one] 1 review
   *[other] { $count } reviews
  }
reviews-lead = Each of these waits for you to read it. Nobody’s name is with it.
reviews-empty = No review waits. What young people write about your services stands here until you have read it.
reviews-time = { $days ->
    [one] Your hub took about 1 day to read a review, over the last 90 days. The menu says so.
   *[other] Your hub took about { $days } days to read a review, over the last 90 days. The menu says so.
  }
reviews-longest = { $days ->
    [0] The oldest came today.
    [one] The oldest has waited for 1 day.
   *[other] The oldest has waited for { $days } days.
  }
reviews-group-worrying = Somebody may be in danger
reviews-envelope-open = { $asker } asks you to open the envelope of a review about { $service }
reviews-envelope-look = The envelope that you asked for is open: look who wrote about { $service }
reviews-envelope-asked = Asked: { $when }
reviews-group-reported = Reported by a reader
reviews-group-waiting = Waiting to be read
reviews-decided-title = Decided
reviews-decided-none = None yet.
reviews-column-service = Service
reviews-column-month = Month
reviews-column-waits = Waits
reviews-column-state = State
reviews-waits = { $days ->
    [0] since today
    [one] 1 day
   *[other] { $days } days
  }
reviews-reports = { $count ->
    [one] 1 report
   *[other] { $count } reports
  }
reviews-state-waiting = Waiting
reviews-state-shown = Shows
reviews-state-refused = Not shown
reviews-state-taken-down = Taken down
reviews-state-withdrawn = Taken back
reviews-invite = Invite people who have no card
reviews-back = Reviews
reviews-of = A review of { $service }
reviews-see = See the service on the menu
reviews-written-on = Came on
reviews-safeguarding = Does anything here say that somebody may be in danger? Then tell { $who } now, and press the red button below.
reviews-safeguarding-nobody = Does anything here say that somebody may be in danger? Then tell your safeguarding lead now, and press the red button below. A manager can write their name under “Your hub’s texts”.
reviews-marks = What may say who somebody is, or leads away from here, is marked. Marks can be wrong, and can miss things: read all of it.
reviews-no-marks = Nothing in it was marked. Read all of it anyway.
reviews-no-words = They gave stars and wrote no words.
reviews-mark-link = link
reviews-mark-email = e-mail address
reviews-mark-handle = account name
reviews-mark-telephone = telephone number
reviews-mark-postcode = postcode
reviews-mark-name = name
reviews-mark-age = age
reviews-mark-school = school
reviews-reported-on = Reported on { $date }
reviews-dealt = looked at
reviews-why-danger = Somebody may be in danger
reviews-why-personal = It says who somebody is
reviews-why-hurtful = It hurts somebody
reviews-why-untrue = It is not true
reviews-why-other = Something else
reviews-decision = What do you decide?
reviews-show = Show it
reviews-show-again = Show it after all
reviews-show-hint = It shows on the menu at once, with its month and without a name. You can’t change its words.
reviews-refuse-title = Don’t show it
reviews-down-title = Take it down
reviews-reason = Why?
reviews-reason-hint = Its writer can read this with the code of the review.
reviews-reason-personal = It says who somebody is
reviews-reason-unkind = It could hurt somebody
reviews-reason-not-about = It is about something else
reviews-reason-unsure = We are not sure that it is about a real visit
reviews-reason-worried = We are worried about its writer
reviews-reason-other = Another reason
reviews-reason-empty = Choose why
reviews-note = What should its writer know? (optional)
reviews-note-hint = Up to 300 letters. Somebody else may hold their phone: write nothing that could harm them.
reviews-note-long = Write at most 300 letters, all of which can be seen
reviews-refuse = Don’t show it
reviews-down = Take it down
reviews-leave = Leave it as it is
reviews-leave-hint = You have looked at the reports, and it may stay.
reviews-worry = Somebody may be in danger
reviews-worry-hint = It does not show while you deal with it. Two of you can then find out who wrote it, if it was written with a card.
reviews-worrying = Somebody said that somebody may be in danger. It does not show.
reviews-worry-over = All is done about it
reviews-worry-was = Somebody worried about this, and all was done about it.
reviews-taken-back-kept = Its writer took it back, or wrote a newer one. You keep it because somebody may be in danger, for up to 90 days.
reviews-who-title = Who wrote it
reviews-who-none = There is no envelope: it was written with an invitation, more than 90 days ago, or by somebody whose record was erased.
reviews-who-lead = A locked envelope holds who wrote it. One of you asks and says why; another opens it. One of the two must be a manager. Each sees the name once. The record keeps who did.
reviews-who-why = Why do you need to know?
reviews-who-why-hint = Up to 300 letters. It stands here for the colleague who opens it.
reviews-why-empty = Say in up to 300 letters why you need to know
reviews-who-ask = Ask a colleague to open it
reviews-who-asked = { $name } asked, { $when }
reviews-who-opened = { $name } opened it, { $when }
reviews-who-waits = You asked. A colleague must open it.
reviews-who-open = Open it
reviews-who-open-hint = You see once who wrote it. Have pen and paper ready.
reviews-who-look = Show me once
reviews-who-shown = It was shown to both.
reviews-open-same = You asked, so somebody else must open it
reviews-open-no-manager = One of the two must be a manager. Ask one to open it
reviews-open-over = It was opened or shown already
reviews-who-is = This review was written by
reviews-who-once = You see this once. Write it down now, and keep it to those who must know.
reviews-who-record = Open their record
reviews-who-theirs = They belong to another hub: { $hub }, { $telephone }. That hub has a message that you are worried. Ring it now.
reviews-stale-title = Something changed meanwhile
reviews-stale-text = A colleague decided, or its writer took it back. Look at it again.
reviews-done-shown = It shows on the menu now.
reviews-done-refused = It does not show. Its writer can read why.
reviews-done-down = It was taken down.
reviews-done-reports = It stays as it is.
reviews-done-worry = It does not show. Tell your safeguarding lead now.
reviews-done-worry-over = Noted. You can decide about the review now.
reviews-done-asked = Asked. It stands on the first page of each colleague who may open it. Tell one of them now.
reviews-done-called-back = The codes are good no more.
reviews-invite-lead = Codes for people who have no card, such as those who went along. Each is good once, for 90 days. Who used one is not kept.
reviews-invite-make = Make codes
reviews-invite-service = Which service?
reviews-invite-any = Any of ours
reviews-invite-service-wrong = Choose a service from the list
reviews-invite-count = How many codes?
reviews-invite-count-hint = Up to { $most }. You get a sheet to print. It is shown once.
reviews-invite-count-wrong = Type a number from 1 to { $most }
reviews-invite-button = Make a sheet
reviews-invite-title = Codes that are still good
reviews-invite-none = There are none.
reviews-invite-left = { $left } of { $made } not used
reviews-invite-until = Good until { $date }
reviews-invite-call-back = Call them back
reviews-invite-call-back-which = Call back the codes for { $service }
reviews-sheet-title = Invitations to write a review
reviews-sheet-hint = Print this now: the codes are not shown again. Cut them out and hand them over.
reviews-slip-title = Tell others what it was like
reviews-slip-title-one = Tell others what { $service } was like
reviews-slip-go = Go to
reviews-slip-code = Choose “Write a review” and type this code:
reviews-slip-once = It works once, until { $date }. We don’t keep who used it.

inbox-group-contact = They would like to be contacted
inbox-group-worry = Another hub is worried about them
inbox-kind-contact = Contact them
inbox-kind-worry = Ring the other hub
inbox-message-contact = { $name } would like to be contacted
inbox-message-worry = Another hub is worried about { $name }
inbox-do-contact = Get in touch in the safe way above. They asked for it while they wrote something on the menu. What they wrote is not told here, and it did not say who they are.
inbox-do-worry = Ring the hub that is named here now, and tell your safeguarding lead.
inbox-worry-who = Ring

did-review-written = A review was written
did-review-withdrawn = A review was taken back
did-review-reported = A review was reported
did-review-shown = Let a review show
did-review-refused = Did not let a review show
did-review-taken-down = Took a review down
did-reports-settled = Looked at reports of a review
did-review-worried-about = Said that somebody may be in danger
did-review-worry-ended = Noted that all was done about a worry
did-envelope-asked-for = Asked who wrote a review
did-envelope-opened = Opened the envelope of a review
did-envelope-looked-into = Was shown who wrote a review
did-writer-of-review-shown = Was told that they wrote a review
did-review-invitations-made = Made invitations to write reviews
did-review-invitations-called-back = Called back invitations to write reviews
did-old-reviews-cleared = Old reviews and envelopes were deleted
