// Whatever is folded away on the screen is printed: nobody can unfold paper.
const unfolded = new Set<HTMLDetailsElement>();

/** Unfolds services while the page is printed, and folds them again. */
export function unfoldOnPaper(): void {
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll<HTMLDetailsElement>("details.menu-question:not([open])")) {
      details.open = true;
      unfolded.add(details);
    }
  });
  addEventListener("afterprint", () => {
    for (const details of unfolded) details.open = false;
    unfolded.clear();
  });
}
