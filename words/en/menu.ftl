### The public menu: breaks, fun things and people who help, in plain words for somebody of nine or older.

## On every page of the menu

menu-front-name = Menu
menu-exit = Exit this page
menu-exit-now = Quick exit:
menu-now-jump = Need help right now?
menu-nav = Parts of the menu
menu-nav-all = All of it
menu-nav-kept = My list
menu-nav-card = My card
menu-back = Back to the menu
menu-back-found = Back to what you found

## The list

menu-front-title = What would help you?
menu-front-lead = Breaks, fun things, and people who can help. You do not need a card, and nobody sees what you look at.
menu-search-label = Search
menu-search-hint = For example: swimming, someone to talk to, money
menu-search-button = Search
menu-matrix-title = Pick a box
menu-matrix-hint = The number says how many there are.
menu-matrix-kind = What it is
menu-matrix-way = { $way ->
        [in-person] In person
        [phone] Phone
        [text] Text
        [online] Online
        [at-home] At home
       *[other] All
    }
menu-matrix-cell = { $kind }, { $way }: { $count } found
menu-matrix-none = none
menu-found = { $count ->
        [0] Nothing found
       *[other] { $count } found
    }
menu-found-page = Page { $page } of { $pages }
menu-order-near = Help for right now comes first, then what is near you.
menu-order = Help for right now comes first.
menu-chosen-title = You chose
menu-chosen-off = Take off { $answer }
menu-chosen-clear = Start again
menu-words = “{ $words }”
menu-questions = What suits you?
menu-questions-hint = Tick as many as you like, then press the button. The numbers say how many you would find.
menu-questions-button = Show what fits
menu-answers-chosen = { $count ->
        [one] 1 ticked
       *[other] { $count } ticked
    }
menu-ask-age = How old are you?
menu-ask-age-hint = In years. Leave it empty if you like.
menu-ask-days = Which days can you come?
menu-ask-free = What may it cost?
menu-ask-free-yes = Only free things
menu-ask-hub = Whose menu?
menu-ask-hub-any = All of them
menu-ask-within = How far can you go?
menu-ask-within-any = As far as it takes
menu-ask-within-miles = { $miles ->
        [one] Up to 1 mile
       *[other] Up to { $miles } miles
    }
menu-answer-count = ({ $count })
menu-near-title = How far is it from you?
menu-near-label = Your postcode
menu-near-hint = For example SK1 3XE, or only its first half. We do not keep it, and it never goes into a link.
menu-near-button = Show how far
menu-near-empty = Type your postcode
menu-near-wrong = That is not a postcode. It looks like SK1 3XE.
menu-near-unknown = We do not know where that postcode is. Check it, or type only its first half, like SK1.
menu-near-busy = We cannot look up postcodes right now. Try again in a minute.
menu-chosen-age = { $age ->
        [one] 1 year old
       *[other] { $age } years old
    }
menu-chosen-day = On a { $day }
menu-chosen-from = From { $time }
menu-chosen-until = Until { $time }
menu-chosen-near = Near you
menu-chosen-near-said = Near where you said
menu-chosen-near-outward = Near { $outward }
menu-chosen-provider = From { $provider }
menu-page-next = Next
menu-page-previous = Back
menu-pages = Pages
menu-none-title = Nothing fits all of that
menu-none-words = Nothing has all of those words. Try one word, or a shorter one.
menu-none-drop = Leave one of these out and you will find something:
menu-none-drop-one = Without { $answer }
menu-none-all = Look at everything
menu-none-ring = Or ask somebody at your hub. They know what is new.
menu-none-yet = There is nothing on the menu yet. Ask somebody at your hub what there is.
menu-misread-some = Part of this link was not clear to us, so we left it out. The rest is shown below.
menu-misread-page = There is no such page, so this is the nearest one.
menu-misread-near = We do not know where that place is, so we cannot say how far things are.
menu-more-title = Take it with you
menu-more-share = Share this list
menu-more-share-hint = Copy this link. It holds what you chose, and no name or postcode.
menu-more-copy = Copy the link
menu-more-send = Send it to somebody
menu-more-copied = Copied
menu-more-print = Print on A4
menu-more-booklet = Print as a small booklet
menu-more-easy = Easy read
menu-more-poster = Poster for a wall

## One card of the list

menu-card-now = Help right now
menu-card-from = From { $provider }
menu-card-next = Next: { $date }
menu-card-free = Free
menu-paused = Not on at the moment. It will be back.
menu-checked = { $days ->
        [0] Checked today
        [one] Checked 1 day ago
       *[other] Checked { $days } days ago
    }
menu-checked-by = { $days ->
        [0] Checked today by { $hub }
        [one] Checked 1 day ago by { $hub }
       *[other] Checked { $days } days ago by { $hub }
    }
menu-checked-months-by = { $months ->
        [one] Checked 1 month ago by { $hub }
       *[other] Checked { $months } months ago by { $hub }
    }
menu-checked-months = { $months ->
        [one] Checked 1 month ago
       *[other] Checked { $months } months ago
    }
menu-checked-old = That is a while ago. Ring first to make sure it is still right.
menu-far-under = Less than half a mile away in a straight line
menu-far-miles = { $miles ->
        [one] About 1 mile away in a straight line
       *[other] About { $miles } miles away in a straight line
    }
menu-far-how = We measure in a straight line. The way there is longer.

## One service

menu-told-part-what = What it is
menu-told-part-for = Who it is for
menu-told-part-people = Who will be there
menu-told-part-there = Getting there
menu-told-part-bring = What to bring
menu-told-part-when = When it is
menu-told-part-cost = What it costs
menu-told-part-start = How to get in
menu-told-part-first = What happens first
menu-told-part-follow = Who gets back to you
menu-told-part-left = Is there room?
menu-told-part-comfort = Good to know
menu-told-part-safety = Who checked that it is safe
menu-told-part-contact = Get in touch
menu-dates = Next dates
menu-dates-keep = Put these dates in my calendar
menu-no-dates = No dates are known. Get in touch to find out.
menu-dates-shown = Its name will show in your calendar.
menu-ring = Ring { $number }
menu-ring-note = Ring { $number } ({ $note })
menu-write = Write to { $address }
menu-website = Look at their website
menu-unsaid-bring = They do not say. You can ask when you get in touch.
menu-unsaid-cost = They do not say. Ask before you go.
menu-unsaid-people = They do not say. You can ask who will be there.
menu-unsaid-when = They do not say. Get in touch to find out.
menu-unsaid-first = They do not say. You can ask what happens first.
menu-unsaid-follow = They do not say. You can ask who will ring you.
menu-hidden-place = The address is private. They tell you where when you get in touch.
menu-hidden-place-too = There is another place too. They tell you where when you get in touch.
menu-area = For people who live in { $area }
menu-language = You can speak { $language }
menu-told-ages-between = { $from } to { $to } years old
menu-told-ages-one = { $age ->
        [one] 1 year old
       *[other] { $age } years old
    }
menu-told-ages-from = { $from ->
        [one] 1 year old or older
       *[other] { $from } years old or older
    }
menu-told-ages-to = { $to ->
        [one] Up to 1 year old
       *[other] Up to { $to } years old
    }
menu-told-ages-any = Any age
menu-told-cost-free = Free
menu-told-cost = £{ $pounds }
menu-told-cost-for = { $what }: { $cost }
menu-told-left = { $left ->
        [0] No places left
        [one] 1 place left
       *[other] { $left } places left
    }
menu-told-left-of = { $left ->
        [0] None of { $of } places left
        [one] 1 of { $of } places left
       *[other] { $left } of { $of } places left
    }
menu-wait = How long people wait: { $wait }
menu-suggest = Something wrong here? Tell us
menu-share = Share this page
menu-share-hint = Copy this link. It holds no name and no postcode.
menu-told-gone-title = This is not on the menu any more
menu-told-gone = It may have ended, or nobody could make sure that it is still right. There may be something like it.

## When it is

menu-day = { $day ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[7] Sunday
    }
menu-and = { $some } and { $last }
menu-nth = { $nth ->
        [1] first
        [2] second
        [3] third
        [4] fourth
        [5] fifth
       *[other] last
    }
menu-daily = Every day
menu-weekdays = Monday to Friday
menu-weekly = Every { $days }
menu-weekly-other = Every other week, on { $days }
menu-weekly-weeks = Every { $weeks } weeks, on { $days }
menu-monthly-date = Every month, on day { $date }
menu-monthly-nth = The { $nth } { $day } of every month
menu-months-date = Every { $months } months, on day { $date }
menu-months-nth = Every { $months } months, on the { $nth } { $day }
menu-told-hours = { $when }, { $from } to { $to }
menu-told-hours-from = { $when }, from { $from }
menu-hours-at = { $when }, at { $place }
menu-starts = { $when }, from { $date }
menu-ends = { $when }, until { $date }
menu-date = { $day } { $date }
menu-time-am = { $time }am
menu-time-pm = { $time }pm
menu-time-noon = midday
menu-time-midnight = midnight

## My list, kept on the phone

menu-kept-title = My list
menu-kept-lead = What you keep stays on this phone. You can read it without internet. Nobody else sees it.
menu-kept-no-script = Your list needs JavaScript, which is off. You can still make a list in a link: open something on the menu and press “Add to a list”.
menu-kept-empty = Nothing here yet. Look through the menu and press “Keep” on what you like.
menu-kept-find = Look through the menu
menu-kept-add = Keep
menu-kept-added = Kept
menu-kept-add-label = Keep: { $name }
menu-kept-added-label = Kept: { $name }
menu-kept-off = Take off
menu-kept-clear = Take everything off this phone
menu-kept-clear-sure = Press again to take everything off
menu-kept-offline = No internet right now. This is what you kept.
menu-kept-open = Read all of it
menu-kept-gone = This is not on the menu any more. Ring first.
menu-kept-full = Your list is full. Take something off first.
menu-kept-unable = This phone does not let us keep anything. Use the share link instead.
menu-kept-try-again = No internet right now. Try again later.
menu-kept-take = Share or print my list

## A list in a link

menu-shared-title = A list for you
menu-shared-lead = Somebody chose these from the menu.
menu-shared-empty = This list is empty, or nothing on it is on the menu any more.
menu-shared-add = Add to a list
menu-shared-add-more = Add something else
menu-shared-off = Take off the list
menu-shared-off-label = Take off the list: { $name }
menu-shared-gone = { $count ->
        [one] 1 thing on this list is not on the menu any more.
       *[other] { $count } things on this list are not on the menu any more.
    }

## Paper

menu-paper-title = Menu
menu-paper-lead = Breaks, fun things, and people who can help
menu-paper-print = Print
menu-paper-back = Back
menu-paper-of = Printed on { $date }. Things change: ring first.
menu-paper-most = Only the first { $count } are printed. Choose more filters to print what you need.
menu-paper-none = There is nothing to print. Go back and choose something.
menu-paper-newest = The newest is at { $address }
menu-paper-contents = What is inside
menu-paper-page = Page { $page }
menu-booklet-title = Booklet
menu-booklet-hint = These are A5 pages, in order. In the print window choose “A5”, or “Booklet” if your printer has it.
menu-booklet-fold-link = Print two pages side by side, to fold
menu-booklet-fold-hint = Print on A4 sideways, on both sides, turned over along the short edge. Then put the sheets together and fold them.
menu-booklet-flat-link = Show the pages in order
menu-booklet-more = There is more to read at { $address }
menu-booklet-notes = Notes
menu-easy-title = Easy read
menu-easy-link = Easy read
menu-easy-lead = Each line says one thing.
menu-easy-more = More about it: { $address }
menu-poster-title = Poster
menu-poster-lead = Breaks, fun things, and people who can help. You do not need a card.
menu-poster-one = Scan the square with your phone’s camera to read more.
menu-poster-scan = Scan the square with your phone’s camera to open the menu.
menu-poster-address = The address must be { $host }
menu-poster-too-much = You chose too much for a square that phones can read. Take off a few answers.

## On the phone card and the home screen

app-menu-name = Pass menu
