//! What the menu says of a service after its directory was read again.

use super::{Details, MOST_TAGS, Place, Tag, Words};

impl Details {
    /// The text of the directory over this one. What directories have no field for, or say nothing of, stays as the editors wrote it:
    /// who is there, what to bring, easy read, answers to questions that the directory does not answer. A place whose address the
    /// editors tell to nobody stays hidden.
    #[must_use]
    pub fn renewed(&self, read: &Self) -> Self {
        let mut new = read.clone();
        let Words { people, bring, first_contact, follow_up, safety, easy_read, .. } = self.words.clone();
        let words = &mut new.words;
        words.people = words.people.take().or(people);
        words.bring = words.bring.take().or(bring);
        words.first_contact = words.first_contact.take().or(first_contact);
        words.follow_up = words.follow_up.take().or(follow_up);
        words.safety = words.safety.take().or(safety);
        words.easy_read = words.easy_read.take().or(easy_read);
        new.capacity = new.capacity.or(self.capacity);
        let is_answered = |tag: &Tag| read.tags.iter().any(|one| one.taxonomy() == tag.taxonomy());
        let room = MOST_TAGS.saturating_sub(read.tags.len());
        new.tags.extend(self.tags.iter().filter(|tag| !is_answered(tag)).take(room).cloned());
        for place in &mut new.places {
            if let Some(ours) = self.places.iter().find(|ours| ours.place_id == place.place_id) {
                place.keep(ours);
            }
        }
        new
    }
}

impl Place {
    /// What the editors know of it, where the directory says nothing.
    fn keep(&mut self, ours: &Self) {
        self.is_hidden |= ours.is_hidden;
        self.getting_there = self.getting_there.take().or_else(|| ours.getting_there.clone());
        self.accessibility = self.accessibility.take().or_else(|| ours.accessibility.clone());
        if self.postcode == ours.postcode {
            self.position = self.position.or(ours.position);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn tags(all: &[&str]) -> std::collections::BTreeSet<Tag> {
        all.iter().map(|tag| Tag::parse(tag).unwrap()).collect()
    }

    fn place(town: &str) -> Place {
        serde_json::from_value(serde_json::json!({"place_id": Uuid::nil(), "town": town})).unwrap()
    }

    #[test]
    fn what_editors_wrote_beside_a_directory_stays_and_the_rest_is_the_directorys() {
        let ours = Details {
            name: "Climbing".to_owned(),
            email: Some("old@club.example".to_owned()),
            tags: tags(&["kind/trip", "transport/included"]),
            places: vec![Place {
                is_hidden: true,
                getting_there: Some("Bus 7".to_owned()),
                ..place("Leeds")
            }],
            words: Words {
                bring: Some("A coat".to_owned()),
                easy_read: Some("We climb.".to_owned()),
                alert: Some("Closed in August".to_owned()),
                ..Words::default()
            },
            ..Details::default()
        };
        let read = Details {
            name: "Climbing and tea".to_owned(),
            tags: tags(&["kind/club"]),
            places: vec![place("Stockport")],
            words: Words { easy_read: Some("We climb. Then tea.".to_owned()), ..Words::default() },
            ..Details::default()
        };
        let new = ours.renewed(&read);
        assert_eq!((&*new.name, &new.email, &new.words.alert), ("Climbing and tea", &None, &None));
        assert_eq!(new.words.bring.as_deref(), Some("A coat"));
        assert_eq!(new.words.easy_read.as_deref(), Some("We climb. Then tea."));
        assert_eq!(new.tags, tags(&["kind/club", "transport/included"]));
        let [there] = &new.places[..] else { panic!("one place") };
        assert_eq!(
            (there.town.as_deref(), there.is_hidden),
            (Some("Stockport"), true),
            "an address told to nobody"
        );
        assert_eq!(there.getting_there.as_deref(), Some("Bus 7"));
        assert_eq!(Details::default().renewed(&read), read, "new, it is the directory's");
    }
}
