// The link of an invitation: what stands behind its # is sent in the form, and is gone from the address before anything is.
const form = document.querySelector<HTMLFormElement>("[data-join]");
const field = form?.querySelector<HTMLInputElement>("[name=link]");

function send(): void {
  const link = location.hash.slice(1);
  if (!form || !field || link === "") return;
  history.replaceState(null, "", location.pathname);
  field.value = link;
  form.requestSubmit();
}

addEventListener("hashchange", send);
send();
