//! The staff of the demo's hubs, and the people at the desks that they invited. Their passwords stand here for everybody to read; what their codes are made from is drawn
//! anew each time the demo starts.

use passport_server::store::Role;

/// A made-up member of staff.
pub struct DemoColleague {
    /// The short name of a hub they work for.
    pub hub: &'static str,
    /// As what.
    pub role: Role,
    /// The organisation whose desk they sit at.
    pub organisation: Option<&'static str>,
    /// Their name.
    pub name: &'static str,
    /// What they sign in with.
    pub email: &'static str,
    /// Their password.
    pub password: &'static str,
}

/// Everybody who signs in to the demo; who works at two places stands here twice, with the first one's sign-in.
pub const COLLEAGUES: [DemoColleague; 11] = [
    DemoColleague {
        hub: "riverton",
        role: Role::Manager,
        organisation: None,
        name: "Grace Adeyemi",
        email: "grace@riverton.example",
        password: "slow green river boats",
    },
    DemoColleague {
        hub: "riverton",
        role: Role::Worker,
        organisation: None,
        name: "Tom Bailey",
        email: "tom@riverton.example",
        password: "seven quiet mill stones",
    },
    DemoColleague {
        hub: "harbourside",
        role: Role::Manager,
        organisation: None,
        name: "Ruth Ellison",
        email: "ruth@harbourside.example",
        password: "bright lamp over harbour",
    },
    DemoColleague {
        hub: "harbourside",
        role: Role::Worker,
        organisation: None,
        name: "Samir Qureshi",
        email: "samir@harbourside.example",
        password: "nine gulls and a kettle",
    },
    DemoColleague {
        hub: "riverton",
        role: Role::Worker,
        organisation: None,
        name: "Niamh Doyle",
        email: "niamh@both.example",
        password: "two hubs one old bicycle",
    },
    DemoColleague {
        hub: "harbourside",
        role: Role::Worker,
        organisation: None,
        name: "Niamh Doyle",
        email: "niamh@both.example",
        password: "two hubs one old bicycle",
    },
    DemoColleague {
        hub: "riverton",
        role: Role::Desk,
        organisation: Some("Riverton High School"),
        name: "Joan Carter",
        email: "joan@riverton-high.example",
        password: "quiet bell before lunch",
    },
    DemoColleague {
        hub: "riverton",
        role: Role::Desk,
        organisation: Some("Mill Lane Pharmacy"),
        name: "Anil Mehta",
        email: "anil@mill-lane-pharmacy.example",
        password: "green cross on the corner",
    },
    DemoColleague {
        hub: "harbourside",
        role: Role::Desk,
        organisation: Some("Quayside College"),
        name: "Beth Lowe",
        email: "beth@quayside.example",
        password: "four boats and a buoy",
    },
    DemoColleague {
        hub: "riverton",
        role: Role::Desk,
        organisation: Some("Riverton High School"),
        name: "Pat Owens",
        email: "pat@two-schools.example",
        password: "old map of both schools",
    },
    DemoColleague {
        hub: "riverton",
        role: Role::Desk,
        organisation: Some("Mill Lane Academy"),
        name: "Pat Owens",
        email: "pat@two-schools.example",
        password: "old map of both schools",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use passport_server::sign_in::Password;

    #[test]
    fn everybodys_password_is_one_that_joining_takes() {
        for one in &COLLEAGUES {
            assert_eq!(Password::typed(one.password.to_owned()).check(one.email), Ok(()), "{}", one.name);
        }
    }
}
