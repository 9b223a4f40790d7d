### The console: its frame, signing in, and the link of an invitation.

## Around every page

console-navigation = Console
console-start = Start
console-pages = Pages
console-footer-menu = The menu as readers see it
console-footer-sessions = Where you are signed in
console-who = { $name }, { $hub }
console-sign-out = Sign out
console-back = Go to the console

## Start

start-today = To do today
start-today-none = Nothing waits today. The lists show what comes next.
start-more = More

## Signing in

sign-in-title = Sign in
sign-in-email = Email address
sign-in-password = Password
sign-in-code = Code from your app
sign-in-code-hint = 6 digits. They change every 30 seconds.
sign-in-button = Sign in
sign-in-lost = I cannot use my app
sign-in-wrong = The email address, the password or the code is not right. A code works once: if you just used it, wait for the next.
sign-in-wait = Too many tries. Wait { $minutes ->
        [one] 1 minute
       *[other] { $minutes } minutes
    }, then try again.
sign-in-ended = You were signed out because nothing happened for a while. Sign in, and you get back what you typed.
recover-title = Sign in with a recovery code
recover-code = Recovery code
recover-code-hint = One of the codes you wrote down when you joined. Each works once.
recover-wrong = The email address, the password or the recovery code is not right. Each recovery code works once.
recover-back = Sign in with the app

## What was typed before the session ended

kept-title = Your text was kept
kept-lead = You typed this before you were signed out. It is not saved yet.
kept-button = Save it now
kept-drop = Do not save it

## What was typed when the server could not take it

unsent-title = Not finished yet
unsent-lead = We could not finish this just now. Part of it may be done already. What you typed is kept: stay on this page, wait a minute, then send it again to finish it.
unsent-typed = You typed:
unsent-button = Send it again
unsent-file = We could not take the file just now. Wait a minute, go back, choose the file again and send it.

## The link of an invitation

join-link-title = Open your link
join-link-label = Your link
join-link-hint = Paste all of the link that you were given.
join-link-button = Open it

join-title = Join { $hub }
join-lead = Welcome, { $name }. You set a password and a code, then you are in.
join-codes = 1. Set up your code
join-codes-lead = Open an authenticator app on your phone and scan this square. The app then shows a new code every 30 seconds.
join-square = Square to scan with your authenticator app
join-secret = If you cannot scan it, type this into the app:
join-code = Code that the app shows now
join-code-wrong = Type the 6 digits that the app shows now
join-password-title = 2. Choose a password
join-password = Password
join-password-hint = At least 12 letters. Three or four words that do not belong together are good.
join-password-short = Choose a password with at least 12 letters
join-password-long = Choose a shorter password
join-password-easy = Choose a password that is harder to guess
join-button = Join
join-known-lead = Welcome, { $name }. Sign in, then you are in.
join-known = Somebody signs in with this address already, at another hub. Type the password and the code that you use there.
join-known-not-me = Was that not you? Do not go on, and tell your manager: whoever runs this server can make a new link for you.
join-known-button = Join
link-gone-title = This link does not open
link-gone = It may have been used, or it is more than 72 hours old. Ask whoever sent it for a new one.
recovery-codes-title = Write these codes down
recovery-codes-lead = If you lose your phone, sign in with one of them. Each works once.
recovery-codes-once = You see them only now. Keep them where you keep other important papers, not on your phone.
recovery-codes-button = I have written them down
recovery-codes-left = You used a recovery code. You have { $count ->
        [0] no recovery codes
        [one] 1 recovery code
       *[other] { $count } recovery codes
    } left. If you lost your phone, ask a manager to have your sign-in reset.

## Faults, said to staff: they are the hub

console-fault-not-found = It is not there, or it is not your hub’s. Go back to the start and look for it.
console-fault-ours = This is our fault, and nothing was changed. Try again in a minute. If it happens again, tell whoever runs the server, and when it was.
console-fault-too-large = That is more than this form takes. Send less at once.
console-fault-too-many = Wait a few minutes, then try again.
console-fault-unavailable = Wait a minute, then try again. If it lasts, tell whoever runs the server.
