// What a checker's device remembers, only when its user chose so: a place, that answers stay, that answers are heard.
import { type Setting, settings } from "../card/arrangements.ts";

const names = { place: "pass-place", keep: "pass-keep", sound: "pass-sound" };

/** A browser that refuses to remember is one that never did. */
function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function write(name: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // Nothing is lost but the memory itself.
  }
}

export function rememberedPlace(): Setting | undefined {
  return settings.find((setting) => setting === read(names.place));
}

export function rememberPlace(place: Setting | undefined): void {
  write(names.place, place);
}

export function answersStay(): boolean {
  return read(names.keep) === "yes";
}

export function letAnswersStay(stay: boolean): void {
  write(names.keep, stay ? "yes" : undefined);
}

export function answersAreHeard(): boolean {
  return read(names.sound) === "yes";
}

export function letAnswersBeHeard(heard: boolean): void {
  write(names.sound, heard ? "yes" : undefined);
}
