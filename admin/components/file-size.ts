/** 3,4 MB; 812 kB. Units of a thousand, as file managers show them. */
export function fileSize(bytes: number, language: 'pl' | 'en'): string {
  const [unit, size] = bytes >= 1e9 ? ['GB', 1e9] : bytes >= 1e6 ? ['MB', 1e6] : bytes >= 1e3 ? ['kB', 1e3] : ['B', 1];
  const digits = { maximumFractionDigits: bytes / size < 10 && size > 1 ? 1 : 0 };
  return `${(bytes / size).toLocaleString(language === 'pl' ? 'pl-PL' : 'en-GB', digits)} ${unit}`;
}
