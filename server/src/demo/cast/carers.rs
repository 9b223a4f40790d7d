//! The young people of the demo: their cards, schools and faces.

use super::super::portrait::{Look, Rgb, Style};
use super::{DemoCarer, Fate};

/// Everybody who has a card in the demo.
pub const CARERS: [DemoCarer; 16] = [
    DemoCarer {
        hub: "riverton",
        given_name: "Zoë",
        family_name: Some("Marsh"),
        born_on: "2012-05-14",
        school: Some("Riverton High School"),
        known_at_school: true,
        arranged: &["school/time-out:10:library", "school/phone-on-silent", "school/speak-to:head-of-year"],
        fate: Fate::Valid,
        look: look(MIST, FAIR, 0x006b_4423, Style::Bob, NAVY),
    },
    DemoCarer {
        hub: "riverton",
        given_name: "Łukasz",
        family_name: Some("Kowalski"),
        born_on: "2010-02-03",
        school: Some("Riverton High School"),
        known_at_school: true,
        arranged: &["school/leave-early:5", "pharmacy/collect-arranged", "gp/flexible-appointments"],
        fate: Fate::Valid,
        look: look(SAND, LIGHT, 0x00b5_803a, Style::Short, MOSS),
    },
    DemoCarer {
        hub: "riverton",
        given_name: "Aoife",
        family_name: Some("O'Neill"),
        born_on: "2013-09-30",
        school: Some("Riverton High School"),
        known_at_school: true,
        arranged: &["school/late-arrival", "school/homework-time", "transport/fare:child"],
        fate: Fate::Valid,
        look: look(SAGE, FAIR, 0x009a_4a22, Style::Curls, SLATE),
    },
    DemoCarer {
        hub: "riverton",
        given_name: "Sukarno",
        family_name: None,
        born_on: "2009-11-21",
        school: Some("Mill Lane Academy"),
        known_at_school: false,
        arranged: &["school/time-out:5:pastoral-office", "gp/may-discuss:medicines+appointments"],
        fate: Fate::Valid,
        look: look(LILAC, TAN, BLACK_HAIR, Style::Crop, BRICK),
    },
    DemoCarer {
        hub: "riverton",
        given_name: "美咲",
        family_name: Some("田中"),
        born_on: "2011-07-07",
        school: Some("Mill Lane Academy"),
        known_at_school: true,
        arranged: &["school/phone-on-silent", "school/speak-to:form-tutor"],
        fate: Fate::Waiting,
        look: Look { glasses: Some(0x0033_3333), ..look(MIST, LIGHT, BLACK_HAIR, Style::Long, BRICK) },
    },
    DemoCarer {
        hub: "riverton",
        given_name: "Amira",
        family_name: Some("Haddad"),
        born_on: "2010-12-01",
        school: Some("Riverton High School"),
        known_at_school: false,
        arranged: &["school/time-out:10:quiet-room", "pharmacy/collect-arranged"],
        fate: Fate::Expired,
        look: look(SAND, TAN, 0x003d_5a80, Style::Headscarf, SLATE),
    },
    DemoCarer {
        hub: "riverton",
        given_name: "Tobi",
        family_name: Some("Okafor"),
        born_on: "2012-01-19",
        school: Some("Mill Lane Academy"),
        known_at_school: false,
        arranged: &["school/late-arrival", "school/phone-on-silent"],
        fate: Fate::Withdrawn,
        look: look(SAGE, DEEP, BLACK_HAIR, Style::Afro, NAVY),
    },
    DemoCarer {
        hub: "riverton",
        given_name: "Mia",
        family_name: Some("Clarke"),
        born_on: "2011-10-02",
        school: Some("Mill Lane Academy"),
        known_at_school: true,
        arranged: &["school/homework-time", "school/leave-early:5"],
        fate: Fate::Ending,
        look: look(SAND, BROWN, BLACK_HAIR, Style::Curls, SLATE),
    },
    DemoCarer {
        hub: "riverton",
        given_name: "Yusuf",
        family_name: Some("Demir"),
        born_on: "2012-11-08",
        school: Some("Riverton High School"),
        known_at_school: true,
        arranged: &["school/time-out:10:reception", "school/phone-on-silent"],
        fate: Fate::Lost,
        look: look(SAGE, TAN, BLACK_HAIR, Style::Short, BRICK),
    },
    DemoCarer {
        hub: "riverton",
        given_name: "Leo",
        family_name: Some("Finch"),
        born_on: "2014-06-17",
        school: Some("Mill Lane Academy"),
        known_at_school: false,
        arranged: &[],
        fate: Fate::None,
        look: look(MIST, FAIR, 0x009a_4a22, Style::Crop, MOSS),
    },
    DemoCarer {
        hub: "harbourside",
        given_name: "Priya",
        family_name: Some("Nair"),
        born_on: "2008-04-25",
        school: Some("Quayside College"),
        known_at_school: false,
        arranged: &["pharmacy/collect-arranged", "gp/may-discuss:medicines", "gp/flexible-appointments"],
        fate: Fate::Valid,
        look: look(LILAC, BROWN, BLACK_HAIR, Style::Bun, MOSS),
    },
    DemoCarer {
        hub: "harbourside",
        given_name: "Harjit",
        family_name: Some("Singh"),
        born_on: "2009-08-16",
        school: Some("Quayside College"),
        known_at_school: true,
        arranged: &["transport/fare:16-18"],
        fate: Fate::Valid,
        look: look(MIST, BROWN, 0x008a_2f3b, Style::Turban, NAVY),
    },
    DemoCarer {
        hub: "harbourside",
        given_name: "Олена",
        family_name: Some("Шевченко"),
        born_on: "2011-03-08",
        school: Some("Harbourside Academy"),
        known_at_school: false,
        arranged: &["school/time-out:15:reception", "school/homework-time"],
        fate: Fate::Valid,
        look: look(SAND, FAIR, 0x00c7_9a55, Style::Plaits, SLATE),
    },
    DemoCarer {
        hub: "harbourside",
        given_name: "Imani",
        family_name: Some("Bell-Whitfield"),
        born_on: "2013-06-11",
        school: Some("Harbourside Academy"),
        known_at_school: true,
        arranged: &["school/time-out:10", "transport/fare:child"],
        fate: Fate::Expired,
        look: Look { glasses: Some(0x007a_2e2e), ..look(SAGE, DEEP, BLACK_HAIR, Style::Plaits, BRICK) },
    },
    DemoCarer {
        hub: "harbourside",
        given_name: "Jack",
        family_name: Some("Rowe"),
        born_on: "2010-10-10",
        school: Some("Harbourside Academy"),
        known_at_school: false,
        arranged: &["school/leave-early:10", "school/speak-to:pastoral-lead"],
        fate: Fate::Withdrawn,
        look: Look { glasses: Some(0x0022_2222), ..look(LILAC, FAIR, 0x006b_4423, Style::Crop, MOSS) },
    },
    DemoCarer {
        hub: "moorland",
        given_name: "Freya",
        family_name: Some("Lund"),
        born_on: "2011-01-30",
        school: None,
        known_at_school: false,
        arranged: &["school/phone-on-silent", "school/time-out:5"],
        fate: Fate::Foreign,
        look: look(MIST, FAIR, 0x00d9_b36c, Style::Long, MOSS),
    },
];

const MIST: Rgb = 0x00dd_e6ea;
const SAND: Rgb = 0x00e8_e2d6;
const SAGE: Rgb = 0x00d7_e3da;
const LILAC: Rgb = 0x00e3_dde8;
const FAIR: Rgb = 0x00f3_d3b8;
const LIGHT: Rgb = 0x00ec_c49a;
const TAN: Rgb = 0x00d8_a878;
const BROWN: Rgb = 0x00b9_7c4a;
const DEEP: Rgb = 0x007a_4a24;
const NAVY: Rgb = 0x0030_506e;
const MOSS: Rgb = 0x005b_6e4a;
const BRICK: Rgb = 0x007a_4a4a;
const SLATE: Rgb = 0x0044_546a;
const BLACK_HAIR: Rgb = 0x001c_1511;

const fn look(wall: Rgb, skin: Rgb, hair: Rgb, style: Style, clothes: Rgb) -> Look {
    Look { wall, skin, hair, style, clothes, glasses: None }
}
