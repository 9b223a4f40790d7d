// Codes that people type, and whether one letter of them is wrong (docs/card-format.md §6).

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The ten characters of a printed card's code, read forgivingly, or nothing if one is missing or wrong. */
export function parseShortCode(typed: string): string | undefined {
  return parseCode(typed, 10);
}

/** The twelve characters of a letter's code that puts a card on a phone, as `K7QX-M2RT-9CD3`. */
export function parseActivationCode(typed: string): string | undefined {
  return parseCode(typed, 12)?.replace(/(.{4})(?!$)/g, "$1-");
}

/** A new code of ten characters: nine random ones and the one that checks them. */
export function drawShortCode(): string {
  const random = [...crypto.getRandomValues(new Uint8Array(9))];
  const drawn = random.map((byte) => alphabet[byte & 31]).join("");
  const check = [...alphabet].find((last) => parseShortCode(drawn + last));
  if (!check) throw new Error("every nine characters have one that checks them");
  return drawn + check;
}

function parseCode(typed: string, length: number): string | undefined {
  const bare = typed.replaceAll(/[\s\-\u2010-\u2015\u2212]/g, "");
  if (bare.length !== length || !/^[0-9A-Za-z]+$/.test(bare)) return undefined;
  const code = bare.toUpperCase().replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  let sum = 0;
  for (const character of [...code].reverse()) {
    const value = alphabet.indexOf(character);
    if (value < 0) return undefined;
    sum = timesAlpha(sum) ^ value;
  }
  return sum === 0 ? code : undefined;
}

/** Multiplies by α = 2 in GF(32) with x^5 + x^2 + 1. */
function timesAlpha(element: number): number {
  const doubled = element << 1;
  return doubled & 32 ? doubled ^ 0b100101 : doubled;
}
