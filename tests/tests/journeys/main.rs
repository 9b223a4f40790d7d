//! What happens to people and their cards, through the surface that people use, on both databases.

mod card_life;
mod console_cards;
mod console_colleagues;
mod console_import;
mod console_inbox;
mod console_lists;
mod console_matrix;
mod console_menu;
mod console_menu_imports;
mod console_phones;
mod console_sign_in;
mod console_two_at_once;
mod console_unsent;
mod database_gone;
mod desk;
mod hubs_apart;
mod lost_code;
mod menu_api;
mod menu_feed;
mod menu_pages;
mod my_side;
mod phone_faults;
mod phones;
mod phones_at_once;
mod reviews;
mod two_servers;
