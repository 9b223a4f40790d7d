### What is asked of every service on the menu, and the answers there are: names as people say them, and one sentence that says what each
### means. The codes stand in core/src/menu/taxonomy.rs. Feeds publish names and sentences, so both speak to anybody who reads them.

## What kind of help it is

menu-taxonomy-kind = Kind of help
menu-taxonomy-kind-about = What kind of help or fun it is.
menu-question-kind = What are you looking for?
menu-term-kind-break = A break
menu-term-kind-break-about = Time for yourself, away from caring: something fun or something calm.
menu-term-kind-trip = A day out
menu-term-kind-trip-about = A trip or a day out with other people.
menu-term-kind-group = A group
menu-term-kind-group-about = A group that meets again and again, where you get to know others like you.
menu-term-kind-talk = Someone to talk to
menu-term-kind-talk-about = A person who listens, and keeps in touch if you want.
menu-term-kind-counselling = Counselling
menu-term-kind-counselling-about = Time with a trained person who helps you with hard feelings.
menu-term-kind-home-help = Help at home
menu-term-kind-home-help-about = Somebody comes and helps at home, so that you have less to do.
menu-term-kind-health = Health
menu-term-kind-health-about = Help with your own health: sleep, food, worries, medicines.
menu-term-kind-learning = School and learning
menu-term-kind-learning-about = Help with school, college, homework or learning something new.
menu-term-kind-work = Jobs and work
menu-term-kind-work-about = Help to find a job, a course or work experience.
menu-term-kind-money = Money
menu-term-kind-money-about = Help with money: grants, bills, travel costs, what your family can claim.
menu-term-kind-rights = Your rights
menu-term-kind-rights-about = Somebody explains what you can ask for, and speaks up with you.
menu-term-kind-family = Help for all the family
menu-term-kind-family-about = Something for everyone you live with, together.

## How it comes

menu-taxonomy-delivery = How it happens
menu-taxonomy-delivery-about = Whether you go there, or it comes to you by phone, text, online or at home.
menu-question-delivery = How do you want to do it?
menu-term-delivery-in-person = In person
menu-term-delivery-in-person-about = You go there and meet people face to face.
menu-term-delivery-phone = By phone
menu-term-delivery-phone-about = You talk with somebody on the phone.
menu-term-delivery-text = By text
menu-term-delivery-text-about = You write messages, and somebody writes back.
menu-term-delivery-online = Online
menu-term-delivery-online-about = You join on a phone, tablet or computer.
menu-term-delivery-at-home = At your home
menu-term-delivery-at-home-about = Somebody comes to where you live.

## Alone or with others

menu-taxonomy-format = Alone or with others
menu-taxonomy-format-about = How many young people are there with you.
menu-question-format = Alone or with others?
menu-term-format-one-to-one = Just you
menu-term-format-one-to-one-about = You and one person who helps, nobody else.
menu-term-format-small-group = A small group
menu-term-format-small-group-about = Up to about eight young people.
menu-term-format-group = A big group
menu-term-format-group-about = More than eight young people.

## Getting there

menu-taxonomy-transport = Getting there
menu-taxonomy-transport-about = Whether they help you to get there and back.
menu-question-transport = How will you get there?
menu-term-transport-included = They pick you up
menu-term-transport-included-about = They take you there and bring you home, for everyone who comes.
menu-term-transport-arranged = They can help with a lift
menu-term-transport-arranged-about = Ask them, and they find a way for you to get there and back.
menu-term-transport-public-near = Bus, tram or train is near
menu-term-transport-public-near-about = A stop or station is a short walk away.
menu-term-transport-none = You make your own way
menu-term-transport-none-about = They do not help with getting there, and no stop is near.

## What to bring

menu-taxonomy-kit = What to bring
menu-taxonomy-kit-about = Whether you need clothes, shoes or other things of your own.
menu-question-kit = What do you need to bring?
menu-term-kit-nothing = Nothing
menu-term-kit-nothing-about = Come as you are.
menu-term-kit-bring = Bring some things
menu-term-kit-bring-about = You need some things of your own, and it says which.
menu-term-kit-provided = They lend you what you need
menu-term-kit-provided-about = You need special things, and they have them for you.

## How long it takes

menu-taxonomy-time = How long
menu-taxonomy-time-about = How long you are away each time.
menu-question-time = How much time do you have?
menu-term-time-under-hour = Less than an hour
menu-term-time-under-hour-about = Each time takes less than an hour.
menu-term-time-half-day = A few hours
menu-term-time-half-day-about = Each time takes between one hour and half a day.
menu-term-time-day = A whole day
menu-term-time-day-about = You are away for most of a day.
menu-term-time-overnight = Overnight
menu-term-time-overnight-about = You sleep there for one night or more.

## Getting in

menu-taxonomy-access = Getting in
menu-taxonomy-access-about = Who asks for a place, and whether you must ask first.
menu-question-access = Who asks for you?
menu-term-access-self = I can ask myself
menu-term-access-self-about = You can ask for a place on your own.
menu-term-access-parent = My parent or guardian asks
menu-term-access-parent-about = A parent or another adult who looks after you asks for a place.
menu-term-access-professional = My school, doctor or worker asks
menu-term-access-professional-about = Somebody who works with you asks for a place.
menu-term-access-drop-in = Just turn up
menu-term-access-drop-in-about = You do not need to ask before you come.
menu-term-access-book = Book a place first
menu-term-access-book-about = You need a place that is kept for you before you come.

## When you first get in touch

menu-taxonomy-first-contact = What happens first
menu-taxonomy-first-contact-about = What happens when you get in touch for the first time.
menu-question-first-contact = What happens first?
menu-term-first-contact-just-come = You come, and they show you round
menu-term-first-contact-just-come-about = Nobody rings or writes before; somebody meets you at the door.
menu-term-first-contact-reply-text = They write back
menu-term-first-contact-reply-text-about = You get a text or an email before anything else.
menu-term-first-contact-call-back = They ring you
menu-term-first-contact-call-back-about = Somebody rings you and asks what you would like.
menu-term-first-contact-meet-first = You meet somebody first
menu-term-first-contact-meet-first-about = You meet one person, alone or with somebody you trust, before you start.

## Afterwards

menu-taxonomy-follow-up = Afterwards
menu-taxonomy-follow-up-about = Who gets in touch with you after the first time.
menu-question-follow-up = Who gets in touch after?
menu-term-follow-up-worker-rings = A worker rings you
menu-term-follow-up-worker-rings-about = Somebody who works there rings to hear how it was.
menu-term-follow-up-worker-texts = A worker writes to you
menu-term-follow-up-worker-texts-about = Somebody who works there sends you a message.
menu-term-follow-up-you-choose = You choose
menu-term-follow-up-you-choose-about = You say whether they ring, write or leave you alone.
menu-term-follow-up-none = Nobody, unless you ask
menu-term-follow-up-none-about = You hear from them again only when you get in touch.

## Who is there

menu-taxonomy-people = Who will be there
menu-taxonomy-people-about = What the people do who will be there, never their names.
menu-question-people = Who will be there?
menu-term-people-other-young-carers = Other young carers
menu-term-people-other-young-carers-about = Young people who look after somebody too.
menu-term-people-youth-worker = A youth worker
menu-term-people-youth-worker-about = An adult whose job is to work with young people.
menu-term-people-volunteer = A volunteer
menu-term-people-volunteer-about = Somebody who helps in their free time.
menu-term-people-counsellor = A counsellor
menu-term-people-counsellor-about = Somebody trained to help with hard feelings.
menu-term-people-nurse = A nurse
menu-term-people-nurse-about = A nurse or another health worker.
menu-term-people-teacher = A teacher
menu-term-people-teacher-about = A teacher, tutor or coach.

## Places left

menu-taxonomy-places = Places left
menu-taxonomy-places-about = Whether there is room for you now.
menu-question-places = Is there room?
menu-term-places-open = There is room
menu-term-places-open-about = You can start now, or next time it is on.
menu-term-places-waiting-list = There is a waiting list
menu-term-places-waiting-list-about = You give your name, and they tell you when it is your turn.
menu-term-places-full = It is full
menu-term-places-full-about = There is no room and no waiting list for now.

## Quiet, steps and signs

menu-taxonomy-sensory = What makes it easier
menu-taxonomy-sensory-about = Things that make it easier for you to be there.
menu-question-sensory = What makes it easier for you?
menu-term-sensory-quiet-space = A quiet room
menu-term-sensory-quiet-space-about = There is a quiet place to go when it gets too much.
menu-term-sensory-small-numbers = Few people
menu-term-sensory-small-numbers-about = There are never many people in the room.
menu-term-sensory-step-free = No steps
menu-term-sensory-step-free-about = You can get in and around without steps.
menu-term-sensory-sign-language = Sign language
menu-term-sensory-sign-language-about = Somebody there signs in British Sign Language.

## Who checked that it is safe

menu-taxonomy-safeguarding = Checked to be safe
menu-taxonomy-safeguarding-about = Who looked at how young people are kept safe there.
menu-question-safeguarding = Who checked that it is safe?
menu-term-safeguarding-hub-checked = The young carers’ hub
menu-term-safeguarding-hub-checked-about = The hub went there and looked at how they keep you safe.
menu-term-safeguarding-council-checked = The council
menu-term-safeguarding-council-checked-about = The council looked at how they keep you safe.
menu-term-safeguarding-school-checked = A school
menu-term-safeguarding-school-checked-about = A school looked at how they keep you safe.
menu-term-safeguarding-staff-checked = Every adult there was checked
menu-term-safeguarding-staff-checked-about = Each adult there had a police check for work with young people.

## How soon

menu-taxonomy-urgency = How soon
menu-taxonomy-urgency-about = How quickly help is there.
menu-question-urgency = How soon do you need it?
menu-term-urgency-now = Now
menu-term-urgency-now-about = Somebody answers at once, at the times it says.
menu-term-urgency-this-week = This week
menu-term-urgency-this-week-about = Somebody can see you or talk with you within a week.

## What feeds fold into a service's description, for readers that show nothing else

menu-feed-line = { $what }: { $said }
menu-feed-who-for = Who it is for
menu-feed-cost = What it costs
menu-feed-free = free
menu-feed-place = place
