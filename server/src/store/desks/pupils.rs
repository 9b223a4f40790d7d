//! A school's own pupils at its desk: they said that the school may know, and hold a card in force. Whoever takes that back, leaves,
//! is protected or has no card any more is not there from that moment on.

use passport_core::short_code::ShortCode;

use super::super::db::{Tx, look, on_db, transaction};
use super::super::lists::{self, Named, Pupil, PupilCard};
use super::super::organisations::OrganisationKind;
use super::super::{CarerId, Store, StoreError, Thing, photos};
use super::Desk;
use super::looks::{SAME_LOOK, person_at};

/// A pupil of the desk's own school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPupil {
    /// Who.
    pub whose: Named,
    /// The year they are in by age.
    pub year: Option<u8>,
    /// Whether the desk may show a photo of them.
    pub has_photo: bool,
    /// Their card.
    pub card: PupilCard,
}

/// A pupil whose code was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundPupil {
    /// Who.
    pub carer: CarerId,
    /// First name and surname.
    pub name: String,
}

/// Those of a school who said that it may know, with a card or without, by surname; of any other organisation nobody.
pub(super) async fn all(tx: &mut Tx, desk: &Desk, carer: Option<CarerId>) -> Result<Vec<Pupil>, StoreError> {
    if desk.kind != OrganisationKind::School {
        return Ok(Vec::new());
    }
    let now = tx.at;
    lists::of_school(tx, &desk.hub, (desk.organisation, carer), now).await
}

/// Those of them who hold a card: the ones that a desk may see.
async fn own(tx: &mut Tx, desk: &Desk, carer: Option<CarerId>) -> Result<Vec<OwnPupil>, StoreError> {
    let pupils = all(tx, desk, carer).await?;
    let with_card = pupils.into_iter().filter_map(|one| {
        let (whose, year, has_photo) = (one.whose, one.year, one.has_photo);
        one.card.map(|card| OwnPupil { whose, year, has_photo, card })
    });
    Ok(with_card.collect())
}

/// One of them.
pub(super) async fn one(tx: &mut Tx, desk: &Desk, carer: CarerId) -> Result<OwnPupil, StoreError> {
    own(tx, desk, Some(carer)).await?.pop().ok_or(StoreError::NotFound(Thing::Carer))
}

impl Store {
    /// The class list. The look at everybody on it is noted.
    ///
    /// # Errors
    /// [`StoreError`] when the look cannot be noted: then nothing is shown.
    pub async fn class_list(&self, desk: &Desk) -> Result<Vec<OwnPupil>, StoreError> {
        transaction!(self, "open class list", |tx| {
            let pupils = own(tx, desk, None).await?;
            let carers: Vec<CarerId> = pupils.iter().map(|one| one.whose.carer_id).collect();
            self.note_looks(tx, desk, "class list", &carers).await?;
            Ok(pupils)
        })
    }

    /// The pupils whose first name or surname begins so, or has a word that does. The look at each that is found is noted.
    ///
    /// # Errors
    /// [`StoreError`] when the look cannot be noted: then nothing is shown.
    pub async fn find_pupils(&self, desk: &Desk, typed: &str) -> Result<Vec<OwnPupil>, StoreError> {
        let wanted = super::super::carers::fold(typed);
        transaction!(self, "find pupils", |tx| {
            let mut pupils = own(tx, desk, None).await?;
            pupils.retain(|one| fits(&one.whose, &wanted));
            let carers: Vec<CarerId> = pupils.iter().map(|one| one.whose.carer_id).collect();
            self.note_looks(tx, desk, "search", &carers).await?;
            Ok(pupils)
        })
    }

    /// One pupil. The look is noted.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when they are not, or not any more, a pupil that this desk may see.
    pub async fn open_pupil(&self, desk: &Desk, carer: CarerId) -> Result<OwnPupil, StoreError> {
        transaction!(self, "open pupil", |tx| {
            let pupil = one(tx, desk, carer).await?;
            self.note_looks(tx, desk, "pupil", &[carer]).await?;
            Ok(pupil)
        })
    }

    /// The photo of a pupil that the desk may show. Without a page that was just opened and holds it, it is a look of its own.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none that it may show.
    pub async fn pupil_photo(&self, desk: &Desk, carer: CarerId) -> Result<Vec<u8>, StoreError> {
        let sql =
            "SELECT count(*) FROM desk_look WHERE hub_id = $1 AND carer_id = $2 AND organisation_id = $3
            AND person_id = $4 AND at > $5";
        transaction!(self, "show pupil's photo", |tx| {
            if !one(tx, desk, carer).await?.has_photo {
                return Err(StoreError::NotFound(Thing::Photo));
            }
            let (person, since) = (person_at(desk)?, tx.at - SAME_LOOK);
            let looks: i64 = on_db!(tx, |c| sqlx::query_scalar(sql)
                .bind(desk.hub.hub())
                .bind(carer)
                .bind(desk.organisation)
                .bind(person)
                .bind(since)
                .fetch_one(c))?;
            if looks == 0 {
                self.note_looks(tx, desk, "photo", &[carer]).await?;
            }
            photos::of_carer(tx, &desk.hub, carer).await?.ok_or(StoreError::NotFound(Thing::Photo))
        })
    }

    /// The pupil of this desk whose card has this code, in use or not. The look is noted; of a code that is anybody else's
    /// nothing is.
    ///
    /// # Errors
    /// [`StoreError`] when the look cannot be noted.
    pub async fn pupil_of_code(
        &self,
        desk: &Desk,
        code: &ShortCode,
    ) -> Result<Option<FoundPupil>, StoreError> {
        let sql =
            "SELECT k.carer_id FROM short_code s JOIN card k ON k.hub_id = s.hub_id AND k.card_id = s.card_id
            WHERE s.code_mac = $1 AND s.hub_id = $2";
        let mac = self.short_code_mac(code);
        let found: Option<CarerId> = look!(self, "find pupil by code", |view| Ok(on_db!(view, |c| {
            sqlx::query_scalar(sql).bind(&mac[..]).bind(desk.hub.hub()).fetch_optional(c)
        })?))?;
        let Some(carer) = found else { return Ok(None) };
        match self.open_pupil(desk, carer).await {
            Ok(pupil) => Ok(Some(FoundPupil { carer, name: pupil.whose.full_name() })),
            Err(StoreError::NotFound(_)) => Ok(None),
            Err(fault) => Err(fault),
        }
    }
}

/// Whether each word that was typed begins a word of the name.
fn fits(whose: &Named, wanted: &str) -> bool {
    let name = super::super::carers::fold(&whose.full_name());
    let begins = |word: &str| name.split_whitespace().any(|one| one.starts_with(word));
    wanted.split_whitespace().all(begins)
}
