const decimal = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/

/** The number that a text spells; any other text, and one whose digits would be lost, as it is. */
export function asNumber(text: string): number | string {
  if (!decimal.test(text.trim())) return text
  const number = Number(text)
  return Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number)) ? number : text
}
