//! PostgreSQL says that its disk is full (53100), or that it takes no writing (25006): the same words, and the same recovery. It is made to
//! say so by a trigger, since filling a real disk under it needs one.

use crate::disk::{form_for, it_refuses_and_goes_on_checking};
use crate::site::{Site, card, carer, free_address};
use passport_tests::Database;
use passport_tests::postgres::run_sql;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_or_read_only_postgresql_refuses_with_words_and_nothing_is_lost() {
    let address = free_address();
    let site = Site::on(Database::postgres(), &address);
    let server = site.serve(&address, &[]).await;
    let mut browser = site.staff(&server).await;
    let (store, scope) = site.store().await;
    let zoe = carer(&store, &scope, "Moss").await;
    let first = card(&store, &scope, zoe).await.card_id;
    let square = store.print_card(&scope, first).await.expect("it prints").square;
    crate::stopped::until_known(&server, &square, "valid").await;

    let url = site.database.url();
    for code in ["53100", "25006"] {
        let form = form_for(&mut browser, &site, "Nowak").await;
        let refusing = format!(
            "CREATE FUNCTION refused() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                RAISE EXCEPTION 'could not extend file' USING ERRCODE = '{code}'; END $$;
            CREATE TRIGGER refused BEFORE INSERT ON status_entry FOR EACH ROW EXECUTE FUNCTION refused();"
        );
        run_sql(&url, &refusing);
        it_refuses_and_goes_on_checking(&server, &mut browser, (&form, &square)).await;
        run_sql(&url, "DROP TRIGGER refused ON status_entry; DROP FUNCTION refused();");
        let taken = browser.send(&form).await;
        assert_eq!(taken.status, 303, "{code}: {}", taken.body);
    }
    let log = server.kill();
    assert!(log.contains("the disk is full: nothing was saved"), "{log}");
    assert!(log.contains("the database cannot be written"), "{log}");
    assert!(store.verify_audit(&[]).await.expect("the books answer").is_sound());
}
