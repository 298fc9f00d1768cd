import { defineSignal } from '@temporalio/workflow';
import { NUDGE } from './ids.ts';

/** The one signal. It carries nothing: whoever is woken reads PostgreSQL. */
export const nudge = defineSignal(NUDGE);
