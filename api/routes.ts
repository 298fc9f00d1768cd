import type { Router } from 'express';
import type { Door } from './door.ts';
import { meApi } from './me.ts';
import { usersApi } from './users.ts';

/** Routers under `/api/v1`, behind the gate. */
export const apiRoutes: readonly ((door: Door) => Router)[] = [meApi, usersApi];

/** Doors that stand open to the world: each checks its own token or signature. */
export const publicDoors: readonly { readonly at: string; readonly open: (door: Door) => Router }[] = [];
