//! A cursor over packed bytes: every read is bounded, and nothing may be left at the end.

/// Reads from the front; `None` as soon as bytes are missing.
pub(super) struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (front, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(front)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.bytes(N)?.try_into().ok()
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        self.array().map(|[byte]| byte)
    }

    /// The next byte, left where it is.
    pub(super) fn peek(&self) -> Option<u8> {
        self.0.first().copied()
    }

    /// Takes a 0 byte, if one is next.
    pub(super) fn skip_zero(&mut self) -> bool {
        let zero = self.peek() == Some(0);
        if zero {
            self.0 = &self.0[1..];
        }
        zero
    }

    /// A length byte and that much UTF-8.
    pub(super) fn text(&mut self) -> Option<&'a str> {
        let length = self.byte()?;
        std::str::from_utf8(self.bytes(length.into())?).ok()
    }

    /// LEB128 in its shortest form, below 2^32.
    pub(super) fn number(&mut self) -> Option<u32> {
        let mut value = 0_u64;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                // A last byte of zero says nothing: a shorter form exists.
                return if byte == 0 && shift > 0 { None } else { u32::try_from(value).ok() };
            }
        }
        None
    }
}

/// Appends LEB128 in its shortest form.
pub(super) fn push_number(out: &mut Vec<u8>, mut value: u32) {
    loop {
        // The mask leaves seven bits, so nothing is cut off.
        let low = value.to_le_bytes()[0] & 0x7f;
        value >>= 7;
        if value == 0 {
            return out.push(low);
        }
        out.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_back_and_have_one_form() {
        for value in [0, 1, 127, 128, 300, 65_535, i32::MAX.unsigned_abs(), u32::MAX] {
            let mut out = Vec::new();
            push_number(&mut out, value);
            let mut reader = Reader(&out);
            assert_eq!((reader.number(), reader.0.len()), (Some(value), 0));
        }
        for bad in [&[0x80, 0x00][..], &[0xff, 0xff, 0xff, 0xff, 0x7f], &[0x80], &[0x81, 0x80, 0x00]] {
            assert_eq!(Reader(bad).number(), None);
        }
    }
}
