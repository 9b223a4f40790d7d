// What the scripts of a page share, and what the build gives them.

interface Window {
  /** What stood after `#` in the address, until the page has read it. */
  passSquare?: string | undefined;
}

declare module "words:*" {
  /** Messages in Fluent's syntax, by language. */
  const texts: Record<string, string>;
  export default texts;
}
