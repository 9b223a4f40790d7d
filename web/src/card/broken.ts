// What every reader in this folder throws when the input is not what docs/card-format.md describes.

/** The input is not a card, a list or a bundle; `message` is for developers, never for a page. */
export class Broken extends Error {
  override name = "Broken";
}

/** Goes on only when `sound` holds. */
export function need(sound: boolean, what: string): asserts sound {
  if (!sound) throw new Broken(what);
}
