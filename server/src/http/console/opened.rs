//! What a form said when it was opened, carried along in a hidden field: so a field that nobody touched does not overwrite
//! what a colleague saved meanwhile.

/// The hidden field's name in every form that has one.
pub const FIELD: &str = "opened";

/// The fields as they are shown, for the hidden field.
pub fn written<const N: usize>(fields: [&str; N]) -> String {
    serde_json::Value::from(fields.as_slice()).to_string()
}

/// Gives each field that was not touched what is saved by now. Where the hidden field cannot be read, all were touched.
pub fn take_over<const N: usize>(typed: [&mut String; N], opened: &str, now: [&str; N]) {
    let Ok(opened) = serde_json::from_str::<Vec<String>>(opened) else { return };
    for ((typed, opened), now) in typed.into_iter().zip(opened).zip(now) {
        if *typed == opened {
            now.clone_into(typed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_touched_follows_what_a_colleague_saved() {
        let opened = written(["Zoë", "", "yes"]);
        let (mut given, mut called, mut protected) = ("Zoe".to_owned(), String::new(), "yes".to_owned());
        take_over([&mut given, &mut called, &mut protected], &opened, ["Zoë", "Zo", ""]);
        assert_eq!((&*given, &*called, &*protected), ("Zoe", "Zo", ""));
        take_over([&mut given], "not ours", ["Other"]);
        assert_eq!(given, "Zoe");
    }
}
