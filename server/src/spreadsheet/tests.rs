//! Files as hubs have them, files as nobody should have them, and files that mean harm.

use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::CellFault::{Empty, Long, NoDay, NotOnCard, ToCome, TooOld, TooYoung, Unclear};
use super::Column::{BornOn, GivenName, KnownAs, Protected};
use super::{CellFault, Column, LARGEST_FILE, Person, Sheet, SheetError, SheetRow, read};

fn today() -> chrono::NaiveDate {
    "2026-11-21".parse().unwrap()
}

fn people(sheet: &Sheet) -> Vec<(u32, Person)> {
    sheet.rows.iter().map(|row| (row.number, row.written.person(today()).unwrap())).collect()
}

fn faults(row: &SheetRow) -> Vec<(Column, CellFault)> {
    row.written.person(today()).unwrap_err().into_iter().map(|fault| (fault.column, fault.fault)).collect()
}

fn zoe() -> Person {
    Person {
        given_name: "Zoë".to_owned(),
        family_name: Some("Moss".to_owned()),
        known_as: Some("Zo".to_owned()),
        born_on: "2012-03-27".parse().unwrap(),
        school: Some("Riverton High".to_owned()),
        protected: true,
    }
}

/// A workbook of one sheet, as small as one can be.
fn workbook(cells: &str) -> Vec<u8> {
    let parts = [
        ("[Content_Types].xml", r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#.to_owned()),
        ("_rels/.rels", r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#.to_owned()),
        ("xl/workbook.xml", r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>"#.to_owned()),
        ("xl/_rels/workbook.xml.rels", r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#.to_owned()),
        ("xl/styles.xml", r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#.to_owned()),
        ("xl/worksheets/sheet1.xml", format!(r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>"#)),
    ];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn text(place: &str, text: &str) -> String {
    format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

fn two_rows() -> Vec<u8> {
    let titles = [
        ("A1", "Forename"),
        ("B1", "Surname"),
        ("C1", "Known as"),
        ("D1", "DOB"),
        ("E1", "School"),
        ("F1", "Protected"),
    ];
    let titles: String = titles.iter().map(|(place, title)| text(place, title)).collect();
    // 40995 is 27 March 2012, in a cell that shows days.
    let zoe = text("A3", "Zoë")
        + &text("B3", "Moss")
        + &text("C3", "Zo")
        + r#"<c r="D3" s="1"><v>40995</v></c>"#
        + &text("E3", "Riverton High")
        + r#"<c r="F3" t="b"><v>1</v></c>"#;
    workbook(&format!(r#"<row r="1">{titles}</row><row r="3">{zoe}</row>"#))
}

#[test]
fn one_person_reads_alike_from_every_kind_of_file() {
    let line = "Zoë,Moss,Zo,27/03/2012,Riverton High,yes";
    let titles = "First name,Surname,Known as,Date of birth,School,Protected";
    let comma = format!("{titles}\n\n{line}\n");
    let utf_16: Vec<u8> =
        format!("\u{feff}{comma}").replace(',', "\t").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for file in [
        comma.clone().into_bytes(),
        format!("\u{feff}{comma}").into_bytes(),
        comma.replace(',', ";").replace('\n', "\r\n").into_bytes(),
        comma.replace('\n', "\r").into_bytes(),
        utf_16,
        comma.replace("27/03/2012", " 2012-03-27 00:00:00 ").into_bytes(),
        comma
            .replace("First name", "Child’s  FORENAME")
            .replace("Date of birth", "dob (dd/mm/yyyy)")
            .into_bytes(),
        two_rows(),
    ] {
        let sheet = read(&file).unwrap();
        assert!(people(&sheet) == [(3, zoe())], "{:?}", String::from_utf8_lossy(&file));
        assert!(!sheet.letters_guessed && sheet.ignored.is_empty());
    }
    let windows: Vec<u8> = comma.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let sheet = read(&windows).unwrap();
    assert!(people(&sheet) == [(3, zoe())] && sheet.letters_guessed);
}

#[test]
fn titles_are_found_under_a_heading_and_other_columns_are_named_and_left() {
    let file =
        "Our list,\n\nNotes,Forename,DOB,Condition,Forename\nx,Kim,1/2/2012,private,y\n,,,only this,\n";
    let sheet = read(file.as_bytes()).unwrap();
    assert_eq!(sheet.ignored, ["Notes", "Condition", "Forename"]);
    assert_eq!((sheet.rows.len(), sheet.rows[0].number), (1, 4));
    assert_eq!(sheet.rows[0].written.cell(GivenName), "Kim");
}

#[test]
fn rows_have_the_numbers_that_the_spreadsheet_program_shows() {
    let file = "sep=;\nForename;DOB;School\n\"Kim\";1/2/2012;\"two\nlines\"\n\nBo;1/2/2012;\n";
    let sheet = read(file.as_bytes()).unwrap();
    assert_eq!(sheet.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [3, 5]);
    assert_eq!(sheet.rows[0].written.cell(Column::School), "two lines");
}

#[test]
fn each_wrong_cell_is_named() {
    let long = "x".repeat(101);
    let file = format!(
        "forename,surname,known as,dob,protected\n,Moss,,31/02/2012,maybe\nKim,,,1/1/2090,\nKim,,,1/1/1990,\nKim,,,1/1/2024,\n\
         {long},,,,\nAbcdefghijklmnopqrstuvwxyz,,,1/2/2012,\nKim,,,27/3/12,\n"
    );
    let sheet = read(file.as_bytes()).unwrap();
    let expected = [
        vec![(GivenName, Empty), (BornOn, NoDay), (Protected, Unclear)],
        vec![(BornOn, ToCome)],
        vec![(BornOn, TooOld)],
        vec![(BornOn, TooYoung)],
        vec![(GivenName, Long), (KnownAs, NotOnCard), (BornOn, Empty)],
        vec![(KnownAs, NotOnCard)],
        vec![(BornOn, NoDay)],
    ];
    assert_eq!(sheet.rows.iter().map(faults).collect::<Vec<_>>(), expected);
}

#[test]
fn a_file_that_cannot_be_used_says_what_to_do() {
    let wide = format!("forename,dob{}x", ",".repeat(80));
    let many = format!("forename,dob\n{}", "Kim,1/2/2012\n".repeat(10_020));
    let quote = format!("forename,dob\n\"Kim,1/2/2012\n{}", "Bo,1/2/2012\n".repeat(40));
    let locked: Vec<u8> = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        .iter()
        .copied()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for (file, fault) in [
        (vec![b'a'; LARGEST_FILE + 1], SheetError::TooLarge),
        (many.into_bytes(), SheetError::TooManyRows),
        (wide.into_bytes(), SheetError::TooManyColumns),
        (quote.into_bytes(), SheetError::OpenQuote(2)),
        (locked, SheetError::Locked),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1Workbook".to_vec(), SheetError::OldExcel),
        (b"%PDF-1.7".to_vec(), SheetError::OtherKind),
        (b"\0\x01binary\0".to_vec(), SheetError::OtherKind),
        (b"PK\x03\x04 not a zip".to_vec(), SheetError::Unreadable),
        (vec![], SheetError::Empty),
        (b"forename,dob\n".to_vec(), SheetError::Empty),
        (b"forename,surname\nKim,Moss\n".to_vec(), SheetError::MissingColumns(vec![BornOn])),
        (b"hello".to_vec(), SheetError::MissingColumns(Column::NEEDED.to_vec())),
        (workbook(""), SheetError::Empty),
        (workbook(&format!("<row r=\"1\">{}</row>", text("XFD1", "x"))), SheetError::TooManyColumns),
    ] {
        assert_eq!(read(&file).unwrap_err(), fault);
    }
}

#[test]
fn a_small_file_that_unpacks_to_a_large_one_is_refused_before_it_is_read() {
    let bomb = workbook(&" ".repeat(80 * 1024 * 1024));
    assert!(bomb.len() < 1024 * 1024);
    assert_eq!(read(&bomb).unwrap_err(), SheetError::TooLarge);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn any_bytes_get_an_answer(file in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = read(&file);
    }

    #[test]
    fn any_text_gets_an_answer(file in "(forename|dob|[ -~]|[,;\t\"\r\n]|\\PC){0,200}") {
        if let Ok(sheet) = read(format!("forename,dob\n{file}").as_bytes()) {
            for row in sheet.rows {
                let _ = row.written.person(today());
            }
        }
    }

    #[test]
    fn a_damaged_workbook_gets_an_answer(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut file = two_rows();
        for (place, byte) in changes {
            let place = place.index(file.len());
            file[place] = byte;
        }
        let _ = read(&file);
    }

    #[test]
    fn any_sheet_inside_a_workbook_gets_an_answer(cells in "(<row r=\"[0-9]{1,12}\">|</row>|<c r=\"[A-Z]{0,4}[0-9]{0,9}\"( t=\"(s|b|n|e|d|str|inlineStr)\")?( s=\"[0-9]{1,3}\")?>|</c>|<v>|</v>|<is><t>|</t></is>|[0-9.eE+-]{1,12}|&#?[a-z0-9]{0,9};?){0,40}") {
        let _ = read(&workbook(&cells));
    }
}
