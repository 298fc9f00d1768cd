import { z, type ZodType } from 'zod';
import { newId } from '../../db/new-id.ts';

type Json = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
  readonly items?: Json;
  readonly anyOf?: readonly Json[];
  readonly oneOf?: readonly Json[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly minimum?: number;
};

/** The least that a schema takes: for asking what happens to a request of the right shape. */
export function sampleOf(schema: ZodType | undefined): unknown {
  return schema ? sample(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as Json) : {};
}

const texts: Readonly<Record<string, () => string>> = {
  uuid: newId,
  date: () => '2026-12-03',
  'date-time': () => '2026-12-03T10:00:00Z',
  email: () => 'a@b.example',
};

/** Of texts that must look like something: a currency. */
const patterns: Readonly<Record<string, string>> = { '^[A-Z]{3}$': 'PLN' };

function sample(json: Json): unknown {
  const either = json.anyOf ?? json.oneOf;
  if (either) return sample(either[0]!);
  if (json.const !== undefined) return json.const;
  if (json.enum) return json.enum[0];
  return samples[json.type ?? 'any']?.(json) ?? (json.type === 'null' ? null : {});
}

const number = ({ minimum = 1 }: Json) => Math.max(1, minimum);
const samples: Readonly<Record<string, (json: Json) => unknown>> = {
  object: ({ required = [], properties = {} }) =>
    Object.fromEntries(required.map((name) => [name, sample(properties[name] ?? {})])),
  array: ({ minItems = 0, items = {} }) => Array.from({ length: minItems }, () => sample(items)),
  integer: number,
  number,
  boolean: () => true,
  string: ({ format = '', pattern = '', minLength = 1 }) =>
    texts[format]?.() ?? patterns[pattern] ?? 'x'.repeat(Math.max(1, minLength)),
};
