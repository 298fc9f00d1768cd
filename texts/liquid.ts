/** Liquid with our filters, without anything that reads files, and bounded in time and memory. */
import { Liquid } from 'liquidjs';
import type { Language } from '../domain/domain-error.ts';
import { compile, escapeHtml, type Compiled } from './compiled.ts';
import { formatDate, formatMoney } from './formats.ts';

export type { Compiled };

const bounds = { parseLimit: 200_000, renderLimit: 1000, memoryLimit: 1_000_000 };

/** Tags that a text may use. The others of Liquid read files or have no use in a letter. */
export const allowedTags = ['if', 'elsif', 'else', 'endif', 'unless', 'endunless', 'case', 'when', 'endcase', 'assign'];
const alsoKept = new Set(['if', 'unless', 'case', 'assign', 'comment', '#']);

/** `html` escapes every field; nothing switches that off. */
export type Escaping = 'html' | 'none';

const engines = new Map<string, Liquid>();

export function engineFor(escaping: Escaping, language: Language): Liquid {
  const known = engines.get(`${escaping} ${language}`);
  if (known) return known;
  const engine = new Liquid({
    strictFilters: true,
    ownPropertyOnly: true,
    greedy: true,
    ...bounds,
    ...(escaping === 'html' ? { outputEscape: 'escape' as const } : {}),
  });
  for (const tag of Object.keys(engine.tags)) if (!alsoKept.has(tag)) delete engine.tags[tag];
  engine.registerFilter('raw', (value: unknown) => value);
  engine.registerFilter('date', (value: unknown) => formatDate(value, language));
  engine.registerFilter('money', (value: unknown, currency: unknown) => formatMoney(value, currency, language));
  engines.set(`${escaping} ${language}`, engine);
  return engine;
}

/** Takes a text apart once; what it answers fills in the fields. An unknown or empty field is nothing. */
export function filler(text: string, escaping: Escaping, language: Language): Compiled {
  const quick = compile(text, escaping === 'html' ? escapeHtml : (value) => value);
  if (quick) return quick;
  const engine = engineFor(escaping, language);
  const parsed = engine.parse(text);
  return (facts) => engine.renderSync(parsed, facts as object) as string;
}
