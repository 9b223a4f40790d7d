// "Exit this page": what was on the screen is gone before the next page comes, and "Back" does not lead here.
for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-leave]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.title = "";
    document.body.replaceChildren();
    location.replace(link.href);
  });
}
