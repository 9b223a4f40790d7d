### Reviews of services: what young people write and read, in plain words, for somebody of nine or older.

review-title = What others say
review-none = Nobody has written about this yet.
review-gone = We can’t show what others say right now. Try again in a minute.
review-count = { $count ->
    [one] 1 person wrote about this.
   *[other] { $count } people wrote about this.
  }
review-few = That is too few to work out stars for everybody.
review-mean = { $stars } out of 5
review-welcome = I felt welcome
review-easy = It was easy to get to
review-again = I would go again
review-stars = { $stars ->
    [one] 1 star out of 5
   *[other] { $stars } stars out of 5
  }
review-good = What was good?
review-others = What should others know?
review-story = A story
review-written = Written in { $month }
review-read-first = Your hub reads each review before it shows here.
review-days = { $days ->
    [one] That takes about 1 day.
   *[other] That takes about { $days } days.
  }
review-all = Read all of them
review-all-title = What others say about { $service }
review-write = Write a review
review-mine = Did you write one? See it or take it back
review-report = Report this
review-report-which = Report this review
review-before = Earlier page
review-after = Next page
review-back = Back to { $service }
review-back-all = Back to what others say

## Writing one

review-form-title = Write about { $service }
review-danger-title = Before you start
review-danger = If you write that somebody is in danger, the hub may need to find out who you are, so that it can help.
review-danger-how = We keep who you are in a locked envelope, apart from what you write. Only two people at the hub can open it, together. They must write down why. We delete the envelope after 90 days.
review-danger-else = For anything else nobody opens it. What you write shows without your name.
review-invited-how = If you use an invitation, there is no envelope. Nobody can find out who you are, so nobody can come and help. Need help? Ring one of the numbers on this page.
review-busy-title = We could not take it just now
review-busy = Everything you wrote is still here. Press “Send” again in a minute.
review-star-1 = 1: no, not at all
review-star-2 = 2: not really
review-star-3 = 3: it was OK
review-star-4 = 4: yes
review-star-5 = 5: yes, very much
review-welcome-empty = Choose how welcome you felt
review-easy-empty = Choose how easy it was to get to
review-again-empty = Choose if you would go again
review-text-hint = You don’t have to answer. Up to 300 letters.
review-story-label = Your story
review-story-hint = You don’t have to write one. Leave out names, schools and where you live, yours and other people’s. Don’t put in links. Up to 2,000 letters.
review-text-long = Write at most { $most } letters
review-text-unseen = Something in your words can’t be seen. Type them again, without copying.
review-code = Your code
review-code-hint = It stands under the square on your card, or on your invitation. It looks like K7QX-M2RT-9C.
review-code-empty = Type the code on your card or your invitation
review-code-unknown = We don’t know that code. Look at your card or your invitation, and type it again
review-code-wait = Too many wrong codes were typed from here. Try again in { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
  }
review-code-kept = Your code is used to make sure that you may write. It does not show with your review.
review-phone = Your card is on this phone, so you need no code.
review-phone-typed = Type a code instead
review-phone-keep = Keep the way back to my review on this phone
review-phone-keep-hint = Then you can see how far it is, or take it back. Anybody who opens this phone can see it too.
review-contact = Do you want someone to contact you?
review-contact-yes = Yes, please
review-contact-yes-hint = Your hub gets a message that you would like to talk. What you wrote here does not go with it. They use the way that is safe for you.
review-contact-no = No, thank you
review-once = You can have one review for each place. If you wrote about this place before, the new one takes its place.
review-send = Send
review-sending = Sending
review-offline = You need the internet to send this. Your words stay here while the page is open.
review-phone-removed = The card on this phone does not work any more. Type a code instead, or ring your hub.

## Sent

review-sent-title = Thank you
review-sent-reads = { $hub } reads it first. Then it shows, without your name.
review-sent-code = Write this code down
review-sent-code-why = With it you can see how far your review is, or take it back. We can’t show it again.
review-sent-kept = This phone keeps the way back to it for you.
review-sent-asked = Your hub will get in touch with you, in the way that is safe for you.
review-sent-ring = We don’t know who you are, so we can’t ring you. You can ring { $hub }: { $telephone }.
review-sent-mine = See your review

## My review

review-own-title = Your review
review-own-lead = Type the code that you got when you sent it.
review-own-code = The code of your review
review-own-look = Look
review-own-empty = Type the code of your review
review-own-unknown = No review has that code. Maybe you took it back, or wrote a newer one
review-own-of = About { $service }
review-own-state-waiting = The hub has not read it yet.
review-own-state-shown = It shows on the menu.
review-own-state-refused = The hub decided not to show it.
review-own-state-taken-down = The hub does not show it any more.
review-own-state-withdrawn = It does not show. You took it back, or wrote a newer one.
review-own-why = Why
review-own-note = The hub says
review-own-reason-personal = It says who somebody is.
review-own-reason-unkind = It could hurt somebody.
review-own-reason-not-about = It is about something else.
review-own-reason-unsure = The hub is not sure that it is about a real visit.
review-own-reason-worried = The hub is worried about you. Please ring them, or one of the numbers on this page.
review-own-reason-other = For another reason.
review-own-new = You can write a new one.
review-own-take-back = Take it back
review-own-take-back-hint = Then nobody reads it any more. If the hub is worried that somebody is in danger, it keeps the words for up to 90 days.
review-own-gone = You took it back. Nobody reads it any more.
review-own-on-phone = Kept on this phone
review-own-forget = Forget it on this phone
review-own-cannot = We can’t look just now. Try again later.

## Reporting

review-report-title = What is wrong with it?
review-report-lead = The hub looks at it. Nobody learns that it was you.
review-report-danger = Somebody may be in danger
review-report-personal = It says who somebody is
review-report-hurtful = It hurts somebody
review-report-untrue = It is not true
review-report-other = Something else
review-report-words = What else should the hub know?
review-report-words-hint = You don’t have to write anything. Up to 300 letters.
review-report-send = Send
review-report-empty = Choose what is wrong
review-report-long = Write at most 300 letters, all of which can be seen
review-report-wait = Too many reports came from here. Try again later, or ring the hub
review-report-done = Thank you. The hub will look at it.
review-month = { $month ->
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
