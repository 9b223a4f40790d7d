### The card on a phone, at /card and /card/activate: to its owner, nine or older. It says nothing that a stranger who looks over a
### shoulder should not read.

phone-title = Pass
phone-nav = Parts of your card
phone-nav-card = Card
phone-nav-menu = Menu
phone-nav-activity = Activity
phone-nav-help = Help
phone-back = Back
phone-no-script = Your card needs JavaScript. Turn it on for this page. Your printed card works without it.
phone-too-old = This browser is too old for your card. Try another browser, or use your printed card.
phone-fault = Something went wrong. Close Pass and open it again. If it happens again, ring your hub.
phone-ring = Ring your hub: { $telephone }
phone-hours = Open: { $hours }

## The card

phone-name-of-card = Your card
phone-photo = Your photo
phone-places = Where are you?
phone-square = Square to scan
phone-square-larger = Make the square bigger
phone-square-smaller = Make the square smaller
phone-next-square =
    { $seconds ->
        [one] New square in 1 second
       *[other] New square in { $seconds } seconds
    }
phone-bright = Hard to scan? Turn up your screen.
phone-says = What this says about you
phone-until = Your card ends on { $date }
phone-choose = Choose what each place sees
phone-refused-button = They didn't accept it
phone-last-days =
    { $days ->
        [0] Your card ends today. Ask your hub for a new one.
        [one] Your card ends tomorrow. Ask your hub for a new one.
       *[other] Your card ends in { $days } days. Ask your hub for a new one.
    }
phone-days-left =
    { $days ->
        [0] Go online today. Your card stops working tomorrow.
        [one] Go online soon. Your card stops working in 1 day.
       *[other] Go online soon. Your card stops working in { $days } days.
    }
phone-days-left-more = Open Pass once while you have internet. It fixes itself.
phone-offline = No internet. Your card still works.

## When the card cannot be shown

phone-arriving-title = Getting your card
phone-arriving = This takes a few seconds. You need internet for it.
phone-arriving-offline = Your card is on its way, but there is no internet. Go online and open Pass again.
phone-nothing-title = Nothing to show yet
phone-nothing = Your hub has not put anything on this card yet, or you chose to show nothing. You can change what each place sees.
phone-stopped-title = Your card needs internet
phone-stopped = It has been offline too long. Go online and open Pass: it fixes itself in a few seconds.
phone-stopped-paper = Can't go online now? Show your printed card.
phone-try-again = Try again
phone-clock-title = Check the time on this phone
phone-clock = This phone says it is { $date }. That is not right, so your card would be refused. Set the time, or go online and open Pass.
phone-ended-title = This card has ended
phone-ended = It was good until { $date }. Ask your hub for a new one.
phone-removed-title = This card was taken off this phone
phone-removed = Maybe you put it on another phone, or somebody told us this one was lost. Your printed card may still work.
phone-get-back = To get it back, ask your hub for a new letter.
phone-again = Put a card on this phone

## No card

phone-empty-title = No card here yet
phone-empty = Did you get a letter from your hub? Then you can put your card on this phone now.
phone-empty-had-title = Had a card here before?
phone-empty-why-cleared = The browser may have been cleared. Then your card is gone from here, but not lost.
phone-empty-why-other = You may have used another browser. Look there.
phone-empty-why-private = A private window forgets everything when it closes.
phone-empty-why-home = On an iPhone, open Pass from your home screen.
phone-empty-back = Ask your hub for a new letter. You get the same card back.
phone-lost = Lost your phone or card?
phone-lost-more = Stop it from any phone or computer, with the lost code from your letter.

## Putting the card on the phone

phone-put-title = Put your card on this phone
phone-put-how = Take the letter from your hub. Then choose one.
phone-put-scan = Scan the square on my letter
phone-put-scanning = Hold the square in front of the camera
phone-put-scan-stop = Stop the camera
phone-put-scan-wrong = That is another square. Scan the one in your letter.
phone-put-camera = The camera does not work here. Type the code from your letter instead.
phone-put-type = Type the code from my letter
phone-put-code = Code from your letter
phone-put-code-hint = 12 letters and numbers, for example 7KQX-M2RT-9CVB
phone-put-code-next = Next
phone-put-code-empty = Type the code from your letter
phone-put-code-wrong = This code has a letter or number wrong. Look at your letter and type it again.
phone-put-code-unknown = This code does not work. Look at your letter and type it again. If it is right, it is used up or too old: ask your hub for a new letter.
phone-put-gone = This letter is used up or too old. Ask your hub for a new letter.
phone-put-link-wrong = This link is not whole. Open it again from your letter, or type the code.
phone-put-found = We found your card.
phone-put-digits = Your 6 numbers
phone-put-digits-hint = Your hub told you these another way. They are not in the letter.
phone-put-digits-empty = Type the 6 numbers your hub told you
phone-put-digits-form = There are 6 numbers, like 123456
phone-put-digits-wrong = These numbers did not work. Look at them and try again. After 5 wrong tries a letter stops working: then ask your hub for a new one.
phone-put-button = Put my card on this phone
phone-put-working = Putting your card on this phone
phone-put-replaces = There is a card on this phone already. The new one takes its place.
phone-put-offline = No internet. What you typed is kept. Go online and try again.
phone-put-too-many = Too many wrong codes came from here. Wait { $minutes ->
        [one] 1 minute
       *[other] { $minutes } minutes
    }, then try again.
phone-put-what-title = What happens then?
phone-put-what = Your card is kept on this phone. It works without internet too. Anyone who can open this phone can open it.
phone-error = Error
phone-problem = There is a problem

## On an iPhone or iPad, first

phone-ios-title = First, put Pass on your home screen
phone-ios-why = On an iPhone, your card lives in the app on your home screen. If you skip this, it can get lost.
phone-ios-share = Tap the Share button at the edge of your screen.
phone-ios-add = Choose “Add to Home Screen”.
phone-ios-open = Open Pass from your home screen. Then type the code from your letter, or scan its square.
phone-ios-skip = Use it in this browser instead
phone-install-title = Keep it close
phone-install = Put Pass on your home screen. Then you find it fast.
phone-install-button = Put on home screen

## What each place sees

phone-choices-title = What each place sees
phone-choices-lead = Your hub agreed these with you. Untick what a place does not need to see.
phone-choices-preview = { $setting } will see
phone-choices-none = Nothing. Your card will not work here.
phone-choices-save = Save
phone-choices-when = It changes when your phone is next online.
phone-choices-waiting = Saved here. It changes when your phone is next online.
phone-choices-done = Saved. Your card is changed.
phone-choices-add = Want something else on your card? Ask your hub.

## They didn't accept it

phone-refused-title = They didn't accept it
phone-refused-sorry = We are sorry. That should not happen. Tell us, and we will talk to them.
phone-danger-title = Are you in danger now?
phone-danger = Ring 999. To talk to someone at any time, ring Childline on 0800 1111. It is free.
phone-danger-read = A person at your hub reads what you write here, but not at once.
phone-refused-where = Where was it?
phone-refused-what = What happened?
phone-refused-refused = They said no
phone-refused-questioned = They asked me lots of questions
phone-refused-kept = They kept my card
phone-refused-words = Anything else? You can leave this empty.
phone-refused-send = Send
phone-refused-what-empty = Choose what happened
phone-sent = Your hub reads what you send. You see here what they did.
phone-sent-later = Saved on this phone. It goes to your hub when you are online.

## What you told us

phone-messages-title = What you told us
phone-messages-empty = You have not told us anything yet.
phone-message-not-accepted = They didn't accept it
phone-message-correction = Something about me is wrong
phone-message-deletion = Please delete what you keep about me
phone-message-complaint = I am not happy with something
phone-message-lost = Your lost code was used
phone-message-by = Your hub answers by { $date }
phone-message-waiting = Waiting for internet
phone-message-unsent = This was not sent. Your card went off this phone before it could be. Tell your hub, or send it now.
phone-message-send-now = Send it now
phone-message-throw-away = Delete it
phone-message-sent = Sent. Nobody has read it yet.
phone-message-read = Your hub has read it.
phone-message-done = Done
phone-message-answer = Your hub says

## Activity

phone-activity-title = Activity
phone-activity-off = When this is on, you can see who looked at your card at school, and time-outs they wrote down.
phone-activity-off-more = It starts when you turn it on, and keeps 30 days. It is off until then. Somebody who uses your phone could see it too.
phone-activity-on = Turn on
phone-activity-turn-off = Turn off
phone-activity-empty = Nobody has looked since you turned this on.
phone-activity-note = When somebody only scans your card, nobody writes that down. So it is not here.
phone-activity-look = { $place } looked at your card
phone-activity-time-out = Time-out noted at { $place }
phone-activity-time-out-back = Time-out noted at { $place }, back at { $time }
phone-activity-time-out-open = Time-out noted at { $place }. Nobody wrote down when you came back. That is not your fault.
phone-activity-hide = Hide this
phone-activity-hidden = Activity is hidden.
phone-activity-show = Show it
phone-activity-at = { $date } at { $time }
phone-pin-title = Lock this page
phone-pin-what = A PIN stops someone who picks up your open phone from reading this page. It does not lock your card or your phone. Someone who knows a lot about phones could get past it.
phone-pin-new = Choose a PIN of 4 to 8 numbers
phone-pin-set = Set PIN
phone-pin-form = A PIN has 4 to 8 numbers
phone-pin-type = Your PIN
phone-pin-open = Open
phone-pin-wrong = That is not your PIN
phone-pin-wait =
    { $seconds ->
        [one] Wait 1 second, then try again
       *[other] Wait { $seconds } seconds, then try again
    }
phone-pin-remove = Remove PIN
phone-pin-forgot = Forgot your PIN? Turn activity off. When you turn it on again, it starts empty.

## Help

phone-help-title = Help
phone-exit = Exit this page
phone-exit-more = Leaves Pass and opens a weather page
phone-now-title = Need help now?
phone-now-999 = In danger
phone-now-999-call = Ring 999
phone-now-childline = Someone to talk to, day and night, free
phone-now-childline-call = Childline 0800 1111
phone-now-shout = Rather text?
phone-now-shout-call = Text SHOUT to 85258
phone-how-title = How to show it
phone-how-open = Open Pass and choose where you are.
phone-how-scan = Hold the square still. They scan it with any phone camera.
phone-how-why = You never have to say why you have it.
phone-how-paper = Flat battery? Your printed card works too.
phone-hub-title = Your hub
phone-my-title = My side
phone-remove = Take this card off this phone

## My data

phone-data-title = My data
phone-data-lead = This is what your hub keeps about you. It is yours to see.
phone-data-see = See what is kept
phone-data-see-offline = You need internet for this.
phone-data-refused = That did not work. Try again later, or ask your hub.
phone-data-log = Who looked at your card is not in this list. Turn activity on to see it from then on, or ask your hub.
phone-data-download = Save it as a file
phone-data-private = It may say things you want to keep private. Close it when you are done.
phone-data-correct = Something is wrong
phone-data-delete = Delete what you keep
phone-data-complain = Complain
phone-data-yes = Yes
phone-data-no = No
phone-data-nothing = Nothing is kept here.

## My data: what stands before each thing that is kept

phone-field-made-at = Made on
phone-field-record = About you
phone-field-first-name = First name
phone-field-surname = Surname
phone-field-known-as = Known as
phone-field-born-on = Birthday
phone-field-school = School
phone-field-caring-ended-on = Looking after someone ended on
phone-field-since = Kept since
phone-field-changed-at = Last changed
phone-field-photo = Photo
phone-field-cards = Printed cards
phone-field-phones = Cards on phones
phone-field-kind = Kind
phone-field-state = How it stands
phone-field-ends-on = Ends on
phone-field-ended-at = Stopped
phone-field-arrangements = What it says
phone-field-issued-at = Made
phone-field-handed-over-at = Given to you
phone-field-lost-at = Lost
phone-field-put-at = Letter made
phone-field-activated-at = Put on the phone
phone-field-last-heard-of-at = Last online
phone-field-removed-at = Taken off
phone-field-agreements = What was agreed to
phone-field-to = For
phone-field-by = By
phone-field-how = How
phone-field-agreed-on = On
phone-field-taken-back-at = Taken back
phone-field-counts = Counts today
phone-field-messages = What you told us
phone-field-activity = Looks at your card, and time-outs
phone-field-looks-of-the-hub = Days on which your hub opened your record
phone-field-on = Day
phone-field-times = How often
phone-field-left-out = What is not shown here
phone-field-what = What
phone-field-why = Why
phone-field-at = When
phone-field-where = Where
phone-field-back-at = Back
phone-field-words = Your words
phone-field-setting = Where
phone-field-happened = What happened
phone-field-answer-by = Answer by
phone-field-answer = Answer
phone-field-answered-at = Answered

## My data: what codes mean

phone-value-kind-printed = Printed card
phone-value-kind-fare = Printed fare card
phone-value-kind-phone = Card on a phone
phone-value-kind-look = Somebody looked at your card
phone-value-kind-time-out = Time-out
phone-value-kind-not-accepted = { phone-message-not-accepted }
phone-value-kind-correction = { phone-message-correction }
phone-value-kind-deletion = { phone-message-deletion }
phone-value-kind-complaint = { phone-message-complaint }
phone-value-kind-lost = { phone-message-lost }
phone-value-state-active = It works
phone-value-state-superseded = You have a newer one
phone-value-state-ended = It has ended
phone-value-state-withdrawn = It was stopped
phone-value-state-sent = Sent
phone-value-state-read = Your hub has read it
phone-value-state-done = Done
phone-value-to-photo = Your photo
phone-value-to-school = That your school may know
phone-value-to-phone = Your card on a phone
phone-value-by-young-person = You
phone-value-by-adult = An adult for you
phone-value-by-hub = Your hub
phone-value-how-in-person = In person
phone-value-how-call = In a call
phone-value-how-in-writing = In writing
phone-value-happened-refused = { phone-refused-refused }
phone-value-happened-questioned = { phone-refused-questioned }
phone-value-happened-kept = { phone-refused-kept }

## My data: what can be asked for

phone-correction-lead = Tell us what is wrong and what is right.
phone-deletion-lead = Your hub will ring you first to make sure it is you. When it is deleted, your card stops working.
phone-complaint-lead = Tell us what happened. We answer within 30 days.
phone-complaint-ico = Not happy with our answer? You can also ask the Information Commissioner: 0303 123 1113.
phone-write-words = Your words
phone-write-words-empty = Write a few words, so we know what to do
phone-deletion-words = Anything we should know? You can leave this empty.
phone-deletion-send = Ask to delete it

## Taking the card off

phone-remove-title = Take this card off this phone?
phone-remove-lead = Your card, your photo and everything Pass kept here goes from this phone. Your printed card still works.
phone-remove-back = To get it back, you need a new letter from your hub.
phone-remove-yes = Take it off
phone-remove-no = Keep it
phone-remove-offline = You are offline. It goes from this phone now. Ring your hub, so that they take it off their list too.
