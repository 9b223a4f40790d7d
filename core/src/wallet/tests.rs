//! The wallet against a hub that is made of core's own issuing functions: no network, no clock, and every signature real.

mod answers;
mod cuts;
mod hub;
mod letters;
mod life;
mod phone;
mod reviews;
mod standings;
mod told;
mod two_wallets;
