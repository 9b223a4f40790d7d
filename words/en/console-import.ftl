### The console's pages that read spreadsheets in.

import-title = Import

## Reading a file in

import-lead = Add many young people at once from a spreadsheet. You see what will happen first. Nobody is added until you say so.
import-new = Read a spreadsheet
import-file = Choose a file
import-file-hint = CSV or Excel (.xlsx), up to 10 MB and 10,000 rows. The first sheet is read.
import-file-button = Check the file
import-columns = Which columns are read?
import-columns-text = First name and date of birth are needed. Surname, what they are called, school or college, and whether the record is protected are read too. Other columns are left alone.
import-columns-days = Write dates with the day first, such as 27/3/2012.
import-example = Download an example file
import-file-empty = Choose a file
import-too-large = The file is larger than 10 MB. Split it and read the parts one after another
import-too-many-rows = The file has more than 10,000 rows. Split it and read the parts one after another
import-too-many-columns = The file has more than 60 columns. Keep only those about names, birthdays and schools
import-locked = The file needs a password. In Excel choose File, Info, Protect Workbook and take the password off. Save it and choose it again
import-old-excel = This is an old Excel file (.xls). Open it, choose File, Save As, “Excel Workbook (.xlsx)” or “CSV UTF-8”, and choose that file
import-other-kind = This is not a CSV or Excel file. Open it, save it as CSV or as Excel Workbook (.xlsx), and choose that file
import-unreadable = The file is damaged. Open it, save it again as “CSV UTF-8”, and choose that file
import-open-quote = Row { $row } has a quotation mark (") that is never closed. Take it out and choose the file again
import-no-rows = The file has no rows with people in them
import-missing-columns = { $count ->
    [one] The file has no column for: { $columns }. Give that column a title in the first row
   *[other] The file has no columns for: { $columns }. Give those columns a title in the first row
  }

## The list of files

import-list = Files read in
import-list-empty = No file has been read in yet. Choose one above, or download the example to see what it may look like.
import-column-file = File
import-column-who = Read in by
import-column-when = When
import-column-state = What became of it
import-gone = File of { $date }
import-state-waiting = Waiting for you: { $total ->
    [one] 1 row
   *[other] { $total } rows
  }
import-state-running = Being added: { $done } of { $total }
import-state-done = Added: { $added }
import-state-undoing = Being undone
import-state-undone = Undone
import-state-left-alone = Not added

## Before anybody is added

import-back = All files
import-review-title = Check { $file }
import-rows = Rows in the file
import-plain = Will be added
import-alike = May be known already
import-faulty = With something wrong
import-ignored = Columns left alone
import-guessed = The letters of this file were guessed. Look at names with accents. If they are wrong, save the file as “CSV UTF-8” and read that in.
import-schools-title = Schools that are not on your books
import-schools-text = Say what each one is, then go on.
import-school-add = Add it as a school
import-school-leave = Leave it out
import-school-label = { $name } is
import-schools-button = Save the schools
import-school-wrong = Choose a school from the list
import-faults-title = Rows with something wrong
import-faults-text = These rows are left out. Put them right in your own file, or download them, put them right and read that file in.
import-faults-more = The first 200 are shown. The download has all of them.
import-faults-download = Download the rows to put right
import-faults-column = What is wrong
import-column-row = Row
import-column-given-name = First name
import-column-family-name = Surname
import-column-known-as = Known as
import-column-born-on = Date of birth
import-column-school = School
import-column-protected = Protected
import-fault = { $column }: { $fault }
import-fault-empty = nothing stands here, and it is needed
import-fault-long = more than 100 letters
import-fault-unseen = a character that cannot be seen
import-fault-not-on-card = the name does not fit on a card. Write a shorter one here
import-fault-no-day = not a date. Write it as 27/3/2012
import-fault-to-come = still to come
import-fault-too-young = younger than 5. Check the year
import-fault-too-old = older than 25. Check the year
import-fault-unclear = write yes or no
import-alike-title = Who may be known already?
import-alike-text = These have the same names as somebody else, or the same birthday and a name in common. Twins look like this too.
import-alike-more = The first 200 are shown. The others are treated as you choose for all.
import-alike-all = For all of them
import-alike-row = Row { $row }: { $name }, born { $date }
import-alike-books = On your books: { $name }, born { $date } (opens in a new tab)
import-alike-earlier = Row { $row } of this file
import-alike-what = What to do with row { $row }
import-alike-as-all = As for all
import-choice-leave = Leave out
import-choice-add = Add as a different person
import-choice-fill = Fill in what is empty on their record
import-choice-leave-hint = Nothing is changed.
import-choice-fill-hint = Surname, what they are called, school and protection, where nothing stands yet.
import-start-button = { $count ->
    [0] Add them as chosen
    [one] Add 1 young person
   *[other] Add { $count } young people
  }
import-start-none = No row of this file can be added. Put the rows right and read the file in again.
import-leave = Don’t use this file
import-choice-wrong = Choose what to do with those who may be known already

## While they are added

import-running-title = Adding young people
import-undoing-title = Undoing the import
import-running-text = You may leave this page. The work goes on.
import-progress = { $done } of { $total } rows done
import-stuck = This does not go on. We keep trying, and nothing is lost. If it stays like this, tell whoever runs the server.
import-progress-again = See how far it is

## Afterwards

import-done-title = { $added ->
    [0] Nobody was added
    [one] 1 young person was added
   *[other] { $added } young people were added
  }
import-undone-title = The import was undone
import-added = Added
import-filled = Records filled in
import-left-out = Left out
import-undone = Taken off the books
import-kept = Kept
import-kept-title = Kept, since somebody has changed them
import-kept-text = These records were changed after the import, or have a card, a photo or an agreement. Erase them one by one if you mean to.
import-left-title = Left out
import-left-text = They may be known already, or somebody added them in the meantime.
import-undo = Undo this import
import-undo-text = Takes everybody off the books whom this file added, and empties what it filled in. Records that somebody has changed since are kept.
import-undo-until = You can undo it for 7 days.
import-cleared = The rows of this file were deleted after 7 days. The people it added stay on your books.
import-left-alone-title = This file was not used
import-left-alone-text = Nobody was added. Its rows are deleted.
import-undo-button = Undo the import
import-undo-title = Undo this import?
import-again = Read another spreadsheet
import-done-left = The file was not used
import-done-schools = Schools saved

## Who will be added

import-adding-title = Who will be added
import-adding-text = Look whether names and birthdays are as they should be, before you add them.
import-adding-more = { $count ->
    [one] And 1 more.
   *[other] And { $count } more.
  }
