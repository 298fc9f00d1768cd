/** Capitals without spaces. A Polish account number of 26 digits (NRB) gets its PL. */
export function normaliseIban(text: string): string {
  const bare = text.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return /^\d{26}$/.test(bare) ? `PL${bare}` : bare;
}

/** ISO 13616: mod 97 is 1; a Polish one has 28 characters. */
export function isIban(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[0-9A-Z]{11,30}$/.test(iban)) return false;
  if (iban.startsWith('PL') && !/^PL\d{26}$/.test(iban)) return false;
  let remainder = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** `PL61 1090 1014 0000 0712 1981 2874`. */
export function formatIban(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1 ');
}
