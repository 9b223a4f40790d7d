//! A copy as the bytes that an app keeps: a mark, a digest of what follows, and that, packed. So what was cut off in the middle of
//! being written is told from what was never ours, and neither is taken for a menu.

use std::io::{Read as _, Write as _};
use std::sync::Arc;

use aws_lc_rs::digest::{SHA256, SHA256_OUTPUT_LEN, digest};
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{LARGEST, MOST_LISTED, MenuCopy, Question};
use crate::card::{Base, HubSlug};
use crate::menu::Service;

/// What every copy begins with; its last character is the number of this form.
const MARK: &[u8] = b"ycpmenu1";

/// Bytes that are no copy, or not any more: begin with an empty one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotACopy {
    /// They are something else, of another server or hub, or of another version of this library.
    #[error("are not a kept menu of this place and version")]
    Foreign,
    /// They were cut off or changed.
    #[error("are a kept menu that was cut off or changed")]
    Torn,
}

#[derive(Serialize)]
struct Written<'a> {
    base: &'a Base,
    hub: Option<&'a HubSlug>,
    until: Option<&'a str>,
    services: Vec<&'a Service>,
    questions: &'a [Question],
    shortlist: &'a [Uuid],
}

#[derive(Deserialize)]
struct Read {
    base: Base,
    hub: Option<HubSlug>,
    until: Option<String>,
    services: Vec<Service>,
    questions: Vec<Question>,
    shortlist: Vec<Uuid>,
}

impl MenuCopy {
    /// All of it, for the app to keep.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Self { base, hub, until, services, questions, shortlist, .. } = self;
        let services = services.values().map(Arc::as_ref).collect();
        let written =
            Written { base, hub: hub.as_ref(), until: until.as_deref(), services, questions, shortlist };
        let packed = pack(&written).unwrap_or_default();
        [MARK, digest(&SHA256, &packed).as_ref(), &packed].concat()
    }

    /// A copy of this server, or of this hub of it, that was kept.
    ///
    /// # Errors
    /// [`NotACopy`]: whatever else these bytes are; a copy of another place is `Foreign`.
    pub fn from_bytes_of(base: &Base, hub: Option<&HubSlug>, bytes: &[u8]) -> Result<Self, NotACopy> {
        let copy = Self::from_bytes(bytes)?;
        if copy.base() == base && copy.hub() == hub { Ok(copy) } else { Err(NotACopy::Foreign) }
    }

    /// A copy that was kept.
    ///
    /// # Errors
    /// [`NotACopy`]: whatever else these bytes are.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotACopy> {
        let Some(rest) = bytes.strip_prefix(MARK) else {
            return Err(if MARK.starts_with(bytes) { NotACopy::Torn } else { NotACopy::Foreign });
        };
        let (sum, packed) = rest.split_at_checked(SHA256_OUTPUT_LEN).ok_or(NotACopy::Torn)?;
        if digest(&SHA256, packed).as_ref() != sum {
            return Err(NotACopy::Torn);
        }
        let Read { base, hub, until, services, questions, mut shortlist } =
            unpack(packed).ok_or(NotACopy::Torn)?;
        shortlist.truncate(MOST_LISTED);
        let services = services.into_iter().map(|one| (one.service_id, Arc::new(one))).collect();
        let mut copy = Self { until, services, questions, shortlist, ..Self::new(base, hub) };
        copy.build();
        Ok(copy)
    }
}

/// Writing to memory and packing what can be written do not fail.
fn pack(written: &Written<'_>) -> std::io::Result<Vec<u8>> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::fast());
    serde_json::to_writer(&mut packer, written)?;
    packer.flush()?;
    packer.finish()
}

fn unpack(packed: &[u8]) -> Option<Read> {
    let mut json = Vec::new();
    let most = u64::try_from(LARGEST).ok()?;
    ZlibDecoder::new(packed).take(most + 1).read_to_end(&mut json).ok()?;
    if json.len() > LARGEST { None } else { serde_json::from_slice(&json).ok() }
}
