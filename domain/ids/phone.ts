/**
 * E.164 (`+48602118340`) of what people write: `tel. 602 118 340`, `(22) 555 10 20`, `0048 602-118-340`, `48602118340`,
 * `+44 20 7946 0958`. An extension is dropped. What has no digits answers with an empty text.
 */
export function normalisePhone(text: string): string {
  const number = text.replace(/(?:wew|ext|w)\.?\s*\d{1,5}\s*$/i, '').replace(/\(0\)/g, '');
  const digits = number.replace(/\D/g, '');
  if (digits === '') return '';
  if (/^\D*\+/.test(number)) return `+${digits}`;
  if (digits.startsWith('00')) return `+${digits.slice(2)}`;
  if (digits.length === 11 && digits.startsWith('48')) return `+${digits}`;
  // The trunk zero that was dialled in Poland until 2005.
  return digits.length === 10 && digits.startsWith('0') ? `+48${digits.slice(1)}` : `+48${digits}`;
}

/** Whether a normalised number can exist: nine digits in Poland, 7 to 15 in all elsewhere. */
export function isPhone(phone: string): boolean {
  return phone.startsWith('+48') ? /^\+48[1-9]\d{8}$/.test(phone) : /^\+[1-9]\d{6,14}$/.test(phone);
}

/** Mobiles `602 118 340`, fixed lines `22 555 10 20`, foreign numbers with their code. */
export function formatPhone(phone: string): string {
  const polish = /^\+48(\d{9})$/.exec(phone)?.[1];
  if (!polish) return phone.replace(/^(\+\d{2})(\d+)$/, (_, code: string, rest: string) => `${code} ${inThrees(rest)}`);
  const isMobile = /^(45|5[0137]|6[069]|7[2389]|88)/.test(polish);
  return isMobile ? inThrees(polish) : polish.replace(/^(\d{2})(\d{3})(\d{2})(\d{2})$/, '$1 $2 $3 $4');
}

/** The last nine digits: by them a number is searched, however it was typed. */
export function phoneTail(text: string): string {
  return text.replace(/\D/g, '').slice(-9);
}

function inThrees(digits: string): string {
  return digits.replace(/(\d{3})(?=\d{2})/g, '$1 ');
}
