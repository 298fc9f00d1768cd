/** An amount as people type it (`15 000,50`, `15000.5`, `1.200`): in minor units, or null when it is none or of another currency. */
export function readMoney(typed: string, currency = 'PLN'): number | null {
  const bare = typed.replace(/[\s\u00a0\u202f]/g, '').toUpperCase();
  const plain = bare.replace(currency === 'PLN' ? /ZŁ|PLN/g : currency, '');
  // Three digits after a dot are thousands in Polish; one or two are a part of the unit everywhere.
  const found = /^(\d{1,3}(?:\.\d{3})+|\d+)(?:[.,](\d{1,2}))?$/.exec(plain);
  if (!found) return null;
  const whole = Number(found[1]!.replaceAll('.', ''));
  const part = Number((found[2] ?? '').padEnd(2, '0'));
  const minor = whole * 100 + part;
  return Number.isSafeInteger(minor) ? minor : null;
}

/** As `readMoney`, with a minus before it where there is one: a balance, or an own field. */
export function readBalance(typed: string): number | null {
  const sign = /^\s*[-–−]/.exec(typed)?.[0] ?? '';
  const minor = readMoney(typed.slice(sign.length));
  return minor === null || sign === '' ? minor : -minor;
}

/** As it is put into a field again: `15 000,50`. */
export function writeMoney(minor: number | null): string {
  if (minor === null) return '';
  if (minor < 0) return `-${writeMoney(-minor)}`;
  const whole = String(Math.floor(minor / 100)).replace(/\B(?=(\d{3})+$)/g, ' ');
  const part = minor % 100;
  return part === 0 ? whole : `${whole},${String(part).padStart(2, '0')}`;
}
