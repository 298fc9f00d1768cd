import { z } from 'zod';

/** `?version=` of whoever deletes: the version that they saw. */
export const versioned = z.object({ version: z.coerce.number().int() });

/** Three capital letters: whether it is offered is asked where it is written. */
export const currencyCode = z.string().regex(/^[A-Z]{3}$/);

export type Sent<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the fields that were not sent: "not sent" and "emptied" are two things. */
export function sent<T extends object>(value: T): Sent<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Sent<T>;
}

/** Several in one part of an address: `people=a,b`. */
export function listOf(each: z.ZodType<string, string>, most: number) {
  return z
    .string()
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(each).max(most));
}
