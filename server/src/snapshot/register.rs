//! Everything read from the database so far, change by change; a snapshot is written out from it.

use super::Held;
use crate::store::{Changes, HubId, KeyState};
use passport_core::{
    card::{Base, HubSlug, Issuer},
    keys::{Kid, PublicKey},
    status::{LIST_LIFETIME, StatusBits},
    trust::{HeldList, Trust, TrustedIssuer},
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

/// What was read so far. A bit that was seen set stays set, whatever a database says later.
#[derive(Debug, Default)]
pub struct Register {
    /// The number of the last change in here.
    pub change: i64,
    bases: Vec<Base>,
    hubs: HashMap<HubId, HubRecord>,
}

#[derive(Debug, Default)]
struct HubRecord {
    slug: Option<HubSlug>,
    name: String,
    telephone: String,
    keys: BTreeMap<Kid, PublicKey>,
    refused: BTreeSet<Kid>,
    lists: BTreeMap<u32, ListRecord>,
}

#[derive(Debug)]
struct ListRecord {
    issuer: Issuer,
    signed: Option<(u64, Arc<str>)>,
    bits: StatusBits,
}

impl Register {
    /// Takes over what changed. Short codes are not kept here: see [`super::Snapshot::note_codes`].
    pub fn apply(&mut self, changes: Changes) {
        self.change = changes.n;
        self.bases = changes.bases;
        for hub in changes.hubs {
            let record = self.hubs.entry(hub.hub_id).or_default();
            record.slug = HubSlug::parse(&hub.slug).ok();
            record.name = hub.name;
            record.telephone = hub.telephone;
        }
        for key in changes.keys {
            let record = self.hubs.entry(key.hub_id).or_default();
            if key.state == KeyState::Refused {
                record.refused.insert(key.kid);
            }
            record.keys.insert(key.kid, key.public);
        }
        for list in changes.lists {
            let record = self.hubs.entry(list.hub_id).or_default();
            let (before, bits) = match record.lists.remove(&list.list) {
                Some(known) => (known.signed, known.bits),
                None => (None, StatusBits::new()),
            };
            // By `iat`: readers have seen the newer one, and would refuse an older.
            let signed = before.max(list.iat.zip(list.token.map(Arc::from)));
            record.lists.insert(list.list, ListRecord { issuer: list.issuer, signed, bits });
        }
        for entry in changes.withdrawn {
            let hub = self.hubs.get_mut(&entry.hub_id);
            if let Some(list) = hub.and_then(|hub| hub.lists.get_mut(&entry.list)) {
                list.bits.withdraw(entry.idx);
            }
        }
    }

    /// Whether a list waits for its first signature: until then none of its cards can be checked.
    pub fn has_unsigned_list(&self) -> bool {
        self.hubs.values().flat_map(|hub| hub.lists.values()).any(|list| list.signed.is_none())
    }

    /// What is known, seen in the database at `now`.
    pub fn write_out(&self, now: u64) -> Held {
        let mut issuers = HashMap::new();
        for hub in self.hubs.values() {
            for base in &self.bases {
                let Some(slug) = hub.slug.clone() else { continue };
                issuers.insert(Issuer { base: base.clone(), hub: slug }.iss(), hub.as_trusted());
            }
        }
        let mut held = Held {
            change: self.change,
            trust: Trust::of(self.bases.clone(), issuers),
            lists: BTreeMap::new(),
        };
        for (&n, list) in self.hubs.values().flat_map(|hub| &hub.lists) {
            let Some((iat, token)) = &list.signed else { continue };
            let uri = list.issuer.status_uri(n);
            let in_hand =
                HeldList { iat: *iat, exp: iat + LIST_LIFETIME, bits: list.bits.clone(), fetched_at: now };
            // The first list of an address is never refused as going backwards.
            let _first = held.trust.hold(uri.clone(), in_hand);
            held.lists.insert(uri, Arc::clone(token));
        }
        held
    }
}

impl HubRecord {
    fn as_trusted(&self) -> TrustedIssuer {
        TrustedIssuer {
            name: self.name.clone(),
            telephone: self.telephone.clone(),
            keys: self.keys.clone(),
            retired: self.refused.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{HubChange, ListChange, WithdrawnEntry};
    use uuid::Uuid;

    const HUB: HubId = HubId(Uuid::nil());

    fn changes(iat: u64, withdrawn: &[u32]) -> Changes {
        let base = Base::parse("https://pass.example.uk").unwrap();
        let slug = HubSlug::parse("riverton").unwrap();
        let hub = HubChange {
            hub_id: HUB,
            slug: slug.to_string(),
            name: "Riverton Hub".into(),
            telephone: "01632 960100".into(),
            accent: "#3b3573".into(),
        };
        let list = ListChange {
            hub_id: HUB,
            list: 1,
            issuer: Issuer { base: base.clone(), hub: slug },
            token: Some(format!("signed at {iat}")),
            iat: Some(iat),
        };
        let withdrawn = withdrawn.iter().map(|&idx| WithdrawnEntry { hub_id: HUB, list: 1, idx }).collect();
        Changes {
            n: 1,
            bases: vec![base],
            hubs: vec![hub],
            keys: vec![],
            lists: vec![list],
            withdrawn,
            codes: vec![],
        }
    }

    #[test]
    fn a_backup_brings_back_neither_an_older_list_nor_a_withdrawn_card() {
        let uri = "https://pass.example.uk/h/riverton/status/1";
        let mut register = Register::default();
        register.apply(changes(2_000, &[7, 8]));
        register.apply(changes(1_000, &[8, 9]));
        let held = register.write_out(3_000);
        assert_eq!(&*held.lists[uri], "signed at 2000");
        let list = held.trust.list(uri).unwrap();
        assert_eq!((list.iat, list.fetched_at), (2_000, 3_000));
        let set: Vec<u32> = (0..20).filter(|&idx| list.bits.is_withdrawn(idx) == Some(true)).collect();
        assert_eq!(set, [7, 8, 9]);
    }
}
