import type { Language } from '../../../domain/domain-error.ts';

/** The first name as one is greeted by it. Polish has a form for it; where it cannot be told by the ending, the name stays. */
export function calledOut(name: string, language: Language): string {
  const first = name.trim().split(/\s+/)[0] ?? '';
  if (language !== 'pl' || first.length < 3) return first;
  const tender = /(si|zi|ci|ni)a$/.test(first) ? first.length <= 6 : /^\p{L}la$/u.test(first);
  return first.endsWith('a') ? `${first.slice(0, -1)}${tender ? 'u' : 'o'}` : first;
}
