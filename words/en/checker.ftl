### The checker at /check, for those who check often: it opens and checks without a network.

checker-no-script = The camera and checking without the internet need JavaScript. You can type a code, here or at { $address }.
checker-place = You are checking for:
checker-change = Change
checker-where-hint = This device remembers it. You see only what is arranged for that place.

## How old its list is

checker-loading = Looking for the newest list
checker-list-from = Oldest list from { $when }.
checker-list-old = It is over a day old. Go online when you can.
checker-never-loaded = This device has no list of cards yet, so it cannot check. Go online once.
checker-list-empty = The list on this device is empty, so it cannot check. Go online, or ring the hub.
checker-why-empty = The list on this device is empty, so nothing can be said about any card. Go online and try again, or ring the hub.
checker-list-broken = The list that came cannot be read, so this device cannot check. Try again later, or ring the hub.
checker-other-key = New lists are signed with a key that this device does not know, so it does not take them. Ring the hub before you go on. Until they say it is right, type codes instead of scanning.
checker-trust-anew = The hub told me that the key changed
checker-trust-hint = Press it only after the hub said so, and with the internet on. This device then forgets the old key and its list, and starts again.

## The camera

checker-open-camera = Open the camera
checker-camera-title = Camera
checker-camera-opening = Opening the camera
checker-camera-on = Hold the square inside the frame.
checker-close-camera = Close the camera
checker-light = Light
checker-other-camera = Other camera
checker-camera-refused = The camera is not allowed for this page. Allow it in the settings of your browser, or type the code.
checker-camera-none = This device has no camera that we can use. Choose a picture, type the code, or use a scanner.
checker-camera-busy = The camera cannot be opened. Another app may be using it. Close that app and try again, or type the code.
checker-reader-missing = The reader of squares could not be loaded. Go online and try again, or type the code.

## Other ways

checker-picture = Choose a picture of a square
checker-picture-hint = It stays on this device and is not kept.
checker-picture-unreadable = This picture cannot be opened. Choose a photo, for example a JPEG or PNG.
checker-picture-empty = No square was found in this picture. Take it again, closer and sharper.
checker-code-hint = 10 letters and numbers, for example K7QX-M2RT-9C. A typed code needs the internet.
checker-scanner = A scanner that types like a keyboard works too: scan at any time.

## What was scanned is no card

checker-other-address = This square opens another address: { $host }. It was not opened.
checker-other-page = This square opens another page of ours. It is not a card.
checker-poster = This is the square of the poster. Scan the one on the card.
checker-no-card = This square does not hold a card.

## Keeping it on the phone

checker-keep-title = Put this on your phone
checker-keep = It then opens without the internet. In the menu of your browser choose “Install” or “Add to Home Screen”.
checker-keep-button = Put it there now
checker-often = Do you check cards often, or without a signal?
checker-link = Check often? Put this on your phone
