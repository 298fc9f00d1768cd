import { z } from 'zod';

/** Values of own fields by code, as records carry them under `own`. Each is read by its definition (`domain/own/value.ts`). */
export const ownShape = z.record(z.string().max(60), z.unknown()).optional();
