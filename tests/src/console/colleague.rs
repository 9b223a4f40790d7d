//! Somebody who works for a hub or at a desk, from the link of their invitation on.

use super::{Browser, Form, Seen};
use crate::app::TestApp;
use crate::people::TestHub;
use chrono::TimeDelta;
use passport_server::sign_in::Secret;
use passport_server::store::{NewInvitation, OrganisationId, PersonId, Role};

/// The PIN of every desk.
pub const PIN: &str = "473905";

/// Everybody's password.
pub const PASSWORD: &str = "three brown ponies";

/// Somebody with a link in their hand, as `passport staff invite` prints it.
pub struct Invited<'a> {
    app: &'a TestApp,
    /// The link, from its path on.
    pub link: String,
    /// What they will sign in with.
    pub email: String,
    person: PersonId,
    secret: Secret,
}

/// A member of staff who is signed in.
pub struct Colleague<'a> {
    app: &'a TestApp,
    /// What they sign in with.
    pub email: String,
    /// What the store calls them.
    pub person: PersonId,
    /// The codes they wrote down.
    pub recovery: Vec<String>,
    /// What they sit at.
    pub browser: Browser,
    secret: Secret,
}

impl<'a> TestHub<'a> {
    /// Invites somebody, as the operator does.
    pub async fn invite(&self, name: &str, role: Role) -> Invited<'a> {
        let (app, store) = (self.app(), self.app().store());
        let email = format!("{}@{}.example", name.to_lowercase().replace(' ', "."), self.scope().slug());
        let new = NewInvitation { email: email.clone(), display_name: name.to_owned(), role };
        let token = store.invitation_link(store.invite(self.scope(), &new).await.expect("an invitation"));
        let open = store.invitation(&token).await.expect("the database answers").expect("it is open");
        Invited {
            app,
            link: format!("/hub/join#{token}"),
            email,
            person: open.person_id,
            secret: open.secret,
        }
    }

    /// Invites somebody to the desk of an organisation, as a manager does.
    pub async fn invite_to_desk(&self, name: &str, organisation: OrganisationId) -> Invited<'a> {
        let (app, store) = (self.app(), self.app().store());
        let email = format!("{}@{}.example", name.to_lowercase().replace(' ', "."), self.scope().slug());
        let id = store.draw_invitation_id().expect("an id");
        store.invite_to_desk(self.scope(), (organisation, id), (&email, name)).await.expect("an invitation");
        let token = store.invitation_link(id);
        let open = store.invitation(&token).await.expect("the database answers").expect("it is open");
        Invited {
            app,
            link: format!("/desk/join#{token}"),
            email,
            person: open.person_id,
            secret: open.secret,
        }
    }

    /// A link to a desk, from its path on, for somebody who signs in elsewhere already.
    pub async fn invite_to_desk_by_email(&self, email: &str, organisation: OrganisationId) -> String {
        let store = self.app().store();
        let id = store.draw_invitation_id().expect("an id");
        store
            .invite_to_desk(self.scope(), (organisation, id), (email, "Known"))
            .await
            .expect("an invitation");
        format!("/desk/join#{}", store.invitation_link(id))
    }

    /// Somebody at the desk of an organisation, which they opened with [`PIN`].
    pub async fn at_desk(&self, name: &str, organisation: OrganisationId) -> Colleague<'a> {
        let mut colleague = self.invite_to_desk(name, organisation).await.join().await;
        colleague.choose_pin().await;
        colleague
    }

    /// A member of staff, signed in.
    pub async fn colleague(&self, name: &str, role: Role) -> Colleague<'a> {
        self.invite(name, role).await.join().await
    }
}

impl<'a> Invited<'a> {
    /// The code that their app shows now.
    pub fn code(&self) -> String {
        self.secret.code_at(self.app.now())
    }

    /// Joins by the link: a password, a code, and the recovery codes to write down.
    pub async fn join(self) -> Colleague<'a> {
        let mut browser = Browser::of(self.app);
        let form = browser.form_of_link(&self.link).await;
        let form = form.with("password", PASSWORD).with("code", &self.code());
        let joined = browser.send(&form).await;
        assert_eq!(joined.status, 200, "{}", joined.body);
        let codes = joined.body.split("<li><code>").skip(1);
        let recovery = codes.filter_map(|rest| rest.split('<').next()).map(str::to_owned).collect();
        let Self { app, email, person, secret, .. } = self;
        Colleague { app, email, person, recovery, browser, secret }
    }
}

impl Colleague<'_> {
    /// The code that their app shows now.
    pub fn code(&self) -> String {
        self.secret.code_at(self.app.now())
    }

    /// Chooses the PIN of the desk that they just signed in to.
    pub async fn choose_pin(&mut self) {
        let opened = self.fill("/desk/pin", "/desk/pin", &[("pin", PIN), ("again", PIN)]).await;
        assert_eq!(opened.status, 303, "{}", opened.body);
    }

    /// Waits for a new code and signs in with it in a fresh browser, which they sit at from now on.
    pub async fn sign_in_anew(&mut self) -> Seen {
        self.sign_in_at("/hub/sign-in").await
    }

    /// The same at the page of an entrance, `/hub/sign-in` or `/desk/sign-in`.
    pub async fn sign_in_at(&mut self, entrance: &str) -> Seen {
        self.app.after(TimeDelta::seconds(30)).await;
        let mut browser = Browser::of(self.app);
        let code = self.code();
        let form = browser.get(entrance).await.form(entrance);
        let form = form.with("email", &self.email).with("password", PASSWORD).with("code", &code);
        let seen = browser.send(&form).await;
        self.browser = browser;
        seen
    }

    /// Opens a page.
    pub async fn see(&mut self, path: &str) -> Seen {
        self.browser.get(path).await
    }

    /// Opens a page, types into its form and sends it; gives what came back.
    pub async fn fill(&mut self, page: &str, action: &str, typed: &[(&str, &str)]) -> Seen {
        let form = self.see(page).await.form(action);
        let form = typed.iter().fold(form, |form, (name, value)| form.with(name, value));
        self.send(&form).await
    }

    /// Sends a form.
    pub async fn send(&mut self, form: &Form) -> Seen {
        self.browser.send(form).await
    }

    /// Whether the console lets them in.
    pub async fn is_in(&mut self) -> bool {
        self.see("/hub").await.status == 200
    }
}
