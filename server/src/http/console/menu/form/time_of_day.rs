//! Times of day as people type them: "16:30", "4.30pm", "4 pm", "1630".

use chrono::NaiveTime;

/// The time that was typed; none when there is no such time, nor for "4" or "4:30", of which nobody knows which half of the day is meant.
pub(super) fn typed_time(typed: &str) -> Option<NaiveTime> {
    let typed = typed.trim().to_lowercase().replace(' ', "");
    let (digits, half) = match (typed.strip_suffix("am"), typed.strip_suffix("pm")) {
        (Some(digits), _) => (digits, Some(0)),
        (_, Some(digits)) => (digits, Some(12)),
        _ => (typed.as_str(), None),
    };
    let (hour, minute) = match digits.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, minute),
        Some(_) => return None,
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "00"),
    };
    let number =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u32>().ok());
    let (hour, minute) = (number(hour).flatten()?, number(minute).flatten()?);
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None if is_either_half(digits) => return None,
        None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}

/// Written with one figure, from 1 to 6: few are up at that hour of the morning.
fn is_either_half(digits: &str) -> bool {
    let hour = digits.split([':', '.']).next().unwrap_or_default();
    matches!(hour, "1" | "2" | "3" | "4" | "5" | "6")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_however_it_is_written() {
        for typed in ["16:30", "4.30pm", "4:30 PM", "1630", "16.30"] {
            assert_eq!(typed_time(typed), NaiveTime::from_hms_opt(16, 30, 0), "{typed}");
        }
        assert_eq!(typed_time("12am"), NaiveTime::from_hms_opt(0, 0, 0));
        assert_eq!(typed_time("12 pm"), NaiveTime::from_hms_opt(12, 0, 0));
        assert_eq!(typed_time("9"), NaiveTime::from_hms_opt(9, 0, 0));
        for typed in ["4am", "04:00", "0400"] {
            assert_eq!(typed_time(typed), NaiveTime::from_hms_opt(4, 0, 0), "{typed}");
        }
        for typed in
            ["", "25:00", "16:3", "noon", "13pm", "0pm", "16:60", "é630", "-4:00", "4", "4:30", "6.15"]
        {
            assert_eq!(typed_time(typed), None, "{typed}");
        }
    }
}
