### The console's pages about the menu: breaks and support, as the hub's editors write them. And the public form to suggest a change.

menu-title = Menu
menu-nav-services = Services
menu-nav-still-right = Still right?
menu-nav-suggestions = Suggestions
menu-nav-answers = Kinds and answers
menu-nav-providers = Who offers them
menu-nav-imports = Other directories
menu-nav-label = Menu pages

## The list

menu-list-lead = Breaks and support that young people and families can read about. You write, a manager approves.
menu-list-empty = Nothing is on your menu yet. Add the first service: start with one that you know well.
menu-list-add = Add a service
menu-list-search = Search by name or who offers it
menu-list-search-button = Search
menu-list-show = Show
menu-list-all = All ({ $count })
menu-list-found = { $count ->
    [one] 1 service
   *[other] { $count } services
  }
menu-list-none = No service fits. Search for something else, or look at all of them.
menu-list-column-name = Service
menu-list-column-provider = Offered by
menu-list-column-stands = State
menu-list-column-written = Last written
menu-list-column-checked = Last checked
menu-list-by = { $when } by { $who }
menu-list-never = Never
menu-list-of-hub = shared by { $hub }
menu-list-before = Page before
menu-list-after = Next page
menu-list-pages = Pages

menu-stands-draft = Draft
menu-stands-waiting = Waiting for approval
menu-stands-live = On the menu
menu-stands-due = Still right?
menu-stands-hidden = Hidden: not checked
menu-stands-not-now = Not shown today
menu-stands-paused = Not there for now
menu-stands-archived = Archived
menu-stands-shared = Shared with you
menu-stands-refused = Sent back

menu-filter-draft = Drafts ({ $count })
menu-filter-waiting = Waiting for approval ({ $count })
menu-filter-live = On the menu ({ $count })
menu-filter-due = Still right? ({ $count })
menu-filter-hidden = Hidden because nobody checked ({ $count })
menu-filter-not-now = Not shown today ({ $count })
menu-filter-paused = Not there for now ({ $count })
menu-filter-archived = Archived ({ $count })
menu-filter-shared = Shared with you ({ $count })

menu-fresh-fresh = Checked on { $date }
menu-fresh-due = Checked on { $date }: time to look again
menu-fresh-old = Checked on { $date }: readers are told that it is old
menu-fresh-stale = Checked on { $date }: it now comes after all others
menu-fresh-hidden = Hidden: nobody has checked it for six months
menu-fresh-hides = It hides on { $date } if nobody checks it.

## What waits, on the first page

menu-today-waiting = Menu: waiting for approval
menu-today-due = Menu: still right?
menu-today-hidden = Menu: hidden, not checked
menu-today-suggestions = Menu: suggestions
menu-suggestions-count = { $count ->
    [one] 1 suggestion
   *[other] { $count } suggestions
  }

## One service

menu-service-back = Menu
menu-service-read = Everybody reads this
menu-service-draft = This is the draft. Nobody else reads it yet.
menu-service-nobody = Nobody reads it yet
menu-service-nobody-now = Nobody reads it now
menu-service-was-read = What everybody read
menu-service-offered = Offered by { $name }
menu-service-state = State
menu-service-checked = Last checked
menu-service-shown = Shown
menu-service-shown-always = Always
menu-service-shown-from = from { $date }
menu-service-shown-until = until { $date }
menu-service-shown-between = from { $from } until { $until }
menu-service-paused = Not there for now, since { $when }
menu-service-archived = Archived, since { $when }. Nobody sees it.
menu-service-shared = Shared with
menu-service-shared-none = No other hub
menu-service-draft-title = The draft
menu-service-draft-state-refused = Sent back by { $who }
menu-service-draft-written = Written { $when } by { $who }
menu-service-changes = What the draft changes
menu-service-changes-none = The draft says the same as what everybody reads.
menu-service-write = Write on
menu-service-change = Change it
menu-service-preview = See it as readers will
menu-service-send = Send for approval
menu-service-approve = Approve: everybody reads it
menu-service-leave = Drop this draft
menu-service-leave-hint = What everybody reads stays. The draft stays in the history.
menu-service-send-back = Send it back
menu-service-why = If it is not right yet: what should be different?
menu-service-why-hint = Whoever wrote it reads this here. Up to 500 letters.
menu-service-right = Still right
menu-service-right-hint = You looked at all of it today, and it is so.
menu-service-history = Earlier texts, and who wrote them
menu-service-days = Choose the days on which it is shown
menu-service-sharing = Share it with other hubs
menu-service-provider = Change who offers it
menu-service-pause = Say that it is not there for now
menu-service-resume = Say that it is there again
menu-service-archive = Take it off the menu
menu-service-archive-draft = Put this draft away
menu-service-archive-hint = You can bring it back at any time.
menu-service-public = See it on the menu
menu-service-bring-back = Bring it back
menu-service-more = What else you can do
menu-service-manager = A manager approves it. Send it for approval when it is ready.
menu-service-own = You may approve what you wrote yourself. Ask a colleague to read it over if you can.
menu-reason-wrong = Say what should be different, in at most 500 letters
menu-stale-title = A colleague was faster
menu-stale-text = Somebody changed this service meanwhile. This is how it is now: look at it again, then do what you wanted to do.
menu-nobody = whoever runs the server

## The form

menu-form-add = Add a service
menu-form-change = Change { $name }
menu-form-lead = Only the name, what it is and who offers it are needed. Write what you know, leave the rest, and save: it is a draft until a manager approves it.
menu-form-save = Save the draft
menu-form-sections = On this page
menu-form-provider-title = Who offers it
menu-form-provider = Who offers it?
menu-form-provider-none = Choose
menu-form-provider-name = Somebody new (optional)
menu-form-provider-name-hint = Type their name if it is not in the list.
menu-form-what = What it is
menu-form-name = Name
menu-form-description = What is it?
menu-form-description-hint = Plain words that a nine-year-old understands. Say what people do there. Leave an empty line between paragraphs.
menu-form-alert = Something to know now (optional)
menu-form-alert-hint = For example: closed in August. It stands at the top.
menu-form-kinds = Kinds and answers
menu-form-kinds-lead = These are the questions that readers filter by. Tick all that are true.
menu-form-who = Who it is for
menu-form-age-from = Youngest age (optional)
menu-form-age-to = Oldest age (optional)
menu-form-who-for = Who else may come? (optional)
menu-form-who-for-hint = Beside age. For example: you look after somebody at home.
menu-form-areas = Only for people from these places (optional)
menu-form-areas-hint = One on each line. Leave empty if anybody may come.
menu-form-where = Where it is
menu-form-where-lead = Leave it out if it is only by phone or online.
menu-form-place = Place { $n }
menu-form-place-add = Add a place
menu-form-place-remove = Remove place { $n }
menu-form-place-name = Name of the place (optional)
menu-form-place-street = Street and number (optional)
menu-form-place-town = Town (optional)
menu-form-place-county = County or council area (optional)
menu-form-place-postcode = Postcode (optional)
menu-form-place-getting-there = How to get there (optional)
menu-form-place-getting-there-hint = Buses, stops, the last bit on foot.
menu-form-place-accessibility = Steps, lifts, toilets, quiet rooms (optional)
menu-form-place-hidden = Tell nobody this address
menu-form-place-hidden-hint = As of a refuge. Readers neither see it nor how far it is.
menu-form-when = When it is
menu-form-time = Time { $n }
menu-form-time-add = Add a time
menu-form-time-remove = Remove time { $n }
menu-form-time-how = How often?
menu-form-time-once = Once
menu-form-time-weekly = Every week, or every few weeks
menu-form-time-monthly-date = Every month on a date, such as the 15th
menu-form-time-monthly-day = Every month on a day, such as the first Tuesday
menu-form-time-starts = First day
menu-form-time-starts-hint = For example 27/3/2027. If it is once, that day.
menu-form-time-ends = Last day (optional)
menu-form-time-opens = From what time? (optional)
menu-form-time-opens-hint = For example 16:30 or 4:30pm
menu-form-time-closes = Until what time? (optional)
menu-form-time-days = Weekly: on which days?
menu-form-time-every = Every how many weeks or months?
menu-form-time-every-hint = 1 is each one, 2 is every other.
menu-form-time-date = Monthly on a date: which? (optional)
menu-form-time-date-hint = A number from 1 to 31
menu-form-time-nth = Monthly on a day: which one?
menu-form-time-weekday = Which day of the week?
menu-form-time-place = At which place?
menu-form-time-place-all = All of them
menu-form-time-note = Something to add (optional)
menu-form-time-note-hint = For example: term time only
menu-form-reach = How to reach them
menu-form-phone = Phone number { $n }
menu-form-phone-add = Add a phone number
menu-form-phone-remove = Remove phone number { $n }
menu-form-phone-number = Number
menu-form-phone-note = Whose, or when (optional)
menu-form-phone-note-hint = For example: evenings. Never a person’s own number.
menu-form-email = Email address (optional)
menu-form-email-hint = A shared one, never a person’s own.
menu-form-website = Website (optional)
menu-form-link = Link { $n }
menu-form-link-add = Add a link
menu-form-link-remove = Remove link { $n }
menu-form-link-label = What is there
menu-form-link-url = Address
menu-form-costs = What it costs
menu-form-costs-lead = Say it is free if it is. If nothing stands here, readers do not know.
menu-form-cost = Cost { $n }
menu-form-cost-add = Add a cost
menu-form-cost-remove = Remove cost { $n }
menu-form-cost-what = What for (optional)
menu-form-cost-what-hint = For example: each session
menu-form-cost-amount = How much
menu-form-cost-amount-hint = For example 4.50, or free
menu-form-cost-note = Something to add (optional)
menu-form-cost-note-hint = For example: ask us if that is too much
menu-form-fees = What it costs, in words (optional)
menu-form-left = Places left (optional)
menu-form-of = Out of how many? (optional)
menu-form-happens = What happens
menu-form-happens-lead = What young people told us they need to know before they dare to go.
menu-form-how-to-start = How do I start? (optional)
menu-form-first-contact = What happens when I first get in touch? (optional)
menu-form-follow-up = Who gets back to me, and when? (optional)
menu-form-wait = How long do people wait? (optional)
menu-form-people = Who will be there? (optional)
menu-form-people-hint = Roles, never names: two youth workers, about ten young people.
menu-form-bring = What should I bring? (optional)
menu-form-languages = Languages (optional)
menu-form-languages-hint = One on each line
menu-form-interpreters = Interpreters and sign language (optional)
menu-form-safety = Who checked that it is safe, and when? (optional)
menu-form-easy = Easy read
menu-form-easy-read = The same in very short sentences (optional)
menu-form-easy-read-hint = One idea on each line. People who find reading hard see this.
menu-form-stale-text = Somebody saved this service while you were writing. What you typed is still here. Below is what would be different if you save now. If that is what you want, save again: theirs stays in the history.
menu-form-stale-changes = What you would change

menu-form-name-empty = Type the name
menu-form-description-empty = Say what it is
menu-form-provider-empty = Choose who offers it, or type a new name
menu-form-long = Write at most { $most } letters
menu-form-empty = Write something here, or leave this part out
menu-form-many = There can be at most { $most } of these
menu-form-language-wrong = Type the name of a language on each line
menu-form-backwards = The end comes before the beginning
menu-form-no-day = It would never be on any day. Look at the days again
menu-form-no-opening = Type from what time, too
menu-form-twice = This stands here twice. Take one of them out
menu-form-unseen = There is a letter in this text that cannot be seen. Type it again
menu-form-website-wrong = Type an address such as www.example.org
menu-form-number-wrong = Type a number from 0 to { $most }
menu-form-ages-wrong = The oldest age cannot be below the youngest
menu-form-tags-many = Tick at most { $most } answers
menu-form-postcode-wrong = Type a full postcode, such as SK1 1AA
menu-form-link-label-empty = Say what is there
menu-form-money-wrong = Type how much, such as 4.50, or free
menu-form-left-empty = Type how many places are left
menu-form-left-many = There cannot be more places left than there are
menu-form-day-wrong = Type a day as day, month and year, for example 27/3/2027
menu-form-ends-early = The last day cannot be before the first
menu-form-time-wrong = Type a time with am or pm, such as 4:30pm, or 16:30
menu-form-every-wrong = Type a number from 1 to 12
menu-form-days-empty = Tick at least one day
menu-form-date-wrong = Type a number from 1 to 31
menu-form-nth-empty = Choose which one, and which day of the week

## The parts of a text

menu-part-name = Name
menu-part-description = What it is
menu-part-alert = To know now
menu-part-ages = Ages
menu-part-who-for = Who it is for
menu-part-areas = For people from
menu-part-place = Where
menu-part-time = When
menu-part-phone = Phone
menu-part-email = Email
menu-part-website = Website
menu-part-link = Link
menu-part-cost = Cost
menu-part-fees = What it costs
menu-part-left = Places
menu-part-how-to-start = How to start
menu-part-first-contact = When you first get in touch
menu-part-follow-up = Who gets back to you
menu-part-wait = How long people wait
menu-part-people = Who will be there
menu-part-bring = What to bring
menu-part-languages = Languages
menu-part-interpreters = Interpreters and sign language
menu-part-safety = Who checked that it is safe
menu-part-easy-read = Easy read
menu-gone = Taken out:
menu-new = New:
menu-ages-between = { $from } to { $to }
menu-ages-from = { $from } and older
menu-ages-to = up to { $to }
menu-left = { $left } left
menu-left-of = { $left } of { $of } left
menu-cost = £{ $pounds }.{ $pence }
menu-cost-free = free
menu-place-hidden = This address is told to nobody.
menu-when-weekly = { $every ->
    [1] Every week
    [2] Every other week
   *[other] Every { $every } weeks
  } on { $days }
menu-when-date = { $every ->
    [1] Every month
    [2] Every other month
   *[other] Every { $every } months
  } on day { $date }
menu-when-nth = { $every ->
    [1] Every month
    [2] Every other month
   *[other] Every { $every } months
  } on the { $nth ->
    [1] first
    [2] second
    [3] third
    [4] fourth
    [5] fifth
   *[other] last
  } { $day }
menu-when-from = from { $date }
menu-when-until = until { $date }
menu-hours-between = { $from } to { $to }
menu-hours-from = from { $from }
menu-hours-to = until { $to }
menu-day-mon = Monday
menu-day-tue = Tuesday
menu-day-wed = Wednesday
menu-day-thu = Thursday
menu-day-fri = Friday
menu-day-sat = Saturday
menu-day-sun = Sunday
menu-nth-1 = First
menu-nth-2 = Second
menu-nth-3 = Third
menu-nth-4 = Fourth
menu-nth-5 = Fifth
menu-nth-last = Last

## Preview, days, who offers it

menu-preview-title = { $name }, as readers will see it
menu-preview = Before it is on the menu
menu-preview-draft = This is how it will look. It is not on the menu yet: only you and your colleagues see this page.
menu-preview-live = This is how it looks on the menu. Nothing waits to be approved.
menu-preview-approve = Approve it or send it back
menu-preview-back = Back to the service
menu-days-title = When is { $name } shown?
menu-days-lead = It holds at once. Leave both empty to show it always.
menu-days-from = First day (optional)
menu-days-until = Last day (optional)
menu-offerer-title = Who offers { $name }?
menu-offerer-lead = It holds at once, for everybody who reads it.
menu-providers-title = Who offers services
menu-providers-lead = Their names stand beside every service. A manager changes them, since everybody reads a change at once.
menu-providers-none = Nobody stands here yet. Add who offers breaks and support near you, or add a service: whoever offers it comes here too.
menu-providers-add = Add somebody who offers services
menu-providers-services = { $count ->
    [0] No service
    [one] 1 service
   *[other] { $count } services
  }
menu-provider-title = Change who offers services
menu-provider-new = Add somebody who offers services
menu-provider-lead = A club, a charity, a team of the council. You choose them when you add a service; nobody reads about them before.
menu-provider-twice = Somebody of this name is on your list already. Open them there, or type another name.
menu-provider-about = What they do (optional)
menu-provider-about-hint = One or two sentences.

## Earlier texts

menu-history-title = Earlier texts of { $name }
menu-history-number = Text { $n }
menu-history-live = Everybody reads this one
menu-history-approved = Approved { $when } by { $who }
menu-history-refused = Sent back { $when } by { $who }
menu-history-draft = Never sent
menu-history-waiting = Waiting for approval
menu-history-written = Written { $when } by { $who }
menu-history-since = What changed since text { $n }
menu-history-same = Nothing is different from the text before.
menu-history-first = It is the first text: nothing is before it.
menu-history-whole = The whole text
menu-history-again = Make this the draft
menu-history-again-hint = You can change it before a manager approves it. Nothing that everybody reads changes yet.

## Still right?

menu-still-title = Still right?
menu-still-lead = Look at each of these again. After four months a service comes after all others. After six it hides, so that nobody is sent to a door that is shut.
menu-still-none = All is checked. You are asked again two months after a service was last checked.
menu-still-group-hidden = Hidden: not checked for six months
menu-still-group-stale = Comes last: not checked for four months
menu-still-group-old = Readers see that it is old: not checked for three months
menu-still-group-due = Not checked for two months
menu-still-column-hides = Hides on
menu-still-hidden = Hidden already
menu-still-tick = Still right: { $name }
menu-still-button = Those that I ticked are still right
menu-still-more = { $count ->
    [one] One more stands behind these.
   *[other] { $count } more stand behind these.
  }

## Kinds and answers

menu-answers-title = Kinds and answers
menu-answers-lead = These are the questions that readers filter by. Answers that are built in stay as they are, so that every menu can be searched alike. A manager can add your own.
menu-answers-built-in = Built in
menu-answers-own = Your own
menu-answers-none = You have added none.
menu-answers-add = Add an answer
menu-answers-add-to = to “{ $name }”
menu-answers-retired = not offered any more
menu-answer-new = A new answer to “{ $name }”
menu-answer-change = Change an answer to “{ $name }”
menu-answer-name = What it says
menu-answer-name-hint = As a young person would say it. Up to 60 letters.
menu-answer-about = What it means (optional)
menu-answer-about-hint = One sentence. Up to 300 letters.
menu-answer-lead = Everybody sees it at once: as a filter, and on each service that has it.
menu-answer-retire = Do not offer it any more
menu-answer-retire-hint = Services that have it keep it.
menu-answer-back = Offer it again
menu-answer-name-wrong = Type what it says, in at most { $most } letters
menu-answer-taken = You have this answer already

## Sharing

menu-sharing-title = Share { $name } with other hubs
menu-sharing-lead = Their young people see it on their menu. Only you can change it. They can suggest a change to you.
menu-sharing-hubs = Which hubs?
menu-sharing-alone = There is no other hub on this server.
menu-shared-owner = { $hub } keeps this service and shares it with you. You can read it, and tell them what is not right.
menu-shared-suggest = Suggest a change to { $hub }

## Suggestions

menu-suggestions-title = Suggestions
menu-suggestions-lead = What readers and other hubs say is not right. Nobody who wrote these left a name.
menu-suggestions-none = No suggestion waits. What readers send from a page of the menu stands here.
menu-suggestions-service = Service
menu-suggestions-about = About
menu-suggestions-from = From
menu-suggestions-came = Came
menu-suggestions-reader = A reader
menu-suggestions-done = Done of late
menu-suggestion-title = A suggestion about { $name }
menu-suggestion-words = In their words
menu-suggestion-note = What did you do? (optional)
menu-suggestion-note-hint = For your colleagues. Up to 500 letters. It is deleted with the suggestion after a year.
menu-suggestion-done = Mark as done
menu-suggestion-was-done = Done { $when } by { $who }
menu-suggestion-reopen = Take it up again
menu-suggestion-open-service = Look at the service
menu-suggestion-change = Change the service

menu-suggest-title = Tell us what is not right
menu-suggest-service = About: { $name }
menu-suggest-lead = Do not write about yourself or anyone you know. We do not ask who you are, so we cannot write back.
menu-suggest-safe = If somebody is not safe, do not tell us here: nobody may read this for days. Use one of these now.
menu-suggest-about = What is not right?
menu-suggest-place = Where it is, or how to reach it
menu-suggest-times = When it is
menu-suggest-cost = What it costs
menu-suggest-gone = It is not there any more
menu-suggest-other = Something else
menu-suggest-words = What should it say? (optional)
menu-suggest-words-hint = Up to 500 letters.
menu-suggest-button = Send it
menu-suggest-told = Thank you. The people who look after this page will read it.
menu-suggest-back = Back to the page
menu-suggest-about-empty = Choose what is not right
menu-suggest-words-wrong = Write at most 500 letters, all of which can be seen
menu-suggest-many = They have a lot to read about this one already. Please try again in a few days
menu-suggest-wait = { $minutes ->
    [one] A lot came from your network. Please try again in a minute
   *[other] A lot came from your network. Please try again in { $minutes } minutes
  }

## After something was done

menu-done-added = Service added. It is a draft: read it over, then send it for approval.
menu-done-saved = Draft saved. What everybody reads has not changed.
menu-done-sent = Sent. A manager can approve it now.
menu-done-approved = Approved. Everybody reads it now.
menu-done-sent-back = Sent back. Whoever wrote it sees why.
menu-done-left = Draft dropped. It stays in the history.
menu-done-right = { $count ->
    [0] Nothing was ticked. Tick each service that you looked at, then press the button again.
    [one] 1 service is checked today.
   *[other] { $count } services are checked today.
  }
menu-done-paused = Readers see that it is not there for now.
menu-done-resumed = Readers see that it is there again.
menu-done-archived = It is off the menu. Everything about it is kept: you can bring it back.
menu-done-brought-back = It is back, as it stood before.
menu-done-days = The days are saved.
menu-done-moved = Saved. Everybody reads who offers it now.
menu-done-provider = Saved. Everybody reads it now.
menu-done-provider-added = Added. You can choose them when you add a service.
menu-done-taken-up = The old text is the draft now. Read it over, then send it for approval.
menu-done-shared = Saved. Other hubs see it, or see it no more, within a minute.
menu-done-suggested = Sent. They will read it.
menu-done-suggestion = Done. It is kept for a year.
menu-done-reopened = The suggestion is open again.
menu-done-answer = Saved. Readers can filter by it within a minute.
menu-done-answer-retired = It is not offered any more. Services that have it keep it.
menu-done-answer-back = It is offered again.

## What somebody did, as the record calls it

did-answer-added = Added an answer to the menu
did-answer-brought-back = Offered an answer of the menu again
did-answer-changed = Changed an answer of the menu
did-answer-retired = Stopped offering an answer of the menu
did-change-suggested = Suggested a change to a service
did-draft-left = Dropped a draft of a service
did-draft-saved = Saved a draft of a service
did-old-text-taken-up = Took up an old text of a service
did-provider-added = Added somebody who offers services
did-provider-changed = Changed who offers services
did-service-added = Added a service
did-service-approved = Approved a service
did-service-archived = Took a service off the menu
did-service-brought-back = Brought a service back
did-service-days-set = Chose the days of a service
did-service-moved = Changed who offers a service
did-service-paused = Said that a service is not there for now
did-service-resumed = Said that a service is there again
did-service-sent-back = Sent a service back
did-service-sent-for-approval = Sent a service for approval
did-service-shared = Shared a service
did-services-found-right = Checked services of the menu
did-suggestion-done = Marked a suggestion as done
did-suggestion-reopened = Took up a suggestion again
