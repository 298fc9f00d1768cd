/** Ten digits; zeros that a spreadsheet has eaten in front are put back. */
export function normaliseKrs(text: string): string {
  const digits = text.replace(/\D/g, '');
  return digits === '' ? '' : digits.padStart(10, '0');
}

/** Ten digits. The register has no check digit. */
export function isKrs(krs: string): boolean {
  return /^\d{10}$/.test(krs) && !/^0+$/.test(krs);
}
