//! Passwords: what one must be, and its argon2id hash (RFC 9106), which costs the same for an account that does not exist.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use super::common_passwords::is_common;
use crate::chance::{Chance, NoChance, draw};

/// So many letters at least: length is what makes a password hard to guess.
const SHORTEST: usize = 12;
/// More bytes than this are not a password but an attempt to keep us busy.
const LONGEST: usize = 256;
/// Fewer different letters than this are a pattern, not a password.
const FEWEST_DIFFERENT: usize = 5;
/// So many hashes at one time: each takes 19 MiB.
const AT_ONCE: usize = 4;
/// Checked when there is no such account. No password is known for it.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$YWNjb3VudG9mbm9ib2R5$/9/c9h5WUsF39RxK+Vt4wVgq6KWmC7ub9oGDpjZ0Pi4";

/// A password as it was typed; wiped from memory afterwards.
#[derive(Clone)]
pub struct Password(Zeroizing<String>);

/// Why a new password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAPassword {
    /// Fewer than 12 letters.
    TooShort,
    /// More than 256 bytes.
    TooLong,
    /// A pattern, the person's own address, or what everybody tries first.
    TooEasy,
}

/// What people try first, in one piece or with something behind it.
const TRIED_FIRST: [&str; 8] =
    ["password", "passport", "qwerty", "letmein", "12345678", "iloveyou", "welcome", "abcdefgh"];

impl Password {
    /// Whatever was typed to sign in.
    pub fn typed(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// Whether it may become the password of the person with this address.
    ///
    /// # Errors
    /// [`NotAPassword`] with the reason.
    pub fn check(&self, email: &str) -> Result<(), NotAPassword> {
        let text = self.0.to_lowercase();
        if text.chars().count() < SHORTEST {
            return Err(NotAPassword::TooShort);
        }
        if self.0.len() > LONGEST {
            return Err(NotAPassword::TooLong);
        }
        let mut different: Vec<char> = text.chars().collect();
        different.sort_unstable();
        different.dedup();
        let own = email.split('@').next().unwrap_or_default().to_lowercase();
        let is_own = own.len() > 3 && text.contains(&own);
        let is_easy = TRIED_FIRST.iter().any(|first| text.starts_with(first));
        if different.len() < FEWEST_DIFFERENT || is_own || is_easy || is_common(&text) {
            return Err(NotAPassword::TooEasy);
        }
        Ok(())
    }

    /// Its hash with a new salt, as a PHC string.
    ///
    /// # Errors
    /// [`NoChance`] when no salt can be drawn.
    ///
    /// # Panics
    /// Never: the parameters are argon2's own and the salt has 16 bytes.
    pub fn hash(&self, chance: &dyn Chance) -> Result<String, NoChance> {
        let salt: [u8; 16] = draw(chance)?;
        let hash = Argon2::default().hash_password_with_salt(self.0.as_bytes(), &salt);
        Ok(hash.expect("argon2 takes its own parameters").to_string())
    }

    fn is(&self, hash: &str) -> bool {
        // Nobody's password is that long, and hashing it would take the attacker's time as ours.
        let typed = if self.0.len() > LONGEST { "" } else { self.0.as_str() };
        let hash = PasswordHash::new(hash).ok();
        hash.is_some_and(|hash| Argon2::default().verify_password(typed.as_bytes(), &hash).is_ok())
    }
}

/// Checks passwords, a few at a time, away from the threads that answer requests.
#[derive(Debug)]
pub struct Passwords {
    turns: Semaphore,
    #[cfg(test)]
    checked: std::sync::atomic::AtomicUsize,
}

impl Default for Passwords {
    fn default() -> Self {
        Self {
            turns: Semaphore::new(AT_ONCE),
            #[cfg(test)]
            checked: std::sync::atomic::AtomicUsize::new(0),
        }
    }
}

impl Passwords {
    /// Whether this is the password of that hash. Without an account there is no hash: the work is the same, the answer no.
    pub async fn is(&self, typed: Password, hash: Option<String>) -> bool {
        #[cfg(test)]
        self.checked.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        let Ok(_turn) = self.turns.acquire().await else { return false };
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODYS.to_owned());
        let checked = tokio::task::spawn_blocking(move || typed.is(&hash)).await;
        known && checked.unwrap_or(false)
    }

    /// The hash of a new password, made in its turn as the checks are.
    ///
    /// # Errors
    /// [`NoChance`] when no salt can be drawn.
    pub async fn hash(&self, new: Password, chance: std::sync::Arc<dyn Chance>) -> Result<String, NoChance> {
        let Ok(_turn) = self.turns.acquire().await else { return Err(NoChance) };
        let hashed = tokio::task::spawn_blocking(move || new.hash(&*chance)).await;
        hashed.unwrap_or(Err(NoChance))
    }

    /// How many were checked, to see that an unknown account costs as much as a known one.
    #[cfg(test)]
    pub fn checked(&self) -> usize {
        self.checked.load(std::sync::atomic::Ordering::SeqCst)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::SystemChance;

    #[test]
    fn a_password_is_long_and_not_what_everybody_tries() {
        let check = |text: &str| Password::typed(text.to_owned()).check("grace.hopper@hub.example");
        assert_eq!(check("three brown ponies"), Ok(()));
        assert_eq!(check("пароль моей кошки"), Ok(()));
        assert_eq!(check("shortshort1"), Err(NotAPassword::TooShort));
        assert_eq!(check(&"long ".repeat(60)), Err(NotAPassword::TooLong));
        for easy in [
            "aaaaaaaaaaaaaaaa",
            "Sunshine2026!",
            "Dr@gonM0nkey",
            "Password123456",
            "my grace.hopper 1",
            "1212121212121212",
        ] {
            assert_eq!(check(easy), Err(NotAPassword::TooEasy), "{easy}");
        }
    }

    #[tokio::test]
    async fn only_the_same_password_fits_its_hash() {
        let passwords = Passwords::default();
        let right = Password::typed("three brown ponies".to_owned());
        let hash = right.hash(&SystemChance).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_ne!(hash, right.hash(&SystemChance).unwrap(), "a salt of its own");
        assert!(passwords.is(right.clone(), Some(hash.clone())).await);
        assert!(!passwords.is(Password::typed("three brown poniez".to_owned()), Some(hash)).await);
        assert!(!passwords.is(right, None).await, "nobody's account");
    }

    #[test]
    fn the_hash_for_nobody_costs_what_a_real_one_costs() {
        let real = Password::typed("three brown ponies".to_owned()).hash(&SystemChance).unwrap();
        let cost = |hash: &str| {
            let hash = PasswordHash::new(hash).unwrap();
            (hash.algorithm.to_string(), hash.params.to_string(), hash.hash.map(|hash| hash.len()))
        };
        assert_eq!(cost(NOBODYS), cost(&real));
    }
}
