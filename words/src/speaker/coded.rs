//! The words of coded lists. Each match names every code, so a new one does not compile until it has its words.

use passport_core::card::{CodedPlace, CodedRole, FareBand, Place, Role, Setting, Topics};

use super::Speaker;

impl Speaker {
    /// The name of a setting: "GP practice".
    pub fn setting(&self, setting: Setting) -> String {
        match setting {
            Setting::School => self.words.setting_school(),
            Setting::Pharmacy => self.words.setting_pharmacy(),
            Setting::Gp => self.words.setting_gp(),
            Setting::Transport => self.words.setting_transport(),
        }
    }

    /// A place: a coded one in this language, any other as it was typed.
    pub fn place(&self, place: &Place) -> String {
        match place {
            Place::Free(text) => text.to_string(),
            Place::Coded(CodedPlace::PastoralOffice) => self.words.place_pastoral_office(),
            Place::Coded(CodedPlace::Library) => self.words.place_library(),
            Place::Coded(CodedPlace::Reception) => self.words.place_reception(),
            Place::Coded(CodedPlace::MedicalRoom) => self.words.place_medical_room(),
            Place::Coded(CodedPlace::QuietRoom) => self.words.place_quiet_room(),
            Place::Coded(CodedPlace::StaffRoom) => self.words.place_staff_room(),
            Place::Coded(CodedPlace::HeadOffice) => self.words.place_head_office(),
        }
    }

    /// Whom to speak to: a coded role in this language, any other as it was typed.
    pub fn role(&self, role: &Role) -> String {
        match role {
            Role::Free(text) => text.to_string(),
            Role::Coded(CodedRole::HeadOfYear) => self.words.role_head_of_year(),
            Role::Coded(CodedRole::FormTutor) => self.words.role_form_tutor(),
            Role::Coded(CodedRole::PastoralLead) => self.words.role_pastoral_lead(),
            Role::Coded(CodedRole::SchoolNurse) => self.words.role_school_nurse(),
            Role::Coded(CodedRole::SafeguardingLead) => self.words.role_safeguarding_lead(),
            Role::Coded(CodedRole::KeyAdult) => self.words.role_key_adult(),
            Role::Coded(CodedRole::Reception) => self.words.role_reception(),
        }
    }

    pub(super) fn fare_band(&self, band: FareBand) -> String {
        match band {
            FareBand::Child => self.words.fare_child(),
            FareBand::SixteenToEighteen => self.words.fare_16_18(),
            FareBand::Concession => self.words.fare_concession(),
        }
    }

    pub(super) fn topics(&self, topics: Topics) -> String {
        match topics {
            Topics::Medicines => self.words.topic_medicines(),
            Topics::Appointments => self.words.topic_appointments(),
            Topics::MedicinesAndAppointments => self.words.topic_medicines_and_appointments(),
        }
    }
}
