// Runs before anything else of the page: takes the card out of the address, so that it stays in no history, and keeps
// it in memory for the page. A link inside the page (`#code`) is letters and hyphens only and is left alone.
{
  const take = (): void => {
    const card = location.hash.slice(1);
    if (card === "" || /^[a-z][a-z-]*$/.test(card)) return;
    history.replaceState(null, "", location.pathname);
    window.passSquare = card;
    window.dispatchEvent(new Event("pass-square"));
  };
  take();
  addEventListener("hashchange", take);
}
