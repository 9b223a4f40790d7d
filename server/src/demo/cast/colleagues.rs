//! The staff of the demo's hubs. Their passwords stand here for everybody to read; what their codes are made from is drawn
//! anew each time the demo starts.

use passport_server::store::Role;

/// A made-up member of staff.
pub struct DemoColleague {
    /// The short name of a hub they work for.
    pub hub: &'static str,
    /// As what.
    pub role: Role,
    /// Their name.
    pub name: &'static str,
    /// What they sign in with.
    pub email: &'static str,
    /// Their password.
    pub password: &'static str,
}

/// Everybody who signs in to the demo's console; who works for two hubs stands here twice, with the first hub's sign-in.
pub const COLLEAGUES: [DemoColleague; 6] = [
    DemoColleague {
        hub: "riverton",
        role: Role::Manager,
        name: "Grace Adeyemi",
        email: "grace@riverton.example",
        password: "slow green river boats",
    },
    DemoColleague {
        hub: "riverton",
        role: Role::Worker,
        name: "Tom Bailey",
        email: "tom@riverton.example",
        password: "seven quiet mill stones",
    },
    DemoColleague {
        hub: "harbourside",
        role: Role::Manager,
        name: "Ruth Ellison",
        email: "ruth@harbourside.example",
        password: "bright lamp over harbour",
    },
    DemoColleague {
        hub: "harbourside",
        role: Role::Worker,
        name: "Samir Qureshi",
        email: "samir@harbourside.example",
        password: "nine gulls and a kettle",
    },
    DemoColleague {
        hub: "riverton",
        role: Role::Worker,
        name: "Niamh Doyle",
        email: "niamh@both.example",
        password: "two hubs one old bicycle",
    },
    DemoColleague {
        hub: "harbourside",
        role: Role::Worker,
        name: "Niamh Doyle",
        email: "niamh@both.example",
        password: "two hubs one old bicycle",
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
