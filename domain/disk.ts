import { DomainError } from './domain-error.ts';

/** `low`: jobs stop. `full`: writes are refused with a sentence. */
export type DiskLevel = 'fine' | 'low' | 'full';

/** In bytes that are free. */
export type DiskLimits = { readonly low: number; readonly full: number };

/** What everything that lasts lies on. */
export type Disk = { level(): DiskLevel };

export const usualLimits: DiskLimits = { low: 1e9, full: 300e6 };

/** The kind of failure by which work that rests until there is room is told from work that cannot be done. */
export const NO_ROOM = 'disk.low';

export function diskLevel(free: number, { low, full }: DiskLimits = usualLimits): DiskLevel {
  if (free < full) return 'full';
  return free < low ? 'low' : 'fine';
}

/** What a person reads who wanted to write; it stays on their screen until there is room. */
export function diskFull(): DomainError {
  return new DomainError('disk.full', {
    pl: 'Na dysku serwera kończy się miejsce, więc Nurt nic już nie zapisuje. Nic nie zginęło: to, co wpisano, zostaje na ekranie. Powiedz administratorowi, żeby zwolnił miejsce, i zapisz ponownie.',
    en: "The server's disk is running out of room, so Nurt stores nothing more. Nothing is lost: what you typed stays on the screen. Ask the administrator to make room, then save again.",
  });
}
