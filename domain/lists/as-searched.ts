/** A phone is known by its last nine digits, however it was written or which way it came (rule 41). */
export function asSearched(typed: string): string {
  const digits = typed.replace(/\D/g, '');
  const isPhone = digits.length >= 9 && /^[\d\s()+./-]+$/.test(typed.trim());
  return isPhone ? digits.slice(-9) : typed.trim();
}
