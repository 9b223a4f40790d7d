//! A thousand random manipulations of the record: every one is found with heads that were kept elsewhere, and the row is named.

mod bench;
mod ways;

use std::collections::BTreeMap;

use passport_server::store::{Fault, Head};
use passport_tests::{Database, on_both_databases};

use crate::world::World;
use bench::{Bench, Luck};
use ways::WAYS;

on_both_databases!(
    a_thousand_manipulations_are_all_found_and_their_rows_named,
    a_shorter_record_with_a_genuine_older_head_is_found_only_by_heads_kept_elsewhere,
);

const MANIPULATIONS: usize = 1000;
/// The same manipulations each time; another seed finds others.
const SEED: u64 = 0x5eed_2026;

/// A chain as it is when nothing was done, and the heads that it had on the way there.
pub struct Chain {
    pub head: Head,
    pub slug: Option<String>,
    /// By how many entries there were.
    pub older: BTreeMap<i64, Vec<u8>>,
}

impl Chain {
    /// How a report names it.
    pub fn name(&self) -> (Option<String>, String) {
        (self.slug.clone(), self.head.kind.clone().unwrap())
    }
}

/// Two hubs and the server itself, each with a record of some length.
async fn recorded(database: Database) -> (World, Vec<Chain>) {
    let world = World::on(database).await;
    let mut older: BTreeMap<(uuid::Uuid, i64), Vec<u8>> = BTreeMap::new();
    let hubs = [world.hub("riverton").await, world.hub("northdale").await];
    note(&world, &mut older).await;
    for (turn, name) in
        ["Zoë", "Łukasz", "Aoife", "Kim", "Ola", "Bartek", "Mia", "Tom"].into_iter().enumerate()
    {
        let hub = &hubs[turn % 2];
        let carer = world.carer(hub, name).await;
        world.store.open_carer(hub, carer).await.unwrap();
        world.store.confirm_clock().await.unwrap();
        note(&world, &mut older).await;
        world.card(hub, carer).await;
        world.store.open_carer(hub, carer).await.unwrap();
        note(&world, &mut older).await;
    }
    let slug = |head: &Head| {
        let id = head.hub_id?.to_string();
        let hub = hubs.iter().find(|hub| hub.hub().to_string() == id)?;
        Some(hub.slug().to_string())
    };
    let heads = world.store.audit_heads().await.unwrap();
    let chains = heads.into_iter().map(|head| {
        let of_it = older.iter().filter(|((chain, seq), _)| *chain == head.chain_id && *seq < head.seq);
        let older = of_it.map(|((_, seq), mac)| (*seq, mac.clone())).collect();
        Chain { slug: slug(&head), head, older }
    });
    let chains: Vec<Chain> = chains.collect();
    assert!(chains.len() == 5 && chains.iter().all(|chain| chain.head.seq >= 8), "chains worth manipulating");
    (world, chains)
}

async fn note(world: &World, older: &mut BTreeMap<(uuid::Uuid, i64), Vec<u8>>) {
    for head in world.store.audit_heads().await.unwrap() {
        older.insert((head.chain_id, head.seq), head.head);
    }
}

async fn a_thousand_manipulations_are_all_found_and_their_rows_named(database: Database) {
    let (world, chains) = recorded(database).await;
    let kept: Vec<Head> = chains.iter().map(|chain| chain.head.clone()).collect();
    let mut bench = Bench::at(&world).await;
    let mut luck = Luck::of(SEED);
    let mut tried: BTreeMap<&str, usize> = BTreeMap::new();
    for number in 0..MANIPULATIONS {
        let way = &WAYS[luck.below(WAYS.len())];
        let done = (way.manipulate)(&mut luck, &chains, &bench.kind);
        bench.run(&done.sql).await;
        let report = world.store.verify_audit(&kept).await.unwrap();
        // The first of each chain: what follows it may not fit either. What was left of a chain that is gone stands in none.
        let in_chains = report.breaks.iter().filter(|found| found.fault != Fault::OfNoChain);
        let mut found: Vec<_> =
            in_chains.map(|found| (found.hub.clone(), found.chain.clone(), found.seq)).collect();
        found.dedup_by_key(|found| (found.0.clone(), found.1.clone()));
        let mut expected: Vec<_> =
            done.found.iter().map(|((hub, chain), seq)| (hub.clone(), chain.clone(), *seq)).collect();
        found.sort();
        expected.sort();
        let what = format!("manipulation {number} of seed {SEED:#x}, {}: {:?}", way.name, done.sql);
        assert_eq!(found, expected, "{what}: {:?}", report.breaks);
        *tried.entry(way.name).or_default() += 1;
        bench.restore().await;
        if number % 20 == 0 {
            let report = world.store.verify_audit(&kept).await.unwrap();
            assert!(report.is_sound(), "nothing was done after {what}: {:?}", report.breaks);
        }
    }
    assert_eq!(tried.len(), WAYS.len(), "every way was tried: {tried:?}");
    println!("{MANIPULATIONS} manipulations of seed {SEED:#x}, all found: {tried:?}");
}

async fn a_shorter_record_with_a_genuine_older_head_is_found_only_by_heads_kept_elsewhere(
    database: Database,
) {
    let (world, chains) = recorded(database).await;
    let kept: Vec<Head> = chains.iter().map(|chain| chain.head.clone()).collect();
    let mut bench = Bench::at(&world).await;
    let chain = &chains[0];
    let (&seq, older) = chain.older.last_key_value().unwrap();
    bench.run(&ways::back_to(chain, seq, older, &bench.kind)).await;
    assert!(world.store.verify_audit(&[]).await.unwrap().is_sound(), "in itself it adds up");
    let report = world.store.verify_audit(&kept).await.unwrap();
    assert_eq!(report.breaks.len(), 1, "{:?}", report.breaks);
    assert_eq!(report.breaks[0].seq, seq + 1, "the first that was cut off");
}
