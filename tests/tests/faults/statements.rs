//! Each write of an act is made to fail in turn, by triggers on every table that there is: nobody sees half a card, whoever asked is told
//! that nothing was saved, and asking again does it.

mod acts;
mod plan;

use acts::{Act, Prepared};
use passport_server::store::Role;
use passport_tests::console::{Colleague, Seen};
use passport_tests::people::TestHub;
use passport_tests::{Database, TestApp, on_both_databases};
use plan::Plan;

on_both_databases!(each_write_of_an_act_may_fail_and_the_act_is_done_when_it_is_asked_for_again);

async fn each_write_of_an_act_may_fail_and_the_act_is_done_when_it_is_asked_for_again(database: Database) {
    let app = TestApp::on(database).await;
    let hub = app.hub("riverton").await;
    let mut grace = hub.colleague("Grace Hill", Role::Worker).await;
    let plan = Plan::on(app.database()).await;
    for act in Act::ALL {
        let writes = writes_of(&plan, &hub, &mut grace, act).await;
        assert!(writes.len() > 3, "{act:?} writes {writes:?}");
        // A statement that writes several rows fails with its first.
        let first = |at: &usize| *at == 1 || writes[at - 1] != writes[at - 2];
        let mut failed = 0;
        let statements: Vec<usize> = (1..=writes.len()).filter(first).collect();
        for at in &statements {
            failed += usize::from(fails_at(&plan, &hub, &mut grace, (act, *at)).await);
        }
        eprintln!("{act:?}: {} statements, {failed} made to fail: {}", statements.len(), writes.join(", "));
        // The keeper writes beside it at times, and then it is its write that fails.
        assert!(failed * 10 >= statements.len() * 8, "{act:?}: only {failed} of {writes:?} failed");
    }
    plan.remove().await;
    assert!(app.store().verify_audit(&[]).await.expect("the books answer").is_sound());
}

/// What an act writes when all goes well.
async fn writes_of(plan: &Plan, hub: &TestHub<'_>, grace: &mut Colleague<'_>, act: Act) -> Vec<String> {
    let prepared = Prepared::of(act, hub, grace).await;
    plan.arm(0).await;
    prepared.ask(grace).await;
    prepared.wait_until_done(hub).await;
    let writes = plan.disarm().await;
    prepared.is_done_once(hub, grace).await;
    writes
}

/// Makes the `at`th write of an act fail; gives whether it met the act.
async fn fails_at(
    plan: &Plan,
    hub: &TestHub<'_>,
    grace: &mut Colleague<'_>,
    (act, at): (Act, usize),
) -> bool {
    let prepared = Prepared::of(act, hub, grace).await;
    plan.arm(at).await;
    let seen = prepared.ask(grace).await;
    let failed_behind = seen.status.is_success() || seen.status.is_redirection();
    if failed_behind && prepared.is_long() {
        plan.wait_until_met(at).await;
    }
    let met = !failed_behind || prepared.is_long();
    if !failed_behind {
        said_clearly(act, at, &seen);
    }
    plan.disarm().await;
    prepared.nothing_half_is_seen(hub, grace).await;
    let again = prepared.ask_again(hub, grace).await;
    assert!(again.status.is_success() || again.status.is_redirection(), "{act:?} {at} again: {}", again.body);
    prepared.wait_until_done(hub).await;
    prepared.is_done_once(hub, grace).await;
    met
}

/// A page gives back what was typed, a program is told that it is our fault.
fn said_clearly(act: Act, at: usize, seen: &Seen) {
    assert!(seen.status.is_server_error(), "{act:?} {at}: {} {}", seen.status, seen.body);
    let is_said =
        if act.is_of_a_phone() { !seen.body.contains("made to fail") } else { seen.says("Not finished yet") };
    assert!(is_said, "{act:?} {at}: {}", seen.body);
}
