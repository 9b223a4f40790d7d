//! Young Carer Passport.
