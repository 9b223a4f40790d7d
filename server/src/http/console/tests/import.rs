//! Spreadsheets as a worker meets them: every state of a file's page, and what is wrong with a file in words.

use super::desk::Desk;
use crate::http::console::import::LARGEST_FORM;
use axum::http::{StatusCode, header};
use sqlx::{Connection as _, SqliteConnection};

/// A file with somebody plain, somebody known, a fault and a school that nobody knows.
const FILE: &str = "forename,surname,dob,school,notes\nKim,Reed,1/2/2012,Northdale,\nZoe,O'Neill,31/1/2012,,\nBo,,31/2/2012,,\n\
    =1+1,Lark,1/2/1990,,\n";

impl Desk {
    /// Reads a file in and gives the address of its page.
    async fn read_in(&self, file: &str) -> String {
        let read = self.send_file("/hub/import", file.as_bytes()).await;
        assert_eq!(read.status, StatusCode::SEE_OTHER, "{}", read.body);
        read.header(header::LOCATION).to_owned()
    }

    async fn add_zoe(&self) -> String {
        let attempt = self.attempt();
        let fields = [
            ("attempt", &*attempt),
            ("given_name", "Zoë"),
            ("family_name", "O'Neill"),
            ("born_on", "31/1/2012"),
        ];
        self.send("/hub/carers/add", &fields).await.header(header::LOCATION).to_owned()
    }
}

#[tokio::test]
async fn a_file_goes_from_the_list_through_every_question_to_the_books_and_back() {
    let desk = Desk::open().await;
    assert!(desk.see("/hub/import").await.says("No file has been read in yet"));
    let zoe = desk.add_zoe().await;
    let page = desk.read_in(FILE).await;

    let asked = desk.see(&page).await;
    for part in [
        "Row </span>4",
        "Date of birth: not a date. Write it as 27/3/2012",
        "Date of birth: older than 25",
        "Northdale is",
        "Columns left alone: notes",
    ] {
        assert!(asked.says(part), "{part}: {}", asked.body);
    }
    assert!(!asked.says("Add 1 young person"), "schools are settled first");
    let early = desk.send(&format!("{page}/start"), &[("all", "leave")]).await;
    assert_eq!(early.header(header::LOCATION), page);
    let wrong = desk.send(&format!("{page}/schools"), &[("name", "Northdale"), ("what", "anything")]).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.says("Choose a school from the list"));
    desk.send(&format!("{page}/schools"), &[("name", "Northdale"), ("what", "add")]).await;

    let asked = desk.see(&page).await;
    assert!(asked.says("Schools saved") && asked.says("Who may be known already?") && asked.says(&zoe));
    let wrong = desk.send(&format!("{page}/start"), &[("all", "anything")]).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.says("<title>Error:"));
    let started = desk.send(&format!("{page}/start"), &[("all", "leave"), ("row-3", "add")]).await;
    assert_eq!((started.status, started.header(header::LOCATION)), (StatusCode::SEE_OTHER, &*page));
    assert!(desk.see(&page).await.says("2 of 4 rows done"));
    assert!(desk.see("/hub/import").await.says("Being added: 2 of 4"));
    desk.joined.app.work_off().await.unwrap();

    let done = desk.see(&page).await;
    assert!(done.says("2 young people were added") && done.says("Download the rows to put right"));
    assert!(desk.send("/hub/carers", &[("typed", "kim reed")]).await.says("Northdale"));
    assert!(desk.see(&format!("{page}/undo")).await.says("Undo this import?"));
    desk.send(&format!("{page}/undo"), &[]).await;
    assert!(desk.see(&page).await.says("Undoing the import"));
    desk.joined.app.work_off().await.unwrap();
    assert!(desk.see(&page).await.says("The import was undone"));
    assert!(desk.send("/hub/carers", &[("typed", "kim reed")]).await.says("Nobody is found"));
}

#[tokio::test]
async fn a_file_that_fails_says_so_keeps_no_other_waiting_and_is_tried_again() {
    let desk = Desk::open().await;
    let url = desk.joined.app.config().data.database.reveal();
    let mut database = SqliteConnection::connect(url).await.unwrap();
    let broken = desk.read_in("forename,dob\nKim,1/2/2012\n").await;
    desk.send(&format!("{broken}/start"), &[]).await;
    let harm = "UPDATE import_row SET person = replace(person, 'given_name', 'given_nothing')";
    sqlx::query(harm).execute(&mut database).await.unwrap();
    let whole = desk.read_in("forename,dob\nBo,3/4/2013\n").await;
    desk.send(&format!("{whole}/start"), &[]).await;
    assert!(!desk.see(&broken).await.says("This does not go on"));

    desk.joined.app.work_off().await.unwrap();
    let stuck = desk.see(&broken).await;
    assert!(stuck.says("0 of 1 rows done") && stuck.says("tell whoever runs the server"), "{}", stuck.body);
    assert!(desk.see(&whole).await.says("1 young person was added"));

    let mend = "UPDATE import_row SET person = replace(person, 'given_nothing', 'given_name')";
    sqlx::query(mend).execute(&mut database).await.unwrap();
    desk.joined.app.work_off().await.unwrap();
    assert!(desk.see(&broken).await.says("1 young person was added"));
}

#[tokio::test]
async fn rows_to_put_right_go_out_without_a_cell_that_runs() {
    let desk = Desk::open().await;
    let page = desk.read_in(FILE).await;
    let file = desk.see(&format!("{page}/rows-to-put-right.csv")).await;
    assert_eq!(file.header(header::CONTENT_TYPE), "text/csv; charset=utf-8");
    assert!(file.header(header::CONTENT_DISPOSITION).contains("rows-to-put-right.csv"));
    let lines: Vec<&str> = file.body.lines().collect();
    assert_eq!(lines[0], "\u{feff}First name,Surname,Known as,Date of birth,School,Protected,What is wrong");
    assert!(lines[1].starts_with("Bo,,,31/2/2012,,,Date of birth: not a date"), "{}", lines[1]);
    assert!(lines[2].starts_with("'=1+1,Lark,,1/2/1990,"), "{}", lines[2]);
    assert_eq!(lines.len(), 3, "rows that are right are not in it");
    // Put right and read in again, it is somebody.
    let again = file.body.replace("31/2/2012", "28/2/2012");
    assert!(desk.see(&desk.read_in(&again).await).await.says("Columns left alone: What is wrong"));
}

#[tokio::test]
async fn a_file_that_cannot_be_used_says_what_to_do_and_changes_nothing() {
    let desk = Desk::open().await;
    for (file, said) in [
        (&b""[..], "Choose a file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel file"),
        (b"%PDF-1.7", "not a CSV or Excel file"),
        (b"PK\x03\x04", "damaged"),
        (b"forename\nKim\n", "no column for: Date of birth"),
        (b"forename,dob\n", "no rows with people"),
    ] {
        let refused = desk.send_file("/hub/import", file).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        assert!(refused.says(said) && refused.says("<title>Error:"), "{said}: {}", refused.body);
    }
    let too_large = vec![b'a'; LARGEST_FORM + 1];
    assert_eq!(desk.send_file("/hub/import", &too_large).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(desk.see("/hub/import").await.says("No file has been read in yet"));
}

#[tokio::test]
async fn a_file_is_left_and_nobody_was_added() {
    let desk = Desk::open().await;
    let page = desk.read_in("forename,dob\nKim,1/2/2012\n").await;
    assert!(desk.see(&page).await.says("Add 1 young person"));
    desk.send(&format!("{page}/leave"), &[]).await;
    assert!(desk.see("/hub/import").await.says("The file was not used"));
    assert!(desk.see(&page).await.says("This file was not used"));
    let none = desk.read_in("forename,dob\nKim,31/2/2012\n").await;
    assert!(desk.see(&none).await.says("No row of this file can be added"));
    assert!(desk.send("/hub/carers", &[("typed", "")]).await.says("Nobody is found"));
}

#[tokio::test]
async fn the_example_file_can_be_read_in() {
    let desk = Desk::open().await;
    let example = desk.see("/hub/import/example.csv").await;
    let page = desk.read_in(&example.body).await;
    let asked = desk.see(&page).await;
    assert!(!asked.says("With something wrong") && !asked.says("Columns left alone"), "{}", asked.body);
}

#[tokio::test]
async fn cards_are_issued_to_everybody_of_a_file_and_offered_to_print() {
    let desk = Desk::open().await;
    let page = desk.read_in("forename,dob,protected\nKim,1/2/2012,\nBo,3/4/2013,\nAda,5/6/2011,yes\n").await;
    desk.send(&format!("{page}/start"), &[]).await;
    desk.joined.app.work_off().await.unwrap();
    let cards = format!("{page}/cards");
    assert!(desk.see(&page).await.says(&cards));
    let choose = desk.see(&cards).await;
    assert!(choose.says("Cards for everybody in a") && !choose.says("may_discuss"), "{}", choose.body);
    let attempt = choose.body.split("name=\"attempt\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let import = page.rsplit('/').next().unwrap();
    let ids = [("attempt", attempt), ("import", import)];
    let nothing = desk.send("/hub/card-runs", &[&ids[..], &[("ends_on", "31/2/2027")]].concat()).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.says("31/2/2027") && nothing.says("<title>Error:"), "{}", nothing.body);
    let typed = [("ends_on", "1/9/2027"), ("phone_on_silent", "yes")];
    let started = desk.send("/hub/card-runs", &[&ids[..], &typed].concat()).await;
    assert_eq!(started.status, StatusCode::SEE_OTHER, "{}", started.body);
    let run = started.header(header::LOCATION).to_owned();
    assert!(desk.see(&run).await.says("0 of 3 done"));
    assert!(desk.see("/hub/import").await.says("0 of 3 done"));
    desk.joined.app.work_off().await.unwrap();
    for back in ["/hub/import", &page] {
        let back = desk.see(back).await;
        assert!(back.says(&format!("href=\"{run}\"")) && back.says("2 of 3 got a card"), "{}", back.body);
    }
    let done = desk.see(&run).await;
    for part in ["2 young people have a new card", "Print cards 1 to 2", "the record is protected"] {
        assert!(done.says(part), "{part}: {}", done.body);
    }
    assert!(!desk.send("/hub/carers", &[("typed", "")]).await.says("without a card</button>"));
}

#[tokio::test]
async fn those_found_without_a_card_get_one_together() {
    let desk = Desk::open().await;
    let zoe = desk.add_zoe().await;
    let found = desk.send("/hub/carers", &[("typed", "zoe")]).await;
    assert!(found.says("Choose a card for the one without a card"), "{}", found.body);
    let carer = zoe.rsplit('/').next().unwrap();
    let choose = desk.send("/hub/card-runs/choose", &[("carer", carer)]).await;
    assert!(choose.says("A card for 1 young person") && choose.says(carer), "{}", choose.body);
    assert!(desk.send("/hub/card-runs/choose", &[]).await.says("Nobody is left"));
}
