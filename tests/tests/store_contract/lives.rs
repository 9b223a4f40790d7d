//! Many lives of cards, drawn at random: whatever is done in whatever order, the books stay right.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use passport_core::credential::Credential;
use passport_core::issue::today;
use passport_core::status::read_list;
use passport_server::store::{CardId, CarerId, Change, HubScope, StoreError, WithdrawnEntry};
use passport_tests::{Database, on_both_databases};

use crate::world::{START, World, school_wish};

on_both_databases!(whatever_is_done_in_whatever_order_the_books_stay_right);

const STEPS: u32 = 120;

/// Numbers that look random and are the same in every run (Knuth's MMIX generator).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        let sides = u64::try_from(of.len()).unwrap();
        (sides > 0).then(|| of[usize::try_from(self.roll(sides)).unwrap()])
    }
}

struct Lives {
    world: World,
    hub: HubScope,
    carers: Vec<CarerId>,
    cards: Vec<CardId>,
    now: DateTime<Utc>,
    withdrawn: BTreeSet<(u32, u32)>,
}

impl Lives {
    async fn step(&mut self, dice: &mut Dice) -> Result<(), StoreError> {
        let (store, hub) = (self.world.store.clone(), self.hub.clone());
        let card = dice.pick(&self.cards);
        match (dice.roll(8), card) {
            (0 | 1, _) | (_, None) => {
                let carer = dice.pick(&self.carers).unwrap();
                self.cards.push(store.issue_cards(&hub, &school_wish(carer)).await?[0].card_id);
            }
            (2, Some(card)) => {
                self.cards.push(store.renew_card(&hub, card, &Change::default()).await?.card_id);
            }
            (3, Some(card)) => {
                self.cards.push(store.replace_card(&hub, card, &Change::default()).await?.card_id);
            }
            (4, Some(card)) => drop(store.withdraw_card(&hub, card).await?),
            (5, Some(_)) => {
                self.world
                    .tamper("UPDATE credential SET text = NULL, signed_at = NULL WHERE idx % 3 = 0")
                    .await;
                store.settle().await?;
            }
            (6, Some(_)) => {
                store.sign_due_lists().await?;
            }
            (_, Some(_)) => {
                self.now += TimeDelta::hours(i64::try_from(dice.roll(20)).unwrap());
                self.world.clock.set(self.now);
            }
        }
        Ok(())
    }

    async fn assert_right(&mut self) {
        let broken = "SELECT count(*) FROM credential s
            JOIN card c ON c.hub_id = s.hub_id AND c.card_id = s.card_id
            JOIN status_entry e ON e.hub_id = s.hub_id AND e.n = s.n AND e.idx = s.idx
            WHERE s.signed_at IS NULL OR (c.withdrawn_at IS NULL) <> (e.withdrawn_at IS NULL)";
        assert_eq!(self.world.count(broken).await, 0);
        let changes = self.world.store.changes_since(0).await.unwrap();
        let withdrawn: BTreeSet<_> =
            changes.withdrawn.iter().map(|&WithdrawnEntry { list, idx, .. }| (list, idx)).collect();
        assert!(withdrawn.is_superset(&self.withdrawn), "a bit was cleared");
        self.withdrawn = withdrawn;
        for carer in &self.carers {
            let cards = self.world.store.cards_of(&self.hub, *carer).await.unwrap();
            let today = today(self.now);
            let active = cards.iter().filter(|card| card.state(today).code() == "active").count();
            assert!(active <= 1, "{active} active cards");
        }
    }

    /// The signed list shows every bit, and every printed card stands in it.
    async fn assert_published(&self) {
        self.world.store.sign_due_lists().await.unwrap();
        let trusted = self.world.trusted(&self.hub).await;
        let mut changes = self.world.store.changes_since(0).await.unwrap();
        let list = changes.lists.remove(0);
        let (iss, uri) = (list.issuer.iss(), list.issuer.status_uri(list.list));
        let held = read_list(&list.token.unwrap(), &iss, &uri, &trusted, list.iat.unwrap()).unwrap();
        assert_eq!(usize::try_from(held.bits.count_withdrawn()).unwrap(), self.withdrawn.len());
        assert_eq!(changes.codes.len(), self.cards.len());
        for code in changes.codes {
            let (base, packed) = code.card.unwrap();
            let text = packed.unpack(&base).unwrap();
            let idx = Credential::parse(&text).unwrap().claims.status.idx;
            let is_withdrawn = self.withdrawn.contains(&(list.list, idx));
            assert_eq!(held.bits.is_withdrawn(idx), Some(is_withdrawn));
        }
    }
}

async fn whatever_is_done_in_whatever_order_the_books_stay_right(database: Database) {
    let world = World::on(database).await;
    let hub = world.hub("riverton").await;
    let mut carers = Vec::new();
    for name in ["Zoë", "Łukasz", "Aoife"] {
        carers.push(world.carer(&hub, name).await);
    }
    let now = START.parse().unwrap();
    let mut lives = Lives { world, hub, carers, cards: Vec::new(), now, withdrawn: BTreeSet::new() };
    let mut dice = Dice(2026);
    let mut refused = 0;
    for _ in 0..STEPS {
        match lives.step(&mut dice).await {
            Ok(()) => {}
            Err(StoreError::Card(_)) => refused += 1,
            // Nobody signed for a day; the operator looks at the clock.
            Err(StoreError::ClockAhead(_)) => lives.world.store.confirm_clock().await.unwrap(),
            Err(other) => panic!("{other:?}"),
        }
        lives.assert_right().await;
    }
    assert!(refused > 10 && lives.withdrawn.len() > 5, "the dice must try what is refused, too");
    lives.world.store.confirm_clock().await.unwrap();
    lives.assert_published().await;
    assert!(lives.world.store.verify_audit(&[]).await.unwrap().is_sound());
}
