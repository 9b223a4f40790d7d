//! Whatever stands after `/v#`: unpacking never panics, and what it does unpack packs to the same bytes again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use passport_core::card::Base;
use passport_core::packed::{PackError, Packed, pack};

fuzz_target!(|bytes: &[u8]| {
    let base = Base::parse("https://pass.northdale-uk.test").expect("a base");
    let digits = std::str::from_utf8(bytes).ok().and_then(|text| Packed::from_digits(text).ok());
    let raw = Packed::from_bytes(bytes.to_vec()).ok();
    for packed in digits.into_iter().chain(raw) {
        let Ok(text) = packed.unpack(&base) else { continue };
        match pack(&text) {
            Ok(again) => assert_eq!(again.as_bytes(), packed.as_bytes(), "two ways to pack one card"),
            // Denser than what we print, and still a card.
            Err(refused) => {
                assert!(matches!(refused, PackError::TooDense { .. }), "unpacks to what is no card")
            }
        }
    }
});
