//! The ways to manipulate a record, each with the rows that have to be named for it.

use super::Chain;
use super::bench::{Kind, Luck};

/// One way.
pub struct Way {
    pub name: &'static str,
    pub manipulate: fn(&mut Luck, &[Chain], &Kind) -> Done,
}

/// What is done, and where the report has to point.
pub struct Done {
    pub sql: Vec<String>,
    pub found: Vec<((Option<String>, String), i64)>,
}

pub const WAYS: [Way; 17] = [
    Way { name: "a column of an entry", manipulate: a_column },
    Way { name: "details or their salt", manipulate: details },
    Way { name: "an entry deleted", manipulate: deleted },
    Way { name: "an entry deleted and the gap closed", manipulate: gap_closed },
    Way { name: "the end cut off", manipulate: cut_off },
    Way { name: "the end cut off and the length set right", manipulate: cut_off_with_length },
    Way { name: "back to a genuine older head", manipulate: rolled_back },
    Way { name: "two entries swapped", manipulate: swapped },
    Way { name: "an entry put in", manipulate: put_in },
    Way { name: "an entry before the first", manipulate: before_the_first },
    Way { name: "an entry after the end", manipulate: after_the_end },
    Way { name: "an entry of another hub's chain in the place of one", manipulate: from_elsewhere },
    Way { name: "the entries of two chains swapped", manipulate: entries_swapped },
    Way { name: "two hubs' whole chains swapped", manipulate: chains_swapped },
    Way { name: "what a hub did and what it read swapped", manipulate: kinds_swapped },
    Way { name: "the end of a chain", manipulate: head },
    Way { name: "a whole chain gone", manipulate: chain_gone },
];

const COLUMNS: &str = "at, action, actor, subject_id, details_mac, mac";

/// A chain, how it is written in SQL, and its length.
fn any<'a>(luck: &mut Luck, chains: &'a [Chain], kind: &Kind) -> (&'a Chain, String, i64) {
    let chain = &chains[luck.below(chains.len())];
    (chain, kind.id(chain.head.chain_id), chain.head.seq)
}

/// Two of them.
fn two<'a>(luck: &mut Luck, chains: &'a [Chain]) -> (&'a Chain, &'a Chain) {
    let one = luck.below(chains.len());
    let other = (one + 1 + luck.below(chains.len() - 1)) % chains.len();
    (&chains[one], &chains[other])
}

fn at(chain: &Chain, seq: i64, sql: Vec<String>) -> Done {
    Done { sql, found: vec![(chain.name(), seq)] }
}

fn a_column(luck: &mut Luck, chains: &[Chain], kind: &Kind) -> Done {
    let (chain, id, length) = any(luck, chains, kind);
    let seq = luck.up_to(length);
    let change = match luck.below(6) {
        0 => "at = '2026-01-02T03:04:05+00:00'".to_owned(),
        1 => "action = action || ' '".to_owned(),
        2 => "actor = 'person 6f9619ff-8b86-4d01-b42d-00cf4fc964ff'".to_owned(),
        3 => format!("subject_id = {}", kind.id(luck.id())),
        4 => format!("details_mac = {}", kind.bytes(&luck.bytes())),
        _ => format!("mac = {}", kind.bytes(&luck.bytes())),
    };
    at(chain, seq, vec![format!("UPDATE audit_entry SET {change} WHERE chain_id = {id} AND seq = {seq}")])
}

fn details(luck: &mut Luck, chains: &[Chain], kind: &Kind) -> Done {
    let (chain, id, length) = any(luck, chains, kind);
    let seq = luck.up_to(length);
    let change = match luck.below(2) {
        0 => "details = details || ' '".to_owned(),
        _ => format!("salt = {}", kind.bytes(&luck.bytes()[..16])),
    };
    at(chain, seq, vec![format!("UPDATE audit_detail SET {change} WHERE chain_id = {id} AND seq = {seq}")])
}

/// Of both tables, so that no detail is left over.
fn delete(id: &str, which: &str) -> Vec<String> {
    ["audit_detail", "audit_entry"]
        .map(|table| format!("DELETE FROM {table} WHERE chain_id = {id} AND {which}"))
        .into()
}

fn deleted(luck: &mut Luck, chains: &[Chain], kind: &Kind) -> Done {
    let (chain, id, length) = any(luck, chains, kind);
    let seq = luck.up_to(length);
    at(chain, seq, delete(&id, &format!("seq = {seq}")))
}

/// Moves all from `seq` on by one, up or down; negative numbers in between, since no two rows may have one number.
fn moved(id: &str, seq: i64, by: i64) -> Vec<String> {
    let step = |table: &str| {
        [
            format!("UPDATE {table} SET seq = -seq WHERE chain_id = {id} AND seq >= {seq}"),
            format!("UPDATE {table} SET seq = -seq + {by} WHERE chain_id = {id} AND seq < 0"),
        ]
    };
    ["audit_entry", "audit_detail"].into_iter().flat_map(step).collect()
}

fn length_to(id: &str, seq: i64) -> String {
    format!("UPDATE audit_chain SET seq = {seq} WHERE chain_id = {id}")
}

fn gap_closed(luck: &mut Luck, chains: &[Chain], kind: &Kind) -> Done {
    let (chain, id, length) = any(luck, chains, kind);
    let seq = luck.up_to(length);
    let mut sql = delete(&id, &format!("seq = {seq}"));
    sql.extend(moved(&id, seq + 1, -1));
    sql.push(length_to(&id, length - 1));
    at(chain, seq.min(length - 1), sql)
}

fn cut_off(luck: &mut Luck, chains: &[Chain], kind: &Kind) -> Done {
    let (chain, id, length) = any(luck, chains, kind);
    let seq = luck.up_to(length);
    at(chain, seq, delete(&id, &format!("seq >= {seq}")))
}

fn cut_off_with_length(luck: &mut Luck, chains: &[Chain], kind: &Kind) -> Done {
    let (chain, id, length) = any(luck, chains, kind);
    let seq = luck.up_to(length);
    let mut sql = delete(&id, &format!("seq >= {seq}"));
    sql.push(length_to(&id, seq - 1));
    at(chain, seq - 1, sql)
}

/// The chain as it was when it had so many entries, with the head that it had then.
pub fn back_to(chain: &Chain, seq: i64, head: &[u8], kind: &Kind) -> Vec<String> {
    let id = kind.id(chain.head.chain_id);
    let mut sql = delete(&id, &format!("seq > {seq}"));
    let head = kind.bytes(head);
    sql.push(format!("UPDATE audit_chain SET seq = {seq}, head = {head} WHERE chain_id = {id}"));
    sql
}

fn rolled_back(luck: &mut Luck, chains: &[Chain], kind: &Kind) -> Done {
    let (chain, ..) = any(luck, chains, kind);
    let (&seq, head) = chain.older.iter().nth(luck.below(chain.older.len())).unwrap();
    at(chain, seq + 1, back_to(chain, seq, head, kind))
}

fn swapped(luck: &mut Luck, chains: &[Chain], kind: &Kind) -> Done {
    let (chain, id, length) = any(luck, chains, kind);
    let one = luck.up_to(length - 1);
    let other = one + luck.up_to(length - one);
    let places = [(one, -1), (other, one), (-1, other)];
    let step = |table: &'static str| {
        let id = id.clone();
        places.map(move |(from, to)| {
            format!("UPDATE {table} SET seq = {to} WHERE chain_id = {id} AND seq = {from}")
        })
    };
    at(chain, one, ["audit_entry", "audit_detail"].into_iter().flat_map(step).collect())
}

fn copied((from, row): (&str, i64), (to, seq): (&str, i64)) -> String {
    format!(
        "INSERT INTO audit_entry (chain_id, seq, {COLUMNS}) SELECT {to}, {seq}, {COLUMNS} FROM audit_entry
         WHERE chain_id = {from} AND seq = {row}"
    )
}

fn put_in(luck: &mut Luck, chains: &[Chain], kind: &Kind) -> Done {
    let (chain, id, length) = any(luck, chains, kind);
    let (row, seq) = (luck.up_to(length), luck.up_to(length));
    let mut sql = moved(&id, seq, 1);
    // Whatever stood there or behind has moved on by one.
    sql.push(copied((&id, if row >= seq { row + 1 } else { row }), (&id, seq)));
    sql.push(length_to(&id, length + 1));
    // A copy of the very entry that stood there is that entry, but its details have moved on with the other.
    at(chain, seq, sql)
}

fn before_the_first(luck: &mut Luck, chains: &[Chain], kind: &Kind) -> Done {
    let (chain, id, length) = any(luck, chains, kind);
    let (row, seq) = (luck.up_to(length), 1 - luck.up_to(5));
    at(chain, seq, vec![copied((&id, row), (&id, seq))])
}

fn after_the_end(luck: &mut Luck, chains: &[Chain], kind: &Kind) -> Done {
    let (chain, id, length) = any(luck, chains, kind);
    let mut sql = vec![copied((&id, luck.up_to(length)), (&id, length + 1))];
    if luck.below(2) == 0 {
        sql.push(length_to(&id, length + 1));
    }
    at(chain, length + 1, sql)
}

fn from_elsewhere(luck: &mut Luck, chains: &[Chain], kind: &Kind) -> Done {
    let (one, other) = two(luck, chains);
    let (from, to) = (kind.id(one.head.chain_id), kind.id(other.head.chain_id));
    let (row, seq) = (luck.up_to(one.head.seq), luck.up_to(other.head.seq));
    let mut sql = delete(&to, &format!("seq = {seq}"));
    sql.push(copied((&from, row), (&to, seq)));
    at(other, seq, sql)
}

fn entries_swapped(luck: &mut Luck, chains: &[Chain], kind: &Kind) -> Done {
    let (one, other) = two(luck, chains);
    let (first, second, between) =
        (kind.id(one.head.chain_id), kind.id(other.head.chain_id), kind.id(luck.id()));
    let steps = [(&first, &between), (&second, &first), (&between, &second)];
    let step = |table: &'static str| {
        steps.map(|(from, to)| format!("UPDATE {table} SET chain_id = {to} WHERE chain_id = {from}"))
    };
    let sql = ["audit_entry", "audit_detail"].into_iter().flat_map(step).collect();
    Done { sql, found: vec![(one.name(), 1), (other.name(), 1)] }
}

/// Two chains of one kind, of two hubs.
fn of_two_hubs<'a>(luck: &mut Luck, chains: &'a [Chain]) -> (&'a Chain, &'a Chain) {
    loop {
        let (one, other) = two(luck, chains);
        if one.slug.is_some() && other.slug.is_some() && one.head.kind == other.head.kind {
            return (one, other);
        }
    }
}

fn chains_swapped(luck: &mut Luck, chains: &[Chain], kind: &Kind) -> Done {
    let (one, other) = of_two_hubs(luck, chains);
    let give = |chain: &Chain, hub: String| {
        format!("UPDATE audit_chain SET hub_id = {hub} WHERE chain_id = {}", kind.id(chain.head.chain_id))
    };
    let of = |chain: &Chain| kind.id(chain.head.hub_id.unwrap());
    let sql = vec![give(one, kind.id(luck.id())), give(other, of(one)), give(one, of(other))];
    Done { sql, found: vec![(one.name(), 1), (other.name(), 1)] }
}

fn kinds_swapped(luck: &mut Luck, chains: &[Chain], kind: &Kind) -> Done {
    let (one, _) = of_two_hubs(luck, chains);
    let other =
        chains.iter().find(|chain| chain.slug == one.slug && chain.head.kind != one.head.kind).unwrap();
    let stand = |chain: &Chain, hub: String, for_what: &Chain| {
        let stands_for = for_what.head.kind.clone().unwrap();
        let id = kind.id(chain.head.chain_id);
        format!("UPDATE audit_chain SET kind = '{stands_for}', hub_id = {hub} WHERE chain_id = {id}")
    };
    let hub = kind.id(one.head.hub_id.unwrap());
    let sql =
        vec![stand(one, kind.id(luck.id()), other), stand(other, hub.clone(), one), stand(one, hub, other)];
    Done { sql, found: vec![(one.name(), 1), (other.name(), 1)] }
}

fn head(luck: &mut Luck, chains: &[Chain], kind: &Kind) -> Done {
    let (chain, id, length) = any(luck, chains, kind);
    match luck.below(3) {
        0 => {
            let head = kind.bytes(&luck.bytes());
            at(chain, length, vec![format!("UPDATE audit_chain SET head = {head} WHERE chain_id = {id}")])
        }
        1 => at(chain, length + 1, vec![length_to(&id, length + 1)]),
        _ => at(chain, length, vec![length_to(&id, length - 1)]),
    }
}

fn chain_gone(luck: &mut Luck, chains: &[Chain], kind: &Kind) -> Done {
    let (chain, id, _) = any(luck, chains, kind);
    let mut sql = vec![format!("DELETE FROM audit_chain WHERE chain_id = {id}")];
    if luck.below(2) == 0 {
        sql.extend(delete(&id, "TRUE"));
    }
    at(chain, 1, sql)
}
