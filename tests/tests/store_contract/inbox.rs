//! The inbox: a message is kept once, read, answered and done, and nobody elsewhere learns that it exists.

use chrono::TimeDelta;
use passport_core::card::Setting;
use passport_server::store::{
    About, AndThen, CarerId, Happened, HubScope, MOST_MESSAGES_A_DAY, MOST_WORDS, MessageId, MessageState,
    NewMessage, StoreError, Thing,
};
use passport_tests::{Database, on_both_databases};

use crate::world::World;

on_both_databases!(
    a_message_goes_from_sent_to_read_to_done_and_its_writer_sees_it,
    sent_again_a_message_is_kept_once,
    anothers_message_is_never_touched_by_its_id,
    somebody_may_write_so_often_a_day_and_again_the_next,
    words_are_bounded_and_never_in_the_record,
    what_waits_comes_first_the_oldest_above,
    two_answers_at_once_do_not_overwrite_one_another,
    done_by_mistake_is_taken_up_again,
    a_hub_sees_nothing_of_anothers_inbox,
    erasing_somebody_takes_their_messages,
);

const SCHOOL: About = About::NotAccepted { setting: Setting::School, happened: Happened::Questioned };

fn id(n: u128) -> MessageId {
    uuid::Uuid::from_u128(n).to_string().parse().unwrap()
}

fn message(n: u128, about: About) -> NewMessage {
    NewMessage {
        message_id: id(n),
        phone: None,
        about,
        words: Some("  They asked my mum’s name \r\n".to_owned()),
    }
}

async fn start(database: Database) -> (World, HubScope, CarerId) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let carer = world.carer(&hub, "Zoë").await;
    (world, hub, carer)
}

async fn a_message_goes_from_sent_to_read_to_done_and_its_writer_sees_it(database: Database) {
    let (world, hub, carer) = start(database).await;
    let store = &world.store;
    store.send_message(&hub, carer, &message(1, SCHOOL)).await.unwrap();
    let seen = async || store.messages_of(&hub, carer).await.unwrap().remove(0);
    let sent = seen().await;
    assert_eq!(
        (sent.about, sent.state(), sent.words.as_deref()),
        (SCHOOL, MessageState::Sent, Some("They asked my mum’s name"))
    );

    let opened = store.open_message(&hub, id(1)).await.unwrap();
    assert_eq!(opened.carer.details.given_name, "Zoë");
    assert_eq!(seen().await.state(), MessageState::Read);

    store.answer_message(&hub, (id(1), 1), Some("We rang them."), AndThen::Open).await.unwrap();
    let answered = seen().await;
    assert_eq!(answered.answer.map(|(text, _)| text).as_deref(), Some("We rang them."));
    assert_eq!(answered.done_at, None);
    store.answer_message(&hub, (id(1), 2), None, AndThen::Done).await.unwrap();
    let done = seen().await;
    assert_eq!(done.state(), MessageState::Done);
    assert_eq!(done.answer.map(|(text, _)| text).as_deref(), Some("We rang them."), "what was said stays");
}

async fn sent_again_a_message_is_kept_once(database: Database) {
    let (world, hub, carer) = start(database).await;
    for _ in 0..2 {
        world.store.send_message(&hub, carer, &message(1, About::Correction)).await.unwrap();
    }
    assert_eq!(world.store.messages_of(&hub, carer).await.unwrap().len(), 1);
}

async fn anothers_message_is_never_touched_by_its_id(database: Database) {
    let (world, hub, carer) = start(database).await;
    let other = world.carer(&hub, "Kim").await;
    world.store.send_message(&hub, carer, &message(1, About::Correction)).await.unwrap();
    let refused = world.store.send_message(&hub, other, &message(1, About::Complaint)).await;
    assert!(matches!(refused, Err(StoreError::Taken(Thing::Message))), "{refused:?}");
    assert!(world.store.messages_of(&hub, other).await.unwrap().is_empty());
    assert_eq!(world.store.messages_of(&hub, carer).await.unwrap()[0].about, About::Correction);
}

async fn somebody_may_write_so_often_a_day_and_again_the_next(database: Database) {
    let (world, hub, carer) = start(database).await;
    let most = u128::from(MOST_MESSAGES_A_DAY.unsigned_abs());
    for n in 0..most {
        world.store.send_message(&hub, carer, &message(n, SCHOOL)).await.unwrap();
    }
    let more = message(most, SCHOOL);
    assert!(matches!(world.store.send_message(&hub, carer, &more).await, Err(StoreError::TooManyMessages)));
    let again = world.store.send_message(&hub, carer, &message(0, SCHOOL)).await;
    assert!(again.is_ok(), "what is kept already may be sent again");
    world.clock.advance(TimeDelta::hours(24));
    world.store.send_message(&hub, carer, &more).await.unwrap();
}

async fn words_are_bounded_and_never_in_the_record(database: Database) {
    let (world, hub, carer) = start(database).await;
    for words in ["x".repeat(MOST_WORDS + 1), "nul\0".to_owned()] {
        let new = NewMessage { words: Some(words), ..message(1, About::Complaint) };
        assert!(matches!(world.store.send_message(&hub, carer, &new).await, Err(StoreError::Text)));
    }
    world.store.send_message(&hub, carer, &message(1, About::Complaint)).await.unwrap();
    world.store.answer_message(&hub, (id(1), 1), Some("Sorry about your mum"), AndThen::Done).await.unwrap();
    let told = "SELECT count(*) FROM audit_detail WHERE details LIKE '%mum%'";
    assert_eq!(world.count(told).await, 0);
    assert_eq!(world.count("SELECT count(*) FROM audit_entry WHERE action LIKE 'message %'").await, 2);
}

async fn what_waits_comes_first_the_oldest_above(database: Database) {
    let (world, hub, carer) = start(database).await;
    for n in 1..=3 {
        world.store.send_message(&hub, carer, &message(n, SCHOOL)).await.unwrap();
        world.clock.advance(TimeDelta::hours(1));
    }
    world.store.answer_message(&hub, (id(1), 1), Some("Done"), AndThen::Done).await.unwrap();
    let order: Vec<MessageId> =
        world.store.inbox(&hub).await.unwrap().iter().map(|line| line.message.message_id).collect();
    assert_eq!(order, [id(2), id(3), id(1)]);
}

async fn two_answers_at_once_do_not_overwrite_one_another(database: Database) {
    let (world, hub, carer) = start(database).await;
    world.store.send_message(&hub, carer, &message(1, SCHOOL)).await.unwrap();
    world.store.answer_message(&hub, (id(1), 1), Some("First"), AndThen::Open).await.unwrap();
    let second = world.store.answer_message(&hub, (id(1), 1), Some("Second"), AndThen::Done).await;
    assert!(matches!(second, Err(StoreError::Stale(Thing::Message))), "{second:?}");
    let kept = world.store.messages_of(&hub, carer).await.unwrap().remove(0);
    assert_eq!((kept.answer.unwrap().0.as_str(), kept.done_at), ("First", None));
}

async fn done_by_mistake_is_taken_up_again(database: Database) {
    let (world, hub, carer) = start(database).await;
    world.store.send_message(&hub, carer, &message(1, SCHOOL)).await.unwrap();
    world.store.answer_message(&hub, (id(1), 1), Some("We wrote"), AndThen::Done).await.unwrap();
    for _ in 0..2 {
        world.store.reopen_message(&hub, id(1)).await.unwrap();
    }
    let open = world.store.messages_of(&hub, carer).await.unwrap().remove(0);
    assert_eq!((open.state(), open.version), (MessageState::Read, 3));
    assert_eq!(world.count("SELECT count(*) FROM audit_entry WHERE action = 'message reopened'").await, 1);
}

async fn a_hub_sees_nothing_of_anothers_inbox(database: Database) {
    let (world, hub, carer) = start(database).await;
    let other = world.hub("northdale").await;
    let school = world
        .store
        .add_organisation(&hub, passport_server::store::OrganisationKind::School, "Hill School")
        .await
        .unwrap();
    world.store.send_message(&hub, carer, &message(1, SCHOOL)).await.unwrap();
    let n = world.store.change_number().await.unwrap();
    let store = &world.store;
    let refused = [
        store.open_message(&other, id(1)).await.map(drop),
        store.answer_message(&other, (id(1), 1), Some("x"), AndThen::Done).await,
        store.reopen_message(&other, id(1)).await,
        store.note_kind_letter(&other, id(1), school).await,
    ];
    for one in refused {
        assert!(matches!(one, Err(StoreError::NotFound(Thing::Message))), "{one:?}");
    }
    let writes = [
        store.send_message(&other, carer, &message(2, SCHOOL)).await,
        store.messages_of(&other, carer).await.map(drop),
    ];
    for one in writes {
        assert!(matches!(one, Err(StoreError::NotFound(Thing::Carer))), "{one:?}");
    }
    assert_eq!(store.change_number().await.unwrap(), n);
    assert!(store.inbox(&other).await.unwrap().is_empty());
    // The same id may be drawn at another hub, and is another message.
    let theirs = world.carer(&other, "Kim").await;
    store.send_message(&other, theirs, &message(1, About::Deletion)).await.unwrap();
    assert_eq!(store.messages_of(&hub, carer).await.unwrap()[0].about, SCHOOL);
}

async fn erasing_somebody_takes_their_messages(database: Database) {
    let (world, hub, carer) = start(database).await;
    world.store.send_message(&hub, carer, &message(1, About::Deletion)).await.unwrap();
    world.store.erase_carer(&hub, carer).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM message").await, 0);
}
