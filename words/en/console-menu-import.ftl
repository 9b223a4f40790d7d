### The console's pages about directories of services that others publish, and that the hub takes in.

menu-import-title = From other directories
menu-import-back = All directories
menu-import-lead = Councils and others publish lists of services. Whoever runs the server reads such a list in. You look at what it brought, and choose what goes on your menu. Nothing is on the menu until a manager says so.
menu-import-empty = No directory has been read yet. Ask whoever runs the server to read one in.
menu-import-how = How is a directory read?
menu-import-how-text = Whoever runs the server does this with the command “passport menu import”. Tell them the web address of the directory. Your council can tell you whether it has one in the form called Open Referral UK.
menu-import-list = Directories that were read
menu-import-column-source = Directory
menu-import-column-day = Read on
menu-import-column-state = State
menu-import-column-name = Service
menu-import-column-said = What was noticed
menu-import-column-outcome = What became of it
menu-import-state = { $state ->
    [reading] Not read to its end: ask whoever runs the server to read it again
    [waiting] { $count ->
        [one] 1 service waits for you
       *[other] { $count } services wait for you
      }
    [running] Being put on the menu
    [closed] It was read again since
   *[done] Done
  }

## One directory

menu-import-kind = { $kind ->
    [new] New
    [changed] Changed
    [gone] Not there any more
    [faulty] With something wrong
   *[unchanged] Not changed
  } ({ $count })
menu-import-kinds = What was read
menu-import-about = { $kind ->
    [new] These were not on your menu when the directory was read.
    [changed] These are on your menu, and the directory says something else now.
    [gone] These came from this directory, and it does not have them any more. Open one to take it off the menu.
    [faulty] These cannot go on the menu. Tell whoever keeps the directory.
   *[unchanged] These are on your menu as the directory has them, or you passed them over before.
  }
menu-import-none = There are none.
menu-import-approve-all = { $count ->
    [one] Put 1 service on the menu
   *[other] Put { $count } services on the menu
  }
menu-import-approve-all-hint = All new and changed ones go on the menu at once. What is not there any more stays until you look at it.
menu-import-approve-checked = Readers then see “Checked today” with your hub’s name. Do this only if you believe that it is right.
menu-import-manager = A manager puts services on the menu. You can look at them and pass them over.
menu-import-before = Page before
menu-import-after = Next page
menu-import-pages = Pages
menu-import-outcome = { $outcome ->
    [approved] On the menu
    [skipped] Passed over
   *[left] Not yet: somebody is writing on it
  }
menu-import-not-read = This directory was not read to its end. Nothing of it can go on the menu before it is. Ask whoever runs the server to read it again: reading goes on where it stopped.
menu-import-closed = This directory was read again since. Look at the newer reading.
menu-import-left = { $count ->
    [one] 1 service was not put on the menu, because somebody is writing on it. Finish that draft first.
   *[other] { $count } services were not put on the menu, because somebody is writing on them. Finish those drafts first.
  }

## While many go on the menu

menu-import-running-title = Services are being put on the menu
menu-import-running-text = You can leave this page. The work goes on.
menu-import-progress = { $done } of { $total } done
menu-import-again = Look again

## One service

menu-import-service-back = This directory
menu-import-offered = Offered by { $name }
menu-import-now = What the menu says
menu-import-then = What the directory says
menu-import-changes = What would change on your menu
menu-import-changes-none = Your menu says the same already.
menu-import-whole = All that the directory says
menu-import-said-title = What was noticed
menu-import-aside-title = What was left aside
menu-import-aside-text = The directory says this too, and the menu has no place for it. Add what matters when you write on the service.
menu-import-gone-text = The directory does not have this service any more. If it has ended, take it off the menu.
menu-import-approve = Put it on the menu
menu-import-approve-changed = Change it on the menu
menu-import-approve-gone = Take it off the menu
menu-import-skip = Pass it over
menu-import-skip-gone = Keep it on the menu
menu-import-skip-hint = You are asked again when the directory says something else.
menu-import-done-approved = Done: { $name }
menu-import-done-skipped = Passed over

## What was noticed

menu-import-fault = { $field }: { $code }
menu-import-field = { $field ->
    [name] Name
    [description] What it is
    [website] Website
    [email] Email
    [phones] Phone
    [ages] Ages
    [provider] Who offers it
    [places] Places
    [schedules] When
    [costs] Costs
    [languages] Languages
    [links] Links
    [areas] Areas
    [people] Names of people
    [words] Other texts
    [tags] Kinds and answers
   *[whole] The service
  }
menu-import-code = { $code ->
    [not-a-service] cannot be read
    [missing] is missing
    [too-long] was too long and is cut
    [too-many] had more than fit; the first were taken
    [not-understood] could not be understood and was left out
    [not-running] is not running any more, says the directory
    [twice] came before in the same directory
    [listed-only] is only in the directory’s list; what else there is to say of it could not be read
    [replaced] is not said; the name of the service stands there
   *[left-out] are not taken over
  }
